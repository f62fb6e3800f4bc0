import type { History, HistoryEntry } from '@noren/core';
import type { PreferencesWord } from '@noren/model';
import { html, nothing, type TemplateResult } from 'lit';
import { dateText, listText } from '../../language-text.ts';
import type { View } from '../view.ts';

const controlWord: Readonly<Record<HistoryEntry['control'], PreferencesWord>> = {
  'accept-all': 'controlAcceptAll',
  'reject-all': 'controlRejectAll',
  save: 'controlSave',
  withdraw: 'controlWithdraw',
  signal: 'controlSignal',
  page: 'controlPage',
  import: 'controlImport',
  recovered: 'controlRecovered',
};

/** What is known of the records. */
export interface Records {
  /** Once it was read. */
  readonly history: History | undefined;
  /** The record whose receipt could not be had. */
  readonly receiptFailed: string | undefined;
  /** Hands the receipt of a record to the visitor as a file. */
  saveReceipt(recordId: string): Promise<void>;
}

/** The visitor's own records, newest first, each with its receipt, or with the word that there can be none. */
export function historyList(view: View, records: Records): TemplateResult {
  const { say, config } = view;
  const { history } = records;
  return html`<div class="history" part="history" role="region" aria-label=${say('history')} aria-busy=${!history}>
    ${history?.source === 'browser' && config.api ? html`<p>${say('historyOffline')}</p>` : nothing}
    ${history && !history.entries.length ? html`<p>${say('historyEmpty')}</p>` : nothing}
    ${history?.entries.length && !config.api ? html`<p>${say('historyHere')}</p>` : nothing}
    ${
      history?.entries.length
        ? html`<ol>${history.entries.map((entry) => html`<li part="record">${record(view, records, entry)}</li>`)}</ol>`
        : nothing
    }
  </div>`;
}

function record(view: View, records: Records, entry: HistoryEntry): TemplateResult {
  const { say, wording, config } = view;
  const { id, at, edition } = entry;
  const nameOf = (list: readonly { id: string; title?: string; name?: string }[], key: string): string => {
    const found = list.find((item) => item.id === key);
    return found?.title ?? found?.name ?? key;
  };
  const listed = (on: boolean): string[] => [
    ...Object.keys(entry.purposes).flatMap((key) => (entry.purposes[key] === on ? nameOf(wording.purposes, key) : [])),
    // A service on its own tells something only where its purpose was allowed.
    ...Object.keys(entry.services).flatMap((key) => {
      const purpose = config.services.find((service) => service.id === key)?.purpose;
      return !on && entry.services[key] === false && entry.purposes[purpose ?? ''] ? nameOf(wording.services, key) : [];
    }),
  ];
  const facts: [PreferencesWord, unknown][] = [];
  for (const on of [true, false]) {
    const names = listed(on);
    if (names.length) facts.push([on ? 'accepted' : 'denied', listText(names, wording.language)]);
  }
  // Without a server the number leads nowhere; what was shown can still be told, by its name.
  if (entry.hereOnly) facts.push(['wordingShown', wordingName(view, entry)]);
  else facts.push(['recordId', html`<code dir="ltr">${id}</code>`]);
  const date = dateText(new Date(at), wording.language, { timeStyle: 'short' });
  return html`<p id="record-${id}">
      <strong>${say(controlWord[entry.control])}</strong>
      <time datetime=${at}>${say('decided', { date, edition })}</time>
    </p>
    <dl>
      ${facts.map(([word, text]) => html`<dt>${say(word)}</dt><dd>${text}</dd>`)}
    </dl>
    ${config.api ? receipt(view, records, entry) : nothing}`;
}

/** The language that was shown, and the hash by which its exact wording is known. */
function wordingName({ config, wording }: View, { language = '', wording: hash }: HistoryEntry): TemplateResult {
  // What is kept in a browser may be damaged, and a name is asked for by a well-formed tag only.
  const isKnown = Object.keys(config.wording).includes(language);
  const name = isKnown ? new Intl.DisplayNames([wording.language], { type: 'language' }).of(language) : language;
  return html`${name} <code dir="ltr">${hash}</code>`;
}

function receipt({ say }: View, records: Records, { id, recorded, hereOnly }: HistoryEntry): TemplateResult {
  // Made before the site had a server.
  if (hereOnly) return html`<p>${say('historyHere')}</p>`;
  if (!recorded) return html`<p>${say('receiptWaiting')}</p>`;
  return html`<p>
      <button
        type="button"
        class="link"
        part="receipt"
        id="receipt-${id}"
        aria-labelledby="receipt-${id} record-${id}"
        @click=${() => records.saveReceipt(id)}
        >${say('receipt')}</button
      >
    </p>
    <p role="status" class="warn">${records.receiptFailed === id ? say('receiptFailed') : nothing}</p>`;
}

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

/** The visitor's own records, newest first, each with its receipt. */
export function historyList(view: View, records: Records): TemplateResult {
  const { say, config } = view;
  const { history } = records;
  return html`<div class="history" part="history" aria-busy=${!history}>
    ${history?.source === 'browser' && config.api ? html`<p>${say('historyOffline')}</p>` : nothing}
    ${history && !history.entries.length ? html`<p>${say('historyEmpty')}</p>` : nothing}
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
  const facts: [PreferencesWord, string][] = [];
  for (const on of [true, false]) {
    const names = listed(on);
    if (names.length) facts.push([on ? 'accepted' : 'denied', listText(names, wording.language)]);
  }
  const date = dateText(new Date(at), wording.language, { timeStyle: 'short' });
  return html`<p id="record-${id}">
      <strong>${say(controlWord[entry.control])}</strong>
      <time datetime=${at}>${say('decided', { date, edition })}</time>
    </p>
    <dl>
      ${facts.map(([word, text]) => html`<dt>${say(word)}</dt><dd>${text}</dd>`)}
      <dt>${say('recordId')}</dt><dd><code>${id}</code></dd>
    </dl>
    ${config.api ? receipt(view, records, entry) : nothing}`;
}

function receipt({ say }: View, records: Records, { id, recorded }: HistoryEntry): TemplateResult {
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

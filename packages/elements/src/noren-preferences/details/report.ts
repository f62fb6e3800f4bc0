import type { RevokeDetail } from '@noren/core';
import { fitsPattern, type PreferencesWord, traceNames } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { listText } from '../../language-text.ts';
import { outsideLink } from '../../outside-link.ts';
import type { View } from '../view.ts';
import { traceList } from './trace-list.ts';

type ServiceWords = Wording['services'][number];

/**
 * What the last choice did, in words that are also spoken: what stopped, what was deleted, what could not be and why, and
 * what may still run.
 */
export function reportText(view: View): TemplateResult | typeof nothing {
  const { say, result, wording } = view;
  const revoked = result?.revoked;
  if (!revoked) return nothing;
  const { services, erased, inUse, unchecked, running, stillRunning } = revoked;
  const told = (word: PreferencesWord, names: readonly string[], look = ''): TemplateResult | typeof nothing => {
    const [before, after] = say(word).split('{list}');
    return names.length ? html`<p class=${look}>${before}${traceList(names, wording.language)}${after}</p>` : nothing;
  };
  const listed = (word: PreferencesWord, ids: readonly string[]): TemplateResult | typeof nothing => {
    const names = ids.map((id) => wording.services.find((service) => service.id === id)?.name ?? id);
    return ids.length ? html`<p>${say(word, { list: listText(names, wording.language) })}</p>` : nothing;
  };
  return html`${listed('stopped', services)}${told('erased', erased)}${told(
    'kept',
    stuck(revoked),
    'warn',
  )}${told('inUse', inUse, 'warn')}${told('unchecked', unchecked, 'warn')}${
    running.length ? listed('running', running) : stillRunning ? html`<p>${say('stillRunning')}</p>` : nothing
  }`;
}

/** What the visitor can do about the rest: a reload, and the providers' own procedures and policies. */
export function reportActions(view: View): TemplateResult | typeof nothing {
  const { say, result, wording } = view;
  const revoked = result?.revoked;
  if (!revoked) return nothing;
  const { services, inUse, unchecked, stillRunning } = revoked;
  const left = [...stuck(revoked), ...unchecked];
  const rows = wording.services.filter(({ id }) => services.includes(id));
  const isLeft = (row: ServiceWords): boolean =>
    left.some((name) => traceNames([row]).some((pattern) => fitsPattern(name, pattern)));
  // Also of what was refused before, and of what has ended since.
  const links = wording.services.filter(isLeft).flatMap((row) => addresses(view, row)[0] ?? []);
  const reloads = stillRunning || inUse.length > 0;
  // Whoever has received something keeps it, and its own cookies: this page sees neither.
  const there = rows.map((row) => addresses(view, row).slice(isLeft(row) ? 1 : 0)).filter((own) => own.length);
  return html`${
    links.length || reloads
      ? html`<p class="links small after">
          ${links}
          ${
            reloads
              ? html`<button type="button" class="button light" part="button reload" @click=${reload}>${say('reload')}</button>`
              : nothing
          }
        </p>`
      : nothing
  }${
    there.length
      ? html`<details class="there small" part="elsewhere">
          <summary>${say('there', { count: there.length })}</summary>
          <p>${say('thereIntro')}</p>
          <ul>
            ${there.map((own) => html`<li class="links">${own}</li>`)}
          </ul>
        </details>`
      : nothing
  }`;
}

/** What stays whatever this page does; a database that is in use goes with the page that uses it. */
const stuck = ({ kept, inUse }: RevokeDetail): string[] => kept.filter((name) => !inUse.includes(name));

// The page may have something to keep before it goes: whoever prevents the event's default reloads in their own time.
function reload({ currentTarget }: Event): void {
  const asked = new CustomEvent('noren-reload', { bubbles: true, composed: true, cancelable: true });
  if (currentTarget?.dispatchEvent(asked)) location.reload();
}

/** Where a provider can be asked to stop or to delete, its procedure first. */
function addresses(view: View, { name, optOutUrl, policyUrl }: ServiceWords): TemplateResult[] {
  return [
    ...(optOutUrl ? [outsideLink(view, optOutUrl, view.say('optOutOf', { service: name }))] : []),
    ...(policyUrl ? [outsideLink(view, policyUrl, view.say('policyOf', { service: name }))] : []),
  ];
}

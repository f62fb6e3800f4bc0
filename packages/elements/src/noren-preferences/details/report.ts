import type { RevokeDetail } from '@noren/core';
import { fitsPattern } from '@noren/model';
import { html, nothing, type TemplateResult } from 'lit';
import { listText } from '../../language-text.ts';
import { outsideLink } from '../../outside-link.ts';
import type { View } from '../view.ts';
import { traceList } from './trace-list.ts';

/** What the last choice did, in words that are also spoken: what stopped, what was deleted, what could not be. */
export function reportText(view: View): TemplateResult | typeof nothing {
  const { say, result, wording } = view;
  const revoked = result?.revoked;
  if (!revoked) return nothing;
  const told = (word: 'erased' | 'kept', names: readonly string[]): TemplateResult => {
    const [before, after] = say(word).split('{list}');
    return html`${before}${traceList(names, wording.language)}${after}`;
  };
  const stopped = revoked.services.map((id) => wording.services.find((service) => service.id === id)?.name ?? id);
  return html`${stopped.length ? html`<p>${say('stopped', { list: listText(stopped, wording.language) })}</p>` : nothing}
    ${revoked.erased.length ? html`<p>${told('erased', revoked.erased)}</p>` : nothing}
    ${revoked.kept.length ? html`<p class="warn">${told('kept', revoked.kept)}</p>` : nothing}
    ${revoked.stillRunning ? html`<p>${say('stillRunning')}</p>` : nothing}`;
}

/** What the visitor can do about the rest: the providers' own procedures, and a reload. */
export function reportActions(view: View): TemplateResult | typeof nothing {
  const revoked = view.result?.revoked;
  if (!revoked) return nothing;
  const links = procedures(view, revoked);
  if (!links.length && !revoked.stillRunning) return nothing;
  return html`<p class="links small after">
    ${links}
    ${
      revoked.stillRunning
        ? html`<button type="button" class="button light" part="button reload" @click=${reload}>${view.say('reload')}</button>`
        : nothing
    }
  </p>`;
}

// The page may have something to keep before it goes: whoever prevents the event's default reloads in their own time.
function reload({ currentTarget }: Event): void {
  const asked = new CustomEvent('noren-reload', { bubbles: true, composed: true, cancelable: true });
  if (currentTarget?.dispatchEvent(asked)) location.reload();
}

function procedures(view: View, { kept, services }: RevokeDetail): TemplateResult[] {
  return view.wording.services
    .filter(({ id, cookies, storage }) => {
      const patterns = [...cookies, ...storage].map((trace) => trace.name);
      return services.includes(id) && kept.some((name) => patterns.some((pattern) => fitsPattern(name, pattern)));
    })
    .flatMap(({ name, optOutUrl, policyUrl }) => {
      if (optOutUrl) return outsideLink(view, optOutUrl, view.say('optOutOf', { service: name }));
      return policyUrl ? outsideLink(view, policyUrl, view.say('policyOf', { service: name })) : [];
    });
}

import { type AdvertisingWord, type RegisterWord, stoppingHere } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { dateText } from '../language-text.ts';
import { outsideLink } from '../outside-link.ts';
import { serviceSwitch } from '../switch-control.ts';
import { type Draft, type Switches, serviceOn, UNTOUCHED } from '../switches.ts';
import type { Visited } from './visited.ts';

type Values = Readonly<Record<string, string | number>>;

/** What the directory is drawn from, and what it asks of the element. */
export interface DirectoryView extends Switches {
  readonly wording: Wording;
  readonly visited: Visited;
  say(word: RegisterWord, values?: Values): string;
  tell(word: AdvertisingWord, values?: Values): string;
  /** Requests one change at once, and speaks of what the store made of it. */
  change(draft: Draft, name: string, isOn: () => boolean): void;
  /** The visitor opens the procedure of a provider. */
  visit(id: string): void;
}

/** One provider: what it is sent for, this site's own switch, and the provider's procedure beside it. */
export function providerRow(view: DirectoryView, purpose: string, row: Wording['services'][number]): TemplateResult {
  const { say } = view;
  const { id, name } = row;
  const label = say('switch', { service: name });
  return html`<li class="row" part="row">
    <h4>${name}</h4>
    <p class="small quiet">${row.recipient}</p>
    <p id="why-${id}">${row.ownPurpose}</p>
    ${serviceSwitch(view, {
      service: row,
      purpose,
      label,
      describedBy: `why-${id}`,
      onSwitch: (on) => view.change({ ...UNTOUCHED, services: { [id]: on } }, label, () => serviceOn(view, id)),
    })}
    ${row.optOutUrl ? procedure(view, row, row.optOutUrl) : noProcedure(view, row)}
  </li>`;
}

function procedure(view: DirectoryView, row: Wording['services'][number], url: string): TemplateResult {
  const { say, tell, visited } = view;
  const { id, name, optOutStops, optOutReach } = row;
  const reach = optOutReach === 'browser' ? 'reachBrowser' : optOutReach ? 'reachAccount' : 'reachUnconfirmed';
  const day = visited[id];
  const told = day && tell('visited', { date: dateText(new Date(`${day}T12:00`), view.wording.language) });
  const visit = ({ button }: MouseEvent): void => {
    // 0 opens the link; 1, the wheel, opens it in the background; any other button only asks what could be done with it.
    if (button < 2) view.visit(id);
  };
  return html`<p>
      <span @click=${visit} @auxclick=${visit}>${outsideLink(view, url, say('optOutOf', { service: name }))}</span>
      <span class="small quiet">${tell('leaves', { service: name })}</span>
    </p>
    ${[optOutStops, say(reach)].map((text) => html`<p class="small">${text}</p>`)}
    <p class="small">${told ? html`<span class="visited" part="visited">${told}</span> ` : nothing}${tell('unknowable')}</p>`;
}

function noProcedure({ tell, wording }: DirectoryView, row: Wording['services'][number]): TemplateResult {
  return html`<p class="small">${tell('noProcedure')} ${tell(...stoppingHere(wording, [row]))}</p>`;
}

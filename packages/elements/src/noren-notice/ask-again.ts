import type { Noren, NorenRequestDetail } from '@noren/core';
import { choosable, fill } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import { request } from '../request.ts';

/**
 * Makes a notice ask about what must be asked and nothing else (R2.5): its words name those purposes and what every edition
 * since has changed in them, and its buttons decide them alone. Where everything must be asked it stays as it is. After a decision it is the whole notice again.
 */
export function askAgain(notice: HTMLElement, noren: Noren, { language, ...wording }: Wording): void {
  const { config, state } = noren;
  const root = notice.shadowRoot;
  const all = choosable(config);
  const asked = all.filter((id) => state.asks.includes(id));
  const [title, body] = root?.querySelectorAll<HTMLElement>('h2,p:not(.state)') ?? [];
  const [accept, reject] = root?.querySelectorAll<HTMLButtonElement>('.actions button:not(.quiet)') ?? [];
  if (!title || !body || !accept || !reject || !state.asks.length || asked.length === all.length) return;

  const titles = wording.purposes.filter(({ id }) => state.asks.includes(id)).map((purpose) => purpose.title);
  const purposes = new Intl.ListFormat(language).format(titles);
  const say = (word: string, values = {}): string => fill(wording.again[word] ?? '', values);
  const { purposes: decided, seen } = state.decisions;
  // What was told is known, but for what waits for a yes: of that what was decided.
  const news = [...wording.formerEditions, wording.edition].filter(({ asks = [] }, at) =>
    config.purposes.some(
      ({ id, mode }) =>
        asks.includes(id) &&
        state.asks.includes(id) &&
        Math.max(decided[id]?.edition ?? seen, mode === 'opt-in' ? 0 : seen) <= at,
    ),
  );
  const told = asked.length === 0;
  const undo = [title, body, accept, reject].map((element) => {
    const { textContent, onclick, hidden } = element;
    return () => Object.assign(element, { textContent, onclick, hidden });
  });

  title.textContent = say('title');
  const named = (): void => {
    Object.assign(title.closest('.panel') as Element, { ariaLabel: title.textContent });
  };
  named();
  body.textContent = say(told ? 'told' : 'body', { purposes });
  const changed = news.map(({ label: edition, changes }) =>
    Object.assign(document.createElement('p'), {
      textContent: say('changed', { edition, changes: changes.join(' ') }),
    }),
  );
  body.after(...changed);
  const decide = (granted: boolean): NorenRequestDetail => ({
    action: 'save',
    purposes: Object.fromEntries(asked.map((id) => [id, granted])),
    surface: 'notice',
  });
  accept.textContent = say(told ? 'noted' : 'allow');
  accept.onclick = () => request(notice, told ? { action: 'acknowledge', surface: 'notice' } : decide(true));
  reject.textContent = say('refuse');
  reject.onclick = () => request(notice, decide(false));
  reject.hidden = told;

  const off = noren.on('change', () => {
    if (noren.state.asks.length) return;
    off();
    for (const back of undo) back();
    named();
    for (const line of changed) line.remove();
  });
}

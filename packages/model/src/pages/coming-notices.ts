import { comingAdvertising } from '../coming-advertising.ts';
import { comingRows } from '../coming-rows.ts';
import type { RegisterWord } from '../words/shipped-words.ts';
import { html, type Markup } from './html.ts';
import type { View } from './view.ts';

/** What every announced edition will change in the register, and from when, before it does. */
export function comingNotices({ wording, register, day, told: inLanguage }: View): Markup {
  const list = new Intl.ListFormat(wording.language, { type: 'conjunction' });
  const told = (word: RegisterWord, names: readonly string[]): Markup | false =>
    names.length > 0 && html`<li>${register(word, { list: list.format(names) })}</li>`;
  return html`${comingRows(wording).map(({ edition, added, ended }, at) => {
    const { label, effectiveAt, changes, asks = [] } = edition;
    const titles = wording.purposes.filter(({ id }) => asks.includes(id)).map(({ title }) => title);
    const id = `coming-${at + 1}`;
    return html`<section class="notice" aria-labelledby="${id} ${id}-day"><h2 id="${id}">${register('coming')}</h2>
<p><strong id="${id}-day">${register('comingFrom', { date: day(effectiveAt), edition: label })}</strong></p>
<ul>${changes.map((change) => html`<li>${inLanguage(change)}</li>`)}${told(
      'comingAdded',
      added.map(({ name }) => name),
    )}${told(
      'comingRemoved',
      ended.map(({ name }) => name),
    )}${told('comingAsks', titles)}</ul></section>
`;
  })}`;
}

/** That the register announces something about advertising, with the way there. */
export function comingAdvertisingLine({ wording, advertising, day, file }: View): Markup | false {
  const edition = comingAdvertising(wording);
  if (!edition) return false;
  return html`<p class="notice">${advertising('coming', { date: day(edition.effectiveAt) })} <a href="${file('register')}#coming-1">${advertising('comingLink')}</a></p>`;
}

import type { Wording } from '../schema/index.ts';
import type { AdvertisingWord } from './shipped-words.ts';

/** A sentence of the directory of advertising, and what fills it. */
type Sentence = readonly [word: AdvertisingWord, values: { readonly list: string }];

/** What is true of stopping on the site itself what it sends to these rows: only some purposes have a switch. */
export function stoppingHere({ language, purposes }: Wording, rows: Wording['services']): Sentence {
  const switched = purposes.filter(({ mode }) => mode === 'opt-in' || mode === 'opt-out');
  const stopped = rows.filter(({ id }) => switched.some(({ services }) => services.includes(id)));
  const list = new Intl.ListFormat(language, { type: 'conjunction' }).format(stopped.map(({ name }) => name));
  if (stopped.length === rows.length) return ['stopHere', { list }];
  return [stopped.length > 0 ? 'stopSome' : 'stopNone', { list }];
}

import { starterPurposes } from '../starter-purposes.ts';
import type { Conversion, DraftPurpose, Texts } from './draft-site.ts';
import { idOf } from './id-of.ts';

/** How categories are usually called → the purpose of a new site that is meant. */
const USUAL: readonly (readonly [name: RegExp, id: string])[] = [
  [/^(strictly)?(necessary|essential|required)$/, 'necessary'],
  [/anal[yi]t|statisti|measure|performance/, 'statistics'],
  [/^ads?$|advert|marketing|targeting/, 'advertising'],
  [/personali|recommend/, 'recommendation'],
];

/** The purposes that categories become, each once. */
export interface DraftPurposes {
  /** @returns id of the purpose */
  add(name: string, always: boolean, title: Texts, description: Texts): string;
  all(): DraftPurpose[];
}

/** Texts that visitors have read before stand before those of a new site; what nobody has written is empty. */
export function draftPurposes({ languages }: Pick<Conversion, 'languages'>): DraftPurposes {
  const starters = starterPurposes({ embeds: false });
  const made = new Map<string, DraftPurpose>();
  const named = new Map<string, string>();
  const fill = (own: Texts, usual: Texts): Texts =>
    Object.fromEntries(languages.map((one) => [one, own[one] ?? usual[one] ?? '']));
  const only = (texts: Texts): Texts => fill({}, texts);

  /** An id for this name alone: what visitors were asked about apart is asked apart. */
  function ownId(name: string): string {
    const first = idOf(name);
    let id = first;
    for (let more = 2; (named.get(id) ?? name) !== name; more += 1) id = `${first.slice(0, 36)}-${more}`;
    named.set(id, name);
    return id;
  }

  function add(name: string, always: boolean, title: Texts, description: Texts): string {
    const plain = name.toLowerCase().replace(/[^a-z]/g, '');
    const usual = USUAL.find(([pattern]) => pattern.test(plain))?.[1];
    // What needs no yes there cannot be a purpose that is asked for here, nor the other way round.
    const id = always ? 'necessary' : usual && usual !== 'necessary' ? usual : ownId(usual ? `asked-${name}` : name);
    if (made.has(id)) return id;
    const starter = starters.find((purpose) => purpose.id === id);
    made.set(id, {
      ...(starter ?? { id, mode: 'opt-in' }),
      mode: always ? 'always' : 'opt-in',
      title: fill(title, starter?.title ?? {}),
      ...(starter?.phrase ? { phrase: only(starter.phrase) } : {}),
      description: fill(description, starter?.description ?? {}),
      ...(starter?.refused ? { refused: only(starter.refused) } : {}),
    } as DraftPurpose);
    return id;
  }

  return {
    add,
    all() {
      add('necessary', true, {}, {});
      const all = [...made.values()];
      // What has no switch stands first.
      return [...all.filter(({ mode }) => mode === 'always'), ...all.filter(({ mode }) => mode !== 'always')];
    },
  };
}

import { droppable, type Service } from '../schema/index.ts';

type Known = Readonly<Pick<Service, 'recipient' | 'optOutUrl'>>;
type Said = Readonly<Record<string, unknown>>;

/**
 * A row of the catalogue with what a site says over it: every key that the site names is the site's, and `null` drops
 * what a row can do without. What the catalogue knows about something that the site replaces goes with it: what another
 * opt-out procedure stops, and where another recipient is established, is not known here.
 */
export function overCatalogue(known: Known, said: Said): Record<string, unknown> {
  const gone: readonly string[] = [
    ...(replaces(said, 'optOutUrl') && !isSaid(known.optOutUrl, said.optOutUrl) ? ['optOutStops', 'optOutReach'] : []),
    ...(replaces(said, 'recipient') && !isSaid(known.recipient, said.recipient) ? ['country'] : []),
  ];
  const dropped = (key: string): boolean => said[key] === null && (droppable as readonly string[]).includes(key);
  const whole = Object.entries({ ...known, ...said });
  return Object.fromEntries(whole.filter(([key]) => !dropped(key) && !(gone.includes(key) && said[key] === undefined)));
}

const replaces = (said: Said, key: string): boolean => said[key] !== undefined;

/** What the catalogue says, in any of its languages: a site may say it in one of them, or add a third. */
function isSaid(known: unknown, said: unknown): boolean {
  if (typeof said !== 'object' || said === null || known === null) return known === said;
  if (typeof known !== 'object') return Object.values(said).includes(known);
  return Object.entries(said).some(([language, words]) => (known as Record<string, unknown>)[language] === words);
}

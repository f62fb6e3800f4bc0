import { type Decisions, decodeDecisions, encodeDecisions, UNDECIDED } from '@noren/model';

export interface KeepOptions extends Partial<Decisions> {
  /** Page that writes it. A browser may take a moment to tell other pages of a new cookie. */
  readonly by?: Document;
  /** Further attributes of the cookie; default: `;path=/`. */
  readonly attributes?: string;
}

/** Keeps purposes as granted or refused a minute ago. */
export function keep(purposes: Record<string, boolean>, options: KeepOptions = {}): void {
  const { by = document, attributes = ';path=/', ...changes } = options;
  const at = Math.floor(Date.now() / 1000) - 60;
  const entries = Object.entries(purposes).map(([id, granted]) => [id, { granted, edition: 2, at }]);
  const text = encodeDecisions({ ...UNDECIDED, seen: 2, purposes: Object.fromEntries(entries), ...changes });
  by.cookie = `noren=${encodeURIComponent(text)}${attributes}`;
}

/** The values of all `noren` cookies that this page sees, decoded. */
export function cookieTexts(): string[] {
  return document.cookie
    .split('; ')
    .filter((pair) => pair.startsWith('noren='))
    .map((pair) => decodeURIComponent(pair.slice('noren='.length)));
}

/** What the one cookie says. @throws {RangeError} when there is none, or more than one */
export function kept(): Decisions {
  const [text, ...more] = cookieTexts();
  if (text === undefined || more.length) throw new RangeError(`${text ? more.length + 1 : 0} cookies`);
  return decodeDecisions(text);
}

/** Purpose → granted, from the one cookie. */
export function keptPurposes(): Record<string, boolean> {
  return Object.fromEntries(Object.entries(kept().purposes).map(([id, { granted }]) => [id, granted]));
}

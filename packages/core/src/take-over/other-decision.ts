/** What a visitor has decided in another tool, as that tool has kept it. */
export interface OtherDecision {
  /** When, in seconds since 1970; left out where the tool does not tell. */
  readonly at?: number;
  /** Category or service there → what was said. One that is left out was not decided. */
  readonly said: ReadonlyMap<string, boolean>;
  /** Services there that were refused within a category that was accepted. */
  readonly refused?: readonly string[];
}

/** What a site has told of the other tool. */
export interface OtherTold {
  /** Every name that the config maps. */
  readonly names: readonly string[];
  /** Services that the config knows a row of. */
  readonly services: readonly string[];
  readonly revision: number | undefined;
}

/**
 * Reads what a tool has kept.
 * @param text as it stands in the browser, encoded in the tool's own way
 * @param beside another cookie, by its name, in the same way
 * @returns nothing where it is not the decision of a person
 * @throws whatever is thrown is text that the tool itself never writes
 */
export type ReadDecision = (
  text: string,
  told: OtherTold,
  beside: (name: string) => string | undefined,
) => OtherDecision | undefined;

/** JSON, which may stand there as it is, with signs in it that are none of an encoding. @throws where it is none */
export const jsonOf = (text: string): ReturnType<JSON['parse']> =>
  JSON.parse(text.startsWith('{') ? text : decodeURIComponent(text));

/** A moment that a tool has written, in seconds. @throws {RangeError} where it is none */
export function secondsOf(moment: unknown): number {
  const ms = typeof moment === 'number' ? moment : Date.parse(String(moment));
  if (!(ms > 0)) throw new RangeError();
  return Math.floor(ms / 1000);
}

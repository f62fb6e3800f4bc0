import { BEFORE_EVERY_ID, isId } from '../new-id.ts';
import { Problem, type ProblemEntry } from './problem.ts';

const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 100;

/**
 * Which part of a subject's records is asked for, newest first: `limit` of them (1 to 100, default 20) before the one of a
 * sequence (`cursor`).
 * @throws {Problem} `invalid-query`
 */
export function parsePage(query: URLSearchParams): { limit: number; before: number } {
  const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
  const before = Number(query.get('cursor') ?? 2 ** 31 - 1);
  const isBefore = Number.isInteger(before) && before >= 1 && before < 2 ** 31;
  const errors = [...wrongLimit(limit, LARGEST_LIMIT), ...(isBefore ? [] : [WRONG_CURSOR])];
  if (errors.length > 0) throw new Problem('invalid-query', errors);
  return { limit, before };
}

/** Which part of a long export is asked for: `limit` of its rows after the one of an id (`cursor`); and what is wrong with either. */
export function parseExportPage(
  query: URLSearchParams,
  { limit: usual, largest }: { readonly limit: number; readonly largest: number },
): { limit: number; cursor: string; errors: readonly ProblemEntry[] } {
  const limit = Number(query.get('limit') ?? usual);
  const cursor = query.get('cursor') ?? BEFORE_EVERY_ID;
  return { limit, cursor, errors: [...wrongLimit(limit, largest), ...(isId(cursor) ? [] : [WRONG_CURSOR])] };
}

const WRONG_CURSOR: ProblemEntry = { code: 'invalid-value', path: 'cursor', fix: 'the "next" of the page before' };

function wrongLimit(limit: number, largest: number): ProblemEntry[] {
  const isRight = Number.isInteger(limit) && limit >= 1 && limit <= largest;
  return isRight ? [] : [{ code: 'invalid-value', path: 'limit', fix: `1 to ${largest}` }];
}

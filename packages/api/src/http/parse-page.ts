import { Problem } from './problem.ts';

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
  const errors = [
    ...(Number.isInteger(limit) && limit >= 1 && limit <= LARGEST_LIMIT
      ? []
      : [{ code: 'invalid-value', path: 'limit', fix: `1 to ${LARGEST_LIMIT}` }]),
    ...(Number.isInteger(before) && before >= 1 && before < 2 ** 31
      ? []
      : [{ code: 'invalid-value', path: 'cursor', fix: 'the "next" of the page before' }]),
  ];
  if (errors.length > 0) throw new Problem('invalid-query', errors);
  return { limit, before };
}

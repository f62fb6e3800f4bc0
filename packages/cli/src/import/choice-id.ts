import { createHash } from 'node:crypto';

/**
 * An id for a line that has none: the same line has the same one in every run, so that a list which is sent again is kept once. A UUID
 * of version 8: what is in it is nobody's business but ours.
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-5.8
 */
export function choiceId(line: object): string {
  const hex = createHash('sha256').update(JSON.stringify(line)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

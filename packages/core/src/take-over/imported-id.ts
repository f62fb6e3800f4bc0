import { uuidV7 } from '../page/uuid-v7.ts';

const PLACE = 19;

/**
 * Id of the record of an imported decision. Of the two bits of a UUID beside its variant one says so, since only the id goes
 * with the cookie to wherever the record is made: on the next page, or on another host of the site.
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-variant-field
 */
export function importedId(): string {
  const id = uuidV7();
  return `${id.slice(0, PLACE)}9${id.slice(PLACE + 1)}`;
}

/** Whether a record that the cookie names is of an imported decision. */
export function isImportedId(id: string): boolean {
  return id[PLACE] === '9';
}

import type { Context } from '../context.ts';
import type { RecordRow } from '../database/tables.ts';
import { requestOrigin } from '../http/caller.ts';

/** `typ` of a receipt. */
const RECEIPT_TYPE = 'noren-receipt+jwt';

/** What a receipt is kept under: a record of a subject, or an entry of a member. */
export interface ReceiptKey {
  readonly site: string;
  /** Random id of the subject or member. */
  readonly subject: string;
  readonly id: string;
}

/** The signed copy of a record. Signed when it is first asked for, then the same bytes for ever. */
export async function receiptOf(
  { database: { kysely }, signingKeys, now, issuer, basePath, trustProxy }: Context,
  request: Request,
  key: ReceiptKey,
  read: () => Promise<Pick<RecordRow, 'hash' | 'body'>>,
): Promise<string> {
  const stored = () =>
    kysely
      .selectFrom('receipts')
      .select('jws')
      .where('site', '=', key.site)
      .where('subject', '=', key.subject)
      .where('id', '=', key.id)
      .executeTakeFirst();
  const before = await stored();
  if (before) return before.jws;
  const { hash, body } = await read();
  const payload = {
    iss: issuer ?? `${requestOrigin(request, trustProxy)}${basePath}`,
    iat: Math.floor(now().getTime() / 1000),
    hash,
    record: JSON.parse(body),
  };
  const jws = await signingKeys.sign(payload, RECEIPT_TYPE);
  await kysely
    .insertInto('receipts')
    .values({ ...key, jws })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Whoever was first has signed it.
  return (await stored())?.jws ?? jws;
}

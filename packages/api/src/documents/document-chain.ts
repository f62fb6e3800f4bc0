import { canonicalJson } from '@noren/model/publish';
import type { AcceptanceRecord, DocumentRecord, NoticeRecord, WithdrawalRecord } from '@noren/model/schema';
import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { Engine } from '../database/migrations.ts';
import type { DocumentRecordRow, MemberRow, Tables } from '../database/tables.ts';
import { newId } from '../new-id.ts';
import { recordHash } from '../records/chain.ts';
import { commitment } from '../subjects/commitment.ts';
import { randomText } from '../subjects/random-text.ts';

type Placed = 'member' | 'sequence' | 'previous';

/** An entry without what only its place in a chain decides; `evidence` is still the text. */
export type DocumentDraft =
  | Omit<NoticeRecord, Placed>
  | Omit<AcceptanceRecord, Placed>
  | Omit<WithdrawalRecord, Placed>;

/** An entry of a chain, and its hash. */
export interface DocumentEntry {
  readonly record: DocumentRecord;
  readonly hash: string;
  /** What `record.evidence` commits to; of entries that are read it is not needed. */
  readonly evidence?: string;
}

/** What a member's chain is to get, once it is known what it holds. */
export interface Proposal<Refusal extends string> {
  /** The operator's id of the member. */
  readonly member: string;
  /** `repeated` where the entry is there already; a reason where there must not be one. */
  decide(past: readonly DocumentEntry[]): DocumentDraft | 'repeated' | Refusal;
}

/** Members of one transaction: few enough that visitors' records need not wait for it. */
const CHUNK = 500;

/** Another process may make the same member, or take the same place, at the same moment. */
const UNIQUE_VIOLATION = '23505';
const ATTEMPTS = 5;

/**
 * Appends to the chains of many members; durable when it answers. A batch that fails in the middle has kept whole chunks,
 * and may be sent again.
 * @returns what became of each proposal, in its order
 */
export async function appendToChains<Refusal extends string>(
  context: Context,
  site: string,
  proposals: readonly Proposal<Refusal>[],
): Promise<('recorded' | 'repeated' | Refusal)[]> {
  const outcomes: ('recorded' | 'repeated' | Refusal)[] = [];
  for (let start = 0; start < proposals.length; start += CHUNK)
    outcomes.push(...(await appendChunk(context, site, proposals.slice(start, start + CHUNK))));
  return outcomes;
}

async function appendChunk<Refusal extends string>(
  { database: { kysely, engine }, hashMember }: Context,
  site: string,
  proposals: readonly Proposal<Refusal>[],
): Promise<('recorded' | 'repeated' | Refusal)[]> {
  const hashed = proposals.map((proposal) => ({ proposal, hash: hashMember(site, proposal.member) }));
  // Always in the same order, so that two batches never wait for each other.
  const hashes = [...new Set(hashed.map(({ hash }) => hash))].sort();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await kysely.transaction().execute(async (transaction) => {
        const chains = await readChains(transaction, engine, site, hashes);
        const outcomes = hashed.map(({ proposal, hash }) => extend(chainOf(chains, hash), proposal));
        await write(transaction, site, [...chains.values()]);
        return outcomes;
      });
    } catch (error) {
      if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION || attempt === ATTEMPTS) throw error;
    }
  }
}

interface Chain extends Omit<MemberRow, 'site'> {
  /** Whether the member is in the database. */
  readonly known: boolean;
  readonly entries: DocumentEntry[];
  /** How many of the entries are in the database. */
  readonly kept: number;
}

function chainOf(chains: Map<string, Chain>, hash: string): Chain {
  const known = chains.get(hash);
  if (known) return known;
  const salt = randomText(16, 'base64url');
  const chain = { member: newId(), reference_hash: hash, salt, known: false, entries: [], kept: 0 };
  chains.set(hash, chain);
  return chain;
}

function extend<Refusal extends string>(
  chain: Chain,
  { decide }: Proposal<Refusal>,
): 'recorded' | 'repeated' | Refusal {
  const draft = decide(chain.entries);
  if (typeof draft === 'string') return draft;
  const placed = {
    member: commitment(chain.salt, chain.reference_hash),
    sequence: chain.entries.length + 1,
    previous: chain.entries.at(-1)?.hash ?? null,
  };
  const record: DocumentRecord =
    draft.kind === 'notice'
      ? { ...draft, ...placed, evidence: commitment(chain.salt, draft.evidence) }
      : { ...draft, ...placed };
  const evidence = draft.kind === 'notice' ? { evidence: draft.evidence } : {};
  chain.entries.push({ record, hash: recordHash(canonicalJson(record)), ...evidence });
  return 'recorded';
}

async function readChains(
  transaction: Transaction<Tables>,
  engine: Engine,
  site: string,
  hashes: readonly string[],
): Promise<Map<string, Chain>> {
  const select = transaction
    .selectFrom('members')
    .select(['member', 'reference_hash', 'salt'])
    .where('site', '=', site)
    .where('reference_hash', 'in', hashes)
    .orderBy('reference_hash');
  // SQLite has one writer at a time, and this transaction is it.
  const members = await (engine === 'postgres' ? select.forUpdate() : select).execute();
  const entries = Map.groupBy(
    members.length === 0 ? [] : await readEntries(transaction, site, members),
    ({ member }) => member,
  );
  return new Map(
    members.map((row) => {
      const list = (entries.get(row.member) ?? []).map(({ body, hash }) => ({ record: JSON.parse(body), hash }));
      return [row.reference_hash, { ...row, known: true, entries: list, kept: list.length }];
    }),
  );
}

function readEntries(transaction: Transaction<Tables>, site: string, members: readonly { member: string }[]) {
  return transaction
    .selectFrom('document_records')
    .select(['member', 'hash', 'body'])
    .where('site', '=', site)
    .where(
      'member',
      'in',
      members.map(({ member }) => member),
    )
    .orderBy('member')
    .orderBy('sequence')
    .execute();
}

async function write(transaction: Transaction<Tables>, site: string, chains: readonly Chain[]): Promise<void> {
  const longer = chains.filter(({ entries, kept }) => entries.length > kept);
  if (longer.length === 0) return;
  const made = longer.filter(({ known }) => !known);
  if (made.length > 0)
    await transaction
      .insertInto('members')
      .values(made.map(({ member, reference_hash, salt }) => ({ site, member, reference_hash, salt })))
      .execute();
  const rows: DocumentRecordRow[] = longer.flatMap(({ member, entries, kept }) =>
    entries.slice(kept).map(({ record, hash, evidence = null }) => {
      const { sequence, id } = record;
      return { site, member, sequence, id, hash, body: canonicalJson(record), evidence };
    }),
  );
  await transaction.insertInto('document_records').values(rows).execute();
}

import { buildChangeNotice, canonicalJson, sha256 } from '@noren/model/publish';
import { type DocumentRecord, type NoticesRequest, noticesRequest } from '@noren/model/schema';
import { CLOCK_DRIFT } from '../clock-drift.ts';
import type { Call, Context } from '../context.ts';
import { newId } from '../new-id.ts';
import type { Site } from '../sites/site.ts';
import { findEdition } from './find-edition.ts';
import { keepBatch, readBatch } from './member-batch.ts';
import { PastConfigs } from './past-configs.ts';

/** A report that comes later than this proves little: mail systems report within hours. */
const LATEST_REPORT = 7 * 86_400_000;

/** Why the notice to one member is not kept. */
export type NoticeRefusal = 'in-the-future' | 'reported-late' | 'not-published';

/** `POST /v1/sites/:site/documents/:document/notices`: which members were given a change notice, when and how. */
export async function postNotices(context: Context, site: Site, call: Call): Promise<Response> {
  const { document, body, key } = await readBatch(context, site, call, noticesRequest);
  const { edition: label, channel } = body;
  const { edition } = findEdition(site.published.config, document, label);
  const receivedAt = context.now();
  const texts = new NoticeTexts(context, site, document, body);
  const proposals = await Promise.all(
    body.members.map(async ({ member, givenAt, evidence }) => {
      const given = Date.parse(givenAt);
      const text = await texts.at(given);
      const decide = (past: readonly { readonly record: DocumentRecord }[]) => {
        const known = past.filter(({ record }) => isNotice(record, document, label) && record.channel === channel);
        // In other words it is another notice: what was announced may have been put right.
        if (known.some(({ record }) => record.kind === 'notice' && record.wording === text?.hash))
          return 'repeated' as const;
        if (given > receivedAt.getTime() + CLOCK_DRIFT) return 'in-the-future' as const;
        if (given < receivedAt.getTime() - LATEST_REPORT) return 'reported-late' as const;
        if (!text) return 'not-published' as const;
        return {
          v: 1 as const,
          kind: 'notice' as const,
          id: newId(receivedAt.getTime()),
          site: site.key,
          document,
          edition: label,
          effectiveAt: edition.effectiveAt,
          receivedAt: receivedAt.toISOString(),
          config: text.stamp,
          ...text.entities,
          language: body.language,
          wording: text.hash,
          channel,
          givenAt: new Date(given).toISOString(),
          evidence,
        };
      };
      return { member, decide };
    }),
  );
  await texts.keep();
  const audit = { key, action: 'documents.notices', document, edition: label };
  return keepBatch<NoticeRefusal>(context, site, audit, proposals);
}

/** Whether an entry is the proof of this notice. */
export function isNotice(
  record: DocumentRecord,
  document: string,
  label: string,
): record is DocumentRecord & { kind: 'notice' } {
  return record.kind === 'notice' && record.document === document && record.edition === label;
}

interface NoticeText {
  readonly hash: string;
  readonly content: string;
  /** Of the config that it was made from. */
  readonly stamp: string;
  readonly entities: { readonly actingEntity: string; readonly responsibleEntity: string };
}

/** What a notice said at each moment at which it was given: as the site was published then. */
class NoticeTexts {
  readonly #context: Context;
  readonly #site: string;
  readonly #document: string;
  readonly #wanted: NoticesRequest;
  readonly #past: PastConfigs;
  readonly #made = new Map<string, Promise<NoticeText | undefined>>();

  constructor(context: Context, { key }: Site, document: string, wanted: NoticesRequest) {
    this.#context = context;
    this.#site = key;
    this.#document = document;
    this.#wanted = wanted;
    this.#past = new PastConfigs(context, key);
  }

  async at(moment: number): Promise<NoticeText | undefined> {
    const past = await this.#past.at(moment);
    if (!past) return undefined;
    const { config, stamp } = past;
    const made = this.#made.get(stamp) ?? this.#make(config, stamp);
    this.#made.set(stamp, made);
    return made;
  }

  /** Keeps the texts by their hashes, so that what was said can be read as long as the proof stands. */
  async keep(): Promise<void> {
    const texts = (await Promise.all(this.#made.values())).filter((text) => text !== undefined);
    if (texts.length === 0) return;
    await this.#context.database.kysely
      .insertInto('notice_texts')
      .values(texts.map(({ hash, content }) => ({ hash, site: this.#site, content })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async #make(config: Parameters<typeof buildChangeNotice>[0], stamp: string): Promise<NoticeText | undefined> {
    const { edition, language } = this.#wanted;
    const notice = buildChangeNotice(config, this.#document, edition, language);
    if (!notice) return undefined;
    const content = canonicalJson(notice);
    const entities = { actingEntity: config.entity, responsibleEntity: config.responsible };
    return { hash: await sha256(content), content, stamp, entities };
  }
}

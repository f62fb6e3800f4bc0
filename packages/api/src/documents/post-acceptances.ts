import { askedSubject } from '@noren/model/publish';
import { acceptancesRequest } from '@noren/model/schema';
import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { newId } from '../new-id.ts';
import type { Site } from '../sites/site.ts';
import type { Proposal } from './document-chain.ts';
import { type FoundEdition, findEdition } from './find-edition.ts';
import { forOperator, keepBatch, readBatch } from './member-batch.ts';
import { PastConfigs } from './past-configs.ts';
import { isNotice } from './post-notices.ts';
import { toldChange } from './told-change.ts';

/**
 * Why no acceptance of one member is kept: no notice was reported, none was given and reported before the edition was in
 * force, the member withdrew after it, or it announced something else than what took effect. What is reported only then is a word, not a proof.
 */
export type AcceptanceRefusal = 'no-notice' | 'notice-too-late' | 'withdrawn' | 'notice-changed';

/**
 * `POST /v1/sites/:site/documents/:document/acceptances`: which members stayed until an edition of terms was in force. Those
 * who had been given the notice before are deemed to accept it; of the others nothing is kept.
 */
export async function postAcceptances(context: Context, site: Site, call: Call): Promise<Response> {
  const { document, body, key } = await readBatch(context, site, call, acceptancesRequest);
  const { config, stamp } = site.published;
  const found = findEdition(config, document, body.edition);
  const receivedAt = context.now();
  checkDeemable(found, receivedAt);
  const audit = { key, action: 'documents.acceptances', document, edition: body.edition };
  await forOperator(context, site, audit);
  const { effectiveAt } = found.edition;
  const isTold = await toldChange(new PastConfigs(context, site.key), document, found.edition);
  const proposals = body.members.map(
    (member): Proposal<AcceptanceRefusal> => ({
      member,
      decide(past) {
        const of = past.filter(({ record }) => record.document === document && record.edition === body.edition);
        if (of.some(({ record }) => record.kind === 'acceptance')) return 'repeated';
        const notices = of.flatMap(({ record, hash }) =>
          isNotice(record, document, body.edition) ? [{ ...record, hash }] : [],
        );
        if (notices.length === 0) return 'no-notice';
        const inTime = notices.filter(({ givenAt, receivedAt: reportedAt }) =>
          [givenAt, reportedAt].every((at) => Date.parse(at) < Date.parse(effectiveAt)),
        );
        if (inTime.length === 0) return 'notice-too-late';
        const left = past.flatMap(({ record }) =>
          record.kind === 'withdrawal' && record.document === document ? Date.parse(record.withdrawnAt) : [],
        );
        // Who came back and was told again stayed; who withdrew when it was in force had accepted it.
        const last = Math.max(...left.filter((at) => at <= Date.parse(effectiveAt)));
        const after = inTime.filter(({ givenAt }) => Date.parse(givenAt) > last);
        if (after.length === 0) return 'withdrawn';
        const notice = after.find(isTold);
        if (!notice) return 'notice-changed';
        return {
          v: 1,
          kind: 'acceptance',
          id: newId(receivedAt.getTime()),
          site: site.key,
          document,
          edition: body.edition,
          effectiveAt,
          receivedAt: receivedAt.toISOString(),
          config: stamp,
          actingEntity: config.entity,
          responsibleEntity: config.responsible,
          basis: 'deemed',
          notice: notice.hash,
        };
      },
    }),
  );
  return keepBatch<AcceptanceRefusal>(context, site, audit, proposals);
}

/** Terms alone, and of them a change alone: cookies, mail and first editions are agreed to or not. */
function checkDeemable({ kind, edition, sequence }: FoundEdition, now: Date): void {
  const refuse = (path: string, received: string, fix: string) =>
    new Problem('not-deemable', [{ code: 'not-deemable', path, received, fix }]);
  if (kind !== 'terms' && kind !== 'special-terms')
    throw refuse('document', kind, 'a document of the kind terms or special-terms');
  const asked = askedSubject(edition);
  if (asked) throw refuse('edition', asked, 'an edition of the handling notice: cookies and mail are agreed to or not');
  if (sequence === 1) throw refuse('edition', edition.label, 'an edition that changed an earlier one');
  if (Date.parse(edition.effectiveAt) > now.getTime())
    throw new Problem('not-in-force', [
      { code: 'not-in-force', path: 'edition', received: edition.label, fix: `not before ${edition.effectiveAt}` },
    ]);
}

import { acceptancesRequest } from '@noren/model/schema';
import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { newId } from '../new-id.ts';
import type { Site } from '../sites/site.ts';
import type { Proposal } from './document-chain.ts';
import { type FoundEdition, findEdition } from './find-edition.ts';
import { keepBatch, readBatch } from './member-batch.ts';
import { isNotice } from './post-notices.ts';

/**
 * Why no acceptance of one member is kept: no notice was reported, or none was given and reported before the edition was in
 * force. What is reported only then is a word, not a proof.
 */
export type AcceptanceRefusal = 'no-notice' | 'notice-too-late';

/**
 * `POST /v1/sites/:site/documents/:document/acceptances`: which members stayed until an edition of terms was in force. Those
 * who had been given the notice before are deemed to accept it; of the others nothing is kept.
 */
export async function postAcceptances(context: Context, site: Site, call: Call): Promise<Response> {
  const { document, body, actor } = await readBatch(context, site, call, acceptancesRequest);
  const { config, stamp } = site.published;
  const found = findEdition(config, document, body.edition);
  const receivedAt = context.now();
  checkDeemable(found, receivedAt);
  const { effectiveAt } = found.edition;
  const proposals = body.members.map(
    (member): Proposal<AcceptanceRefusal> => ({
      member,
      decide(past) {
        const of = past.filter(({ record }) => record.document === document && record.edition === body.edition);
        if (of.some(({ record }) => record.kind === 'acceptance')) return 'repeated';
        const notices = of.filter(({ record }) => isNotice(record, document, body.edition));
        if (notices.length === 0) return 'no-notice';
        const inTime = notices.find(
          ({ record }) =>
            record.kind === 'notice' &&
            Math.max(Date.parse(record.givenAt), Date.parse(record.receivedAt)) < Date.parse(effectiveAt),
        );
        if (!inTime) return 'notice-too-late';
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
          notice: inTime.hash,
        };
      },
    }),
  );
  const audit = { actor, action: 'documents.acceptances', document, edition: body.edition };
  return keepBatch<AcceptanceRefusal>(context, site, audit, proposals);
}

/** Terms alone, and of them a change alone: cookies, mail and first editions are agreed to or not. */
function checkDeemable({ kind, edition, sequence }: FoundEdition, now: Date): void {
  const refuse = (path: string, received: string, fix: string) =>
    new Problem('not-deemable', [{ code: 'not-deemable', path, received, fix }]);
  if (kind !== 'terms' && kind !== 'special-terms')
    throw refuse('document', kind, 'a document of the kind terms or special-terms');
  if (sequence === 1) throw refuse('edition', edition.label, 'an edition that changed an earlier one');
  if (Date.parse(edition.effectiveAt) > now.getTime())
    throw new Problem('not-in-force', [
      { code: 'not-in-force', path: 'edition', received: edition.label, fix: `not before ${edition.effectiveAt}` },
    ]);
}

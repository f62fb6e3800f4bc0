import { sequenceInForce } from '@noren/model';
import { withdrawalsRequest } from '@noren/model/schema';
import { CLOCK_DRIFT } from '../clock-drift.ts';
import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { newId } from '../new-id.ts';
import type { Site } from '../sites/site.ts';
import type { Proposal } from './document-chain.ts';
import { forOperator, keepBatch, readBatch } from './member-batch.ts';

/** Why the withdrawal of one member is not kept. */
export type WithdrawalRefusal = 'in-the-future';

/**
 * `POST /v1/sites/:site/documents/:document/withdrawals`: which members have withdrawn from terms. Kept also of members of
 * whom nothing is known yet: the report of a notice may come later.
 */
export async function postWithdrawals(context: Context, site: Site, call: Call): Promise<Response> {
  const { document, body, key } = await readBatch(context, site, call, withdrawalsRequest);
  const { config, stamp } = site.published;
  const terms = config.documents?.find(({ id, kind }) => id === document && /terms$/.test(kind));
  const receivedAt = context.now();
  const edition = terms?.editions[sequenceInForce(terms.editions, receivedAt) - 1];
  if (!edition) throw new Problem('unknown-document');
  const { label, effectiveAt } = edition;
  const audit = { key, action: 'documents.withdrawals', document, edition: label };
  await forOperator(context, site, audit);
  const proposals = body.members.map(({ member, withdrawnAt }): Proposal<WithdrawalRefusal> => {
    const at = Date.parse(withdrawnAt);
    return {
      member,
      decide(past) {
        const isKnown = past.some(
          ({ record }) =>
            record.kind === 'withdrawal' && record.document === document && Date.parse(record.withdrawnAt) === at,
        );
        if (isKnown) return 'repeated';
        if (at > receivedAt.getTime() + CLOCK_DRIFT) return 'in-the-future';
        return {
          v: 1,
          kind: 'withdrawal',
          id: newId(receivedAt.getTime()),
          site: site.key,
          document,
          edition: label,
          effectiveAt,
          receivedAt: receivedAt.toISOString(),
          config: stamp,
          actingEntity: config.entity,
          responsibleEntity: config.responsible,
          withdrawnAt: new Date(at).toISOString(),
        };
      },
    };
  });
  return keepBatch<WithdrawalRefusal>(context, site, audit, proposals);
}

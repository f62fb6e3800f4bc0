import { mailSettings } from '@noren/model/mail';
import type { MailSource } from '@noren/model/schema';
import type { Context } from '../context.ts';
import { newId } from '../new-id.ts';
import type { Site } from '../sites/site.ts';
import { appendEvents } from './append-events.ts';
import { batchEvents } from './batch-events.ts';
import { lockMailMember, preferencesOf } from './mail-member.ts';
import type { StopClaims } from './mail-tokens.ts';
import { CurrentChoices, canUndo, draftOf, planStopAll, planUndo } from './plan-change.ts';

/** What the holder of a mail does about it. */
export interface Stop {
  readonly claims: StopClaims;
  readonly act: 'stop' | 'stop-all';
  readonly source: Extract<MailSource, 'one-click' | 'unsubscribe-page'>;
  readonly wording: string | null;
  readonly language: string | null;
}

/** What came of a stop. */
export interface Stopped {
  readonly isNew: boolean;
  /** null: there is nothing to undo. */
  readonly batch: string | null;
}

const NOTHING: Stopped = { isNew: false, batch: null };

/**
 * Stops a topic, or all of a site's. It is idempotent: what is off stays as it is, with the entry that proves it. A no is kept also
 * of somebody who has never chosen, whom the sending system mailed all the same: then the next `check` knows.
 * @returns whether anything changed, and the batch where that can be undone
 */
export function stopMail(context: Context, site: Site, stop: Stop): Promise<Stopped> {
  const { claims, act, source, wording, language } = stop;
  const { topic, channel, member: reference } = claims;
  return context.mailWriter.write(reference, async (transaction) => {
    const at = context.now().getTime();
    const member = await lockMailMember(transaction, context, reference);
    // Who has left is sent nothing, and is not brought back by an old mail.
    if (member.departed_at !== null) return NOTHING;
    const current = new CurrentChoices(site.key, member, await preferencesOf(transaction, member.member));
    const before = current.of(topic, channel);
    const drafts = act === 'stop-all' ? planStopAll(current) : draftOf(topic, channel, before, { kind: 'off' });
    if (!current.row(topic, channel)) drafts.push({ kind: 'off', topic, channel, before, after: before });
    if (drafts.length === 0) return NOTHING;
    const batch = newId(at);
    await appendEvents(
      transaction,
      context,
      member,
      drafts,
      { site, source, actor: 'mail-holder', mailOf: senderOf(site, topic), wording, language, at },
      { batch },
    );
    return { isNew: true, batch: canUndo(drafts) ? batch : null };
  });
}

/** Company whose mail carries the link: whose topic it is. */
function senderOf({ published: { config } }: Site, topic: string): string | undefined {
  return mailSettings(config)?.topics.find(({ id }) => id === topic)?.entity;
}

/** Takes back what was stopped in a batch. @returns whether there was anything left to take back */
export function undoStop(
  context: Context,
  site: Site,
  claims: StopClaims,
  batch: string,
  proof: Pick<Stop, 'wording' | 'language'>,
): Promise<boolean> {
  const { member: reference } = claims;
  return context.mailWriter.write(reference, async (transaction) => {
    const at = context.now().getTime();
    const member = await lockMailMember(transaction, context, reference);
    if (member.departed_at !== null) return false;
    const current = new CurrentChoices(site.key, member, await preferencesOf(transaction, member.member));
    const drafts = planUndo(current, await batchEvents(transaction, member.member, batch), 'mail-holder', at);
    if (drafts.length === 0) return false;
    await appendEvents(
      transaction,
      context,
      member,
      drafts,
      { site, source: 'unsubscribe-page', actor: 'mail-holder', mailOf: senderOf(site, claims.topic), ...proof, at },
      { batch: newId(at) },
    );
    return true;
  });
}

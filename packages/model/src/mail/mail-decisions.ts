import type { MailChannel, MailState, Suppression } from '../schema/index.ts';
import type { OfferedTopic } from './mail-settings.ts';

/** What is in force for a member, a topic and a channel. */
export interface MailChoice {
  readonly state: MailState;
  /** What lies under a suppression, and is in force again when that is lifted. */
  readonly under?: Exclude<MailState, 'suppressed'> | undefined;
  readonly reason?: Suppression | undefined;
  readonly frequency?: string | undefined;
}

/** Of a member who has never chosen. */
export const NEVER_CHOSEN: MailChoice = { state: 'off' };

/** Something that happens to one topic on one channel. */
export type MailEvent =
  | { readonly kind: 'on' | 'request'; readonly frequency?: string | undefined }
  | { readonly kind: 'off' | 'confirm' | 'lift' }
  | { readonly kind: 'suppress'; readonly reason: Suppression }
  /** Back to what was in force before an `off`. */
  | { readonly kind: 'undo'; readonly before: MailChoice };

/**
 * What an event makes of a choice: the one place where states change, for what happens now and for a projection that is made
 * again. An event that changes nothing returns the very choice that it was given.
 */
export function applyMailEvent(choice: MailChoice, event: MailEvent): MailChoice {
  switch (event.kind) {
    case 'on':
    case 'request': {
      const frequency = event.frequency ?? choice.frequency;
      // A suppression stays until a mail has arrived: what was asked for waits under it.
      if (choice.state === 'suppressed') return same(choice, { ...choice, under: 'pending', frequency });
      const state = event.kind === 'on' || choice.state === 'on' ? 'on' : 'pending';
      return same(choice, { ...choice, state, frequency });
    }
    case 'off':
      return choice.state === 'suppressed'
        ? same(choice, { ...choice, under: 'off' })
        : same(choice, { ...choice, state: 'off' });
    case 'confirm':
      if (choice.state === 'suppressed')
        return choice.under === 'pending' ? { state: 'on', frequency: choice.frequency } : choice;
      return choice.state === 'pending' ? { ...choice, state: 'on' } : choice;
    case 'suppress': {
      // Who complains has said no; an address that does not answer has said nothing.
      const before = choice.state === 'suppressed' ? (choice.under ?? 'off') : choice.state;
      const under = event.reason === 'bounce' ? before : 'off';
      const reason = choice.reason === 'complaint' && event.reason === 'bounce' ? 'complaint' : event.reason;
      return same(choice, { ...choice, state: 'suppressed', under, reason });
    }
    case 'lift':
      return choice.state === 'suppressed' ? { state: choice.under ?? 'off', frequency: choice.frequency } : choice;
    case 'undo':
      return choice.state === 'off' ? same(choice, event.before) : choice;
  }
}

function same(choice: MailChoice, next: MailChoice): MailChoice {
  const keys = ['state', 'under', 'reason', 'frequency'] as const;
  return keys.every((key) => choice[key] === next[key]) ? choice : next;
}

/** Who asks for a change. */
export interface MailCaller {
  /** False: by the link of a mail, which may have been forwarded. */
  readonly signedIn: boolean;
  /** The identity provider says that the member's address is verified. */
  readonly verified: boolean;
}

/** Why a topic cannot be changed as it is asked for. */
export type MailRefusal = 'always-sent' | 'channel-not-offered' | 'unknown-frequency' | 'sign-in-required';

/**
 * What a wish of a member amounts to: `on` at once for whoever is signed in with a verified address, `request` (a confirmation
 * by mail, R5.3) for anybody else, and `off` always at once.
 * @returns an event, or why there is none
 */
export function decideMailChange(
  topic: OfferedTopic,
  channel: MailChannel,
  current: MailChoice,
  wish: { readonly on: boolean; readonly frequency?: string | undefined },
  caller: MailCaller,
): MailEvent | MailRefusal {
  if (topic.class === 'service') return 'always-sent';
  // A channel that is not offered any more can still be left.
  if (!wish.on) return { kind: 'off' };
  if (!topic.channels.includes(channel)) return 'channel-not-offered';
  const { frequency } = wish;
  if (frequency !== undefined && !topic.frequencies?.some(({ id }) => id === frequency)) return 'unknown-frequency';
  if (channel !== 'email') return caller.signedIn ? { kind: 'on', frequency } : 'sign-in-required';
  if (current.state === 'on') return { kind: 'on', frequency };
  const sure = caller.signedIn && caller.verified && !topic.confirm && current.state !== 'suppressed';
  return { kind: sure ? 'on' : 'request', frequency };
}

/** Why mail may be sent, or not. */
export type SendReason =
  | 'service'
  | 'on'
  | 'off'
  | 'never-chosen'
  | 'pending'
  | Suppression
  | 'channel-not-offered'
  | 'unknown-topic';

/**
 * Whether a topic may be sent to a member by a channel, now. A service notice always may, but to who has left.
 * @param topic undefined: the site has none of this name
 * @param choice undefined: nothing is kept about this member and this topic
 */
export function maySend(
  topic: OfferedTopic | undefined,
  channel: MailChannel,
  choice: MailChoice | undefined,
  hasLeft: boolean,
): { readonly send: boolean; readonly reason: SendReason } {
  if (!topic) return { send: false, reason: 'unknown-topic' };
  if (hasLeft) return { send: false, reason: 'withdrawal' };
  if (!topic.channels.includes(channel)) return { send: false, reason: 'channel-not-offered' };
  if (topic.class === 'service') return { send: true, reason: 'service' };
  if (!choice) return { send: false, reason: 'never-chosen' };
  if (choice.state === 'suppressed') return { send: false, reason: choice.reason ?? 'bounce' };
  return { send: choice.state === 'on', reason: choice.state };
}

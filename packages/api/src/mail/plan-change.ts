import {
  applyMailEvent,
  decideMailChange,
  type MailChoice,
  type MailEvent,
  type MailSettings,
} from '@noren/model/mail';
import type { MailChannel, MailEventRecord, MailPreferencesRequest } from '@noren/model/schema';
import type { MailMemberRow, MailPreferenceRow } from '../database/mail-tables.ts';
import { Problem, type ProblemEntry } from '../http/problem.ts';
import type { Site } from '../sites/site.ts';
import type { MailDraft } from './append-events.ts';
import type { MailReader } from './mail-caller.ts';
import { choiceKey, choiceOf } from './mail-member.ts';

/** For how long a no can be taken back by whoever has the mail. */
export const UNDO_MS = 1_800_000;

/** What is in force for a member on a site. */
export class CurrentChoices {
  readonly #site: string;
  readonly #suppressed: MailMemberRow['suppressed'];
  readonly #rows: Map<string, MailPreferenceRow>;

  constructor(site: string, member: Pick<MailMemberRow, 'suppressed'> | undefined, rows: readonly MailPreferenceRow[]) {
    this.#site = site;
    this.#suppressed = member?.suppressed ?? null;
    this.#rows = new Map(rows.map((row) => [choiceKey(row.site, row.topic, row.channel), row]));
  }

  of(topic: string, channel: MailChannel): MailChoice {
    return choiceOf(this.row(topic, channel), channel, this.#suppressed);
  }

  row(topic: string, channel: MailChannel): MailPreferenceRow | undefined {
    return this.#rows.get(choiceKey(this.#site, topic, channel));
  }

  /** What is, or waits to be, sent to the member by this site. */
  wanted(): { readonly topic: string; readonly channel: MailChannel }[] {
    return [...this.#rows.values()]
      .filter((row) => row.site === this.#site && row.state !== 'off')
      .map(({ topic, channel }) => ({ topic, channel: channel as MailChannel }));
  }
}

/** What an event makes of a choice, as a draft; nothing where it changes nothing. */
export function draftOf(topic: string, channel: MailChannel, before: MailChoice, event: MailEvent): MailDraft[] {
  const after = applyMailEvent(before, event);
  return after === before ? [] : [{ kind: event.kind, topic, channel, before, after }];
}

/** What an event about a member as such makes of each of their choices, whatever site offers the topic; nothing of what is off. */
export function draftsOf(
  sites: ReadonlyMap<string, Site>,
  rows: readonly MailPreferenceRow[],
  suppressed: MailMemberRow['suppressed'],
  event: MailEvent,
): MailDraft[] {
  return rows.flatMap((row) => {
    const site = sites.get(row.site);
    if (!site || row.state === 'off') return [];
    const channel = row.channel as MailChannel;
    const drafts = draftOf(row.topic, channel, choiceOf(row, channel, suppressed), event);
    return drafts.map((draft) => ({ ...draft, site }));
  });
}

/** What a member's wishes amount to. @throws {Problem} `invalid-body`, `unknown-topic`, `sign-in-required` */
export function planChanges(
  { topics }: MailSettings,
  current: CurrentChoices,
  changes: NonNullable<MailPreferencesRequest['changes']>,
  { actor, isVerified }: MailReader,
): MailDraft[] {
  const errors: ProblemEntry[] = [];
  const seen = new Set<string>();
  const drafts = changes.flatMap(({ topic: id, channel = 'email', on, frequency }, at) => {
    const path = `changes[${at}]`;
    const topic = topics.find((one) => one.id === id);
    const refuse = (code: string, key: string, received: unknown, fix: string) => {
      errors.push({ code, path: `${path}.${key}`, received, fix });
      return [];
    };
    if (seen.has(`${id}\n${channel}`)) return refuse('duplicate-id', 'topic', id, 'each topic and channel once');
    seen.add(`${id}\n${channel}`);
    if (!topic) return refuse('unknown-topic', 'topic', id, `one of ${topics.map((one) => one.id).join(', ')}`);
    const before = current.of(id, channel);
    const event = decideMailChange(
      topic,
      channel,
      before,
      { on, frequency },
      {
        signedIn: actor === 'member',
        verified: isVerified,
      },
    );
    if (event === 'sign-in-required') throw new Problem('sign-in-required');
    if (event === 'always-sent') return refuse(event, 'topic', id, 'leave it out: service notices always come');
    if (event === 'channel-not-offered')
      return refuse(event, 'channel', channel, `one of ${topic.channels.join(', ')}`);
    if (event === 'unknown-frequency')
      return refuse(
        event,
        'frequency',
        frequency,
        topic.frequencies ? `one of ${topic.frequencies.map((one) => one.id).join(', ')}` : 'leave it out',
      );
    const drafts = draftOf(id, channel, before, event);
    // Wanted again while it waits: the first mail may have gone astray.
    if (drafts.length === 0 && event.kind === 'request')
      return [{ kind: event.kind, topic: id, channel, before, after: before }];
    return drafts;
  });
  if (errors.length > 0) throw new Problem('invalid-body', errors.slice(0, 20));
  return drafts;
}

/** Switches off all that can be. */
export function planStopAll(current: CurrentChoices): MailDraft[] {
  return current
    .wanted()
    .flatMap(({ topic, channel }) => draftOf(topic, channel, current.of(topic, channel), { kind: 'off' }));
}

/** Whether what was done in one go can be taken back, for a while: something that was on was switched off. */
export function canUndo(drafts: readonly MailDraft[]): boolean {
  return drafts.some(({ kind, before }) => kind === 'off' && before.state === 'on');
}

/**
 * Takes back what was switched off in one go, where nothing has happened to it since and it was on before. Nothing that waited for
 * a confirmation comes back: its mail may have been answered meanwhile. What a member has stopped signed in, no holder of a mail takes back.
 * @param events of that batch
 */
export function planUndo(
  current: CurrentChoices,
  events: readonly MailEventRecord[],
  by: MailReader['actor'],
  at: number,
): MailDraft[] {
  return events.flatMap(({ kind, topic, channel, batch, before, frequency, receivedAt, actor }) => {
    if (kind !== 'off' || topic === null || channel === null || before !== 'on') return [];
    if (by === 'mail-holder' && actor !== 'mail-holder') return [];
    if (at - Date.parse(receivedAt) > UNDO_MS || current.row(topic, channel)?.batch !== batch) return [];
    return draftOf(topic, channel, current.of(topic, channel), { kind: 'undo', before: { state: 'on', frequency } });
  });
}

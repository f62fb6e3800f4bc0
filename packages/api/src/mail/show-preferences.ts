import { addressIn } from '@noren/model';
import type { MailSettings } from '@noren/model/mail';
import type { MailChannel, MailState, Suppression } from '@noren/model/schema';
import type { MailMemberRow, MailPreferenceRow } from '../database/tables.ts';
import type { Site } from '../sites/site.ts';
import { choiceKey, choiceOf } from './mail-member.ts';
import type { ShownMail } from './mail-site.ts';

/** What a member has chosen, beside the words in which it is shown. */
export interface ShownPreferences {
  readonly language: string;
  /** To be sent back with a change. */
  readonly wording: string;
  readonly sender: { readonly name: string; readonly address: string };
  readonly topics: readonly ShownTopic[];
  /** Why nothing optional goes by e-mail, whatever is chosen; null where it does. */
  readonly suppressed: Suppression | null;
  readonly untrackedLinks: boolean;
}

interface ShownTopic {
  readonly id: string;
  readonly class: 'notice' | 'newsletter' | 'service';
  readonly company: string;
  readonly title: string;
  readonly description: string;
  /** Of a service notice: why it always comes. */
  readonly reason?: string;
  readonly lastIssueUrl?: string;
  readonly frequencies?: readonly { readonly id: string; readonly title: string }[];
  readonly channels: readonly ShownChannel[];
}

interface ShownChannel {
  readonly channel: MailChannel;
  readonly state: MailState | 'always';
  readonly reason?: Suppression;
  readonly frequency?: string;
  readonly changedAt?: string;
}

/** Entity tag of a member's preferences: how many entries they have. */
export function preferencesTag(member: Pick<MailMemberRow, 'sequence'> | undefined): string {
  return `"${member?.sequence ?? 0}"`;
}

/** Puts together what a member is shown. Who has left, or was never there, has chosen nothing. */
export function showPreferences(
  site: Site,
  settings: MailSettings,
  { wording, hash }: ShownMail,
  member: MailMemberRow | undefined,
  rows: readonly MailPreferenceRow[],
  untrackedLinks: boolean,
): ShownPreferences {
  const { languages } = site.published.config;
  const byKey = new Map(rows.map((row) => [choiceKey(row.site, row.topic, row.channel), row]));
  const suppressed = member?.suppressed ?? null;
  return {
    language: wording.language,
    wording: hash,
    sender: wording.sender,
    topics: wording.topics.map((topic, at) => {
      const { lastIssueUrl } = settings.topics[at] ?? {};
      const first = topic.frequencies?.[0]?.id;
      const channels = topic.channels.map((channel): ShownChannel => {
        if (topic.class === 'service') return { channel, state: 'always' };
        const row = byKey.get(choiceKey(site.key, topic.id, channel));
        const { state, reason, frequency = first } = choiceOf(row, channel, suppressed);
        return {
          channel,
          state,
          ...(reason ? { reason } : {}),
          ...(frequency ? { frequency } : {}),
          ...(row ? { changedAt: new Date(row.changed_at).toISOString() } : {}),
        };
      });
      const { id, class: kind, company, title, description, reason, frequencies } = topic;
      return {
        id,
        class: kind,
        company,
        title,
        description,
        ...(reason ? { reason } : {}),
        ...(lastIssueUrl ? { lastIssueUrl: addressIn(lastIssueUrl, wording.language, languages) } : {}),
        ...(frequencies ? { frequencies } : {}),
        channels,
      };
    }),
    suppressed,
    untrackedLinks,
  };
}

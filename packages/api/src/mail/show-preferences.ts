import { addressIn } from '@noren/model';
import type { MailSettings, ShownChannel, ShownPreferences } from '@noren/model/mail';
import type { MailMemberRow, MailPreferenceRow } from '../database/mail-tables.ts';
import type { Site } from '../sites/site.ts';
import { choiceKey, choiceOf } from './mail-member.ts';
import type { ShownMail } from './mail-site.ts';

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
  signedIn: boolean,
): ShownPreferences {
  const { languages } = site.published.config;
  const byKey = new Map(rows.map((row) => [choiceKey(row.site, row.topic, row.channel), row]));
  const suppressed = member?.suppressed ?? null;
  return {
    language: wording.language,
    wording: hash,
    signedIn,
    sender: wording.sender,
    topics: wording.topics.map((topic, at) => {
      const { lastIssueUrl } = settings.topics[at] ?? {};
      const first = topic.frequencies?.[0]?.id;
      const channels = topic.channels.map((channel): ShownChannel => {
        if (topic.class === 'service') return { channel, state: 'always' };
        const row = byKey.get(choiceKey(site.key, topic.id, channel));
        const { state, reason, under, frequency = first } = choiceOf(row, channel, suppressed);
        return {
          channel,
          state,
          ...(reason ? { reason } : {}),
          ...(under ? { under } : {}),
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

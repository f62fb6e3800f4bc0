import { editionAt } from '../publish/edition-at.ts';
import type { MailChannel, MailTopic, SiteConfig, Text } from '../schema/index.ts';
import { mailSettings } from './mail-settings.ts';
import { mailWords } from './mail-words.ts';

/** One topic as it is shown in one language. */
export interface WordedTopic {
  readonly id: string;
  readonly class: MailTopic['class'];
  /** Name of the company whose topic it is. */
  readonly company: string;
  readonly title: string;
  readonly description: string;
  readonly channels: readonly MailChannel[];
  readonly reason?: string;
  readonly frequencies?: readonly { readonly id: string; readonly title: string }[];
}

/** Everything that a member is shown where mail is chosen: what an event's hash stands for. */
export interface MailWording {
  readonly v: 1;
  readonly kind: 'mail';
  readonly site: string;
  readonly language: string;
  /** Label of the edition in force. */
  readonly edition: string;
  readonly sender: { readonly name: string; readonly address: string };
  readonly topics: readonly WordedTopic[];
  /** Of the pages behind a mail's links, and of the confirmation mail. */
  readonly words: Readonly<Record<string, string>>;
}

/** What members are shown in a language of the site; undefined where the site offers no mail. */
export function mailWording(config: SiteConfig, language: string, now: Date): MailWording | undefined {
  const settings = mailSettings(config);
  if (!settings) return undefined;
  const text = (words: Text): string =>
    words[language] ?? words[config.languages[0] ?? ''] ?? Object.values(words)[0] ?? '';
  const company = (id: string): string => text(config.entities.find((one) => one.id === id)?.name ?? { en: id });
  return {
    v: 1,
    kind: 'mail',
    site: config.site,
    language,
    edition: editionAt(config, now).label,
    sender: { name: text(settings.sender.name), address: text(settings.sender.address) },
    topics: settings.topics.map(({ id, class: kind, entity, title, description, channels, reason, frequencies }) => ({
      id,
      class: kind,
      company: company(entity),
      title: text(title),
      description: text(description),
      channels,
      ...(reason ? { reason: text(reason) } : {}),
      ...(frequencies ? { frequencies: frequencies.map((one) => ({ id: one.id, title: text(one.title) })) } : {}),
    })),
    words: mailWords(language, config.words?.[language]?.mail),
  };
}

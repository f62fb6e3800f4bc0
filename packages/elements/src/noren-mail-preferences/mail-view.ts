import type { MailPreferencesWord, ShownChannel, ShownPreferences, ShownTopic } from '@noren/model/mail';
import type { MailChoices } from './mail-choices.ts';

/** What the mail preferences are drawn from. */
export interface MailView {
  readonly language: string;
  readonly shown: ShownPreferences;
  readonly choices: MailChoices;
  say(word: MailPreferencesWord, values?: Readonly<Record<string, string>>): string;
  /** Day and time as the reader writes them. */
  time(at: number | string): string;
}

/** A topic, or the links in mail, by its name and what it is switched to, for a sentence. */
export function wish(
  { say }: MailView,
  on: boolean,
  topic?: ShownTopic,
  channel?: ShownChannel,
): Record<'topic' | 'state', string> {
  if (!topic || !channel) return { topic: say('untrackedLinks'), state: say(on ? 'yes' : 'no') };
  const by = topic.channels.length > 1 ? ` (${say(channel.channel)})` : '';
  return { topic: topic.title + by, state: say(stateWord(channel, on)) };
}

/** The state of a switch in words: what is on may have to wait. */
export function stateWord(
  { state }: Pick<ShownChannel, 'state'>,
  on: boolean,
): 'on' | 'off' | 'pending' | 'suppressed' {
  return !on ? 'off' : state === 'pending' || state === 'suppressed' ? state : 'on';
}

import type { MailPreferencesWord, ShownChannel, ShownPreferences, ShownTopic } from '@noren/model/mail';
import type { CSSResult, nothing, TemplateResult } from 'lit';
import type { Edit, MailChoices } from './mail-choices.ts';

/** What the mail preferences are drawn from. */
export interface MailView {
  readonly language: string;
  readonly shown: ShownPreferences;
  readonly choices: MailChoices;
  /** What stands under some switches, once its file is there. */
  readonly more: { readonly channelMore: ChannelMore; readonly moreStyles: CSSResult } | undefined;
  say(word: MailPreferencesWord, values?: Readonly<Record<string, string>>): string;
  /** Day and time as the reader writes them. */
  time(at: number | string): string;
}

/** What a channel is drawn from that has more than a switch. */
export interface More {
  readonly topic: ShownTopic;
  readonly channel: ShownChannel;
  /** Id of the switch. */
  readonly id: string;
  /** Title of the topic, for a reader who hears a control alone. */
  readonly name: TemplateResult;
  /** As switched, else as the API has it. */
  readonly frequency: string | undefined;
  change(on: boolean, frequency?: string): void;
}

/** What stands under the switch of some channels alone: a file of its own, fetched where a member has such a one. */
export type ChannelMore = (view: MailView, more: More) => TemplateResult | typeof nothing;

/** A topic, or the links in mail, by its name and what it is switched to, for a sentence. */
export function wish(
  { say }: MailView,
  { on, topic, channel }: Edit,
  state?: ShownChannel['state'],
): Record<'topic' | 'state', string> {
  if (!topic || !channel) return { topic: say('untrackedLinks'), state: say(on ? 'yes' : 'no') };
  const by = topic.channels.length > 1 ? ` (${say(channel)})` : '';
  return { topic: topic.title + by, state: say(stateWord(on, state)) };
}

/** Why something could not be done, and when it can be tried again where that is known: of a minute, the end. */
export function problemText({ say, time, choices: { problem, again } }: MailView): string {
  const when = again && say('again', { time: time(Math.ceil(again / 60_000) * 60_000) });
  return say(problem as 'offline') + (when ? ` ${when}` : '');
}

/** States in which what is wanted does not come: a mail has to be answered first. */
export const WAITING: RegExp = /pending|suppressed/;

/** The state of a switch in words: what is wanted may have to wait. */
export function stateWord(on: boolean, state = 'on'): 'on' | 'off' | 'pending' | 'suppressed' {
  return !on ? 'off' : WAITING.test(state) ? (state as 'pending') : 'on';
}

import { escapeHtml } from '@noren/model/pages';
import { mailSender } from '../group/mail-topics.ts';
import type { StopLinks } from './letter.ts';
import type { Language } from './words.ts';

const WORDS = {
  ja: { stop: '配信を停止する', preferences: 'メールの設定', contact: 'お問い合わせ' },
  en: { stop: 'Unsubscribe', preferences: 'Mail settings', contact: 'Contact' },
} as const;

function links(language: Language, { unsubscribe, preferences, contact }: StopLinks): [name: string, url: string][] {
  const words = WORDS[language];
  return [
    [words.stop, unsubscribe],
    ...(preferences === undefined ? [] : ([[words.preferences, preferences]] as [string, string][])),
    [words.contact, contact],
  ];
}

/**
 * What every mail that can be stopped says at its foot: who sends it and from where, that and where it ends, who answers.
 * @see https://laws.e-gov.go.jp/law/414AC1000000026 (特定電子メール法 4条)
 */
export function stopText(language: Language, stop: StopLinks | undefined): string {
  const { name, address } = mailSender(language);
  const named = stop ? links(language, stop).map((link) => link.join('\n')) : [];
  return [...named, `${name}\n${address}`].join('\n\n');
}

/** The same in HTML. */
export function stopHtml(language: Language, stop: StopLinks | undefined): string {
  const { name, address } = mailSender(language);
  const named = stop ? links(language, stop) : [];
  const list = named.map(([text, url]) => `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`).join(' ');
  return `<p class="foot">${list}<br>${escapeHtml(name)}<br>${escapeHtml(address)}</p>`;
}

import type { Text } from '../schema/index.ts';

const UNITS: Readonly<Record<string, { readonly ja: string; readonly en: string }>> = {
  second: { ja: '秒', en: 'second' },
  minute: { ja: '分', en: 'minute' },
  hour: { ja: '時間', en: 'hour' },
  day: { ja: '日', en: 'day' },
  week: { ja: '週間', en: 'week' },
  month: { ja: 'か月', en: 'month' },
  year: { ja: '年', en: 'year' },
};

/**
 * How long a cookie lives, in both languages, from a provider's own words (`"90 Days"`, `"session"`, `"2年"`).
 * `undefined` where they do not say: an unknown life is left out, not guessed.
 */
export function lifetime(words: string): Text | undefined {
  if (/^(end of )?session/i.test(words)) return { ja: 'ブラウザを閉じるまで', en: 'until the browser is closed' };
  const [, count, english] = /^(\d+) (second|minute|hour|day|week|month|year)s?\b/i.exec(words) ?? [];
  const unit = english ? UNITS[english.toLowerCase()] : undefined;
  if (count && unit) return { ja: `${count}${unit.ja}`, en: `${count} ${unit.en}${count === '1' ? '' : 's'}` };
  const [, number, japanese] = /^(\d+)(日|年|秒)/.exec(words) ?? [];
  const same = Object.values(UNITS).find(({ ja }) => ja === japanese);
  return number && same ? { ja: `${number}${same.ja}`, en: `${number} ${same.en}s` } : undefined;
}

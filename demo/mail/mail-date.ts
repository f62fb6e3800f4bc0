import type { Language } from './words.ts';

const ZONE = 'Asia/Tokyo';

/** A date as lists of mail show it: the time of today, else the day. */
export function shortDate(at: Date, language: Language): string {
  const day = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone: ZONE });
  const today = day.format(at) === day.format(new Date());
  return new Intl.DateTimeFormat(language, {
    timeZone: ZONE,
    ...(today ? { hour: 'numeric', minute: '2-digit' } : { month: 'short', day: 'numeric' }),
  }).format(at);
}

/** A date in full. */
export function longDate(at: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone: ZONE }).format(at);
}

import { z } from 'zod';

const isLanguage = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

const LANGUAGE = 'a BCP 47 language tag such as "ja" or "zh-Hant"';

/** A BCP 47 language tag such as `ja`, `en` or `zh-Hant`. */
export const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { message: LANGUAGE, abort: true })
  // The pattern is for editors. Whatever shows dates and names in a language needs one that Intl knows how to read.
  .refine(isLanguage, LANGUAGE);

/** An identifier that appears in cookies, markup and records: lower case, digits and hyphens, at most 40. */
export const identifier = z
  .string()
  .regex(
    /^(?!(?:constructor|prototype)$)[a-z][a-z0-9-]{0,39}$/,
    'lower-case letters, digits and hyphens, first a letter, at most 40',
  );

const IN_EACH = 'the text in each language, { "ja": "…", "en": "…" }';

/** Says what belongs where a text per language does; what is wrong within it is said there. */
const inEach = { error: ({ code }: { readonly code?: string }) => (code === 'invalid_type' ? IN_EACH : undefined) };

/**
 * Text for people: language tag → plain text. It is always shown as text, never parsed as HTML, so a `<` in it is a
 * `<` on the screen.
 */
export const text = z
  .record(languageTag, z.string().min(1).max(4000), inEach)
  .refine((value) => Object.keys(value).length > 0, IN_EACH);

/** A short line of text, such as a title or a button. */
export const shortText = z
  .record(languageTag, z.string().min(1).max(200), inEach)
  .refine((value) => Object.keys(value).length > 0, IN_EACH);

// Browsers drop tabs and line breaks: "/\t/evil.example" would be "//evil.example".
const hasControl = (value: string): boolean => /\p{Cc}/u.test(value);

const isHttps = (value: string): boolean => {
  if (hasControl(value)) return false;
  try {
    const url = new URL(value);
    const local = url.hostname === 'localhost' || url.hostname.endsWith('.localhost') || url.hostname === '127.0.0.1';
    return (url.protocol === 'https:' || (url.protocol === 'http:' && local)) && !url.username && !url.password;
  } catch {
    return false;
  }
};

/** An absolute https URL. Plain http is allowed for `localhost` only; `javascript:` and its like never are. */
export const httpsUrl = z.string().max(2000).refine(isHttps, 'an absolute https URL (http only on localhost)');

const isOwnPath = (value: string): boolean => {
  const own = 'https://own.invalid';
  return /^\/(?![/\\])/.test(value) && !hasControl(value) && new URL(value, own).origin === own;
};

/** A link that a page may carry: an absolute https URL or a path on the site itself (`/privacy/`). */
export const linkUrl = z
  .string()
  .max(2000)
  .refine((value) => isOwnPath(value) || isHttps(value), 'a path such as "/privacy/" or an https URL');

const ADDRESS = 'an address, or one for each language';

const perLanguage = <Url extends z.ZodType<string>>(url: Url) =>
  z.record(languageTag, url).refine((value) => Object.keys(value).length > 0, ADDRESS);

/** Where a link leads: one address for everybody, or language → address. */
export const linkAddress = z.union([linkUrl, perLanguage(linkUrl)], { error: ADDRESS });

/** As {@link linkAddress}, absolute. */
export const httpsAddress = z.union([httpsUrl, perLanguage(httpsUrl)], { error: ADDRESS });

/** An origin without path, e.g. `https://www.example.co.jp`. */
export const origin = z
  .string()
  .refine((value) => isHttps(value) && new URL(value).origin === value, 'an origin such as "https://www.example.jp"');

/** An instant, ISO 8601 in UTC, e.g. `2026-06-03T00:00:00Z`. */
export const instant = z.iso.datetime({ message: 'an ISO 8601 instant in UTC, e.g. "2026-06-03T00:00:00Z"' });

/** A calendar date, e.g. `2026-06-03`. */
export const date = z.iso.date({ message: 'a date such as "2026-06-03"' });

export type Text = z.infer<typeof text>;
export type Address = z.infer<typeof linkAddress>;

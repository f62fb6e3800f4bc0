/** A comment, or a script whose type says that it is data about the page; at the start of custom HTML. */
const COMMENT = /^\s*<!--(?!-?>)[\s\S]*?--!?>/;
const DATA = /^\s*<script(?:\s[^<>]*?)?\stype\s*=\s*(["']?)application\/ld\+json\1(?:\s[^<>]*)?>[\s\S]*?<\/script\s*>/i;

/**
 * Custom HTML without the data about the page that it begins with (JSON-LD, for search engines): no browser runs that, whatever addresses
 * it names. What comes after anything else stays, since it may be a part of that.
 */
export function withoutData(html: string): string {
  let rest = html;
  for (;;) {
    const shorter = rest.replace(COMMENT, '').replace(DATA, '');
    if (shorter === rest) return rest;
    rest = shorter;
  }
}

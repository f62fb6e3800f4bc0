/** So much is shown and copied: what is longer is no name. */
const MOST = 500;

/**
 * A text that the page has put somewhere, as it may be shown and copied: short, and with every sign that cannot be seen, or that turns
 * the others around, as its number. Often it is just such a one by which a name is another one.
 */
export function plainText(value: unknown): string {
  const text = String(value);
  const seen = text
    .slice(0, MOST)
    .replace(/(?! )[\p{C}\p{Z}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
  return text.length > MOST ? `${seen}…` : seen;
}

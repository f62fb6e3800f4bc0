import { html, type TemplateResult } from 'lit';

/** Names of cookies and storage in a row, each in an order of its own: `_ga` stays `_ga` among words from right to left. */
export function traceList(names: readonly string[], language: string): (string | TemplateResult)[] {
  const parts = new Intl.ListFormat(language, { type: 'conjunction' }).formatToParts(names);
  return parts.map(({ type, value }) => (type === 'element' ? html`<bdi dir="ltr">${value}</bdi>` : value));
}

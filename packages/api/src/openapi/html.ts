import { escapeHtml } from '@noren/model/pages';

export function code(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

/** Text in which `this` is code and an empty line starts a new one. */
export function prose(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll('\n\n', '<br>');
}

/** A table that scrolls by itself where it is too wide; its first column heads the rows. Cells are HTML. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  label: string = head.join(', '),
): string {
  const body = rows.map(
    ([first, ...rest]) => `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
  );
  return `<div class="wide" role="region" aria-label="${escapeHtml(label)}" tabindex="0"><table>
<thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead>
<tbody>${body.join('\n')}</tbody></table></div>`;
}

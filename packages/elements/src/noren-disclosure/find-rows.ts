import { type RegisterView, rowsOf } from './register-view.ts';

/** What the visitor looks for, as the form gives it. Empty values leave nothing out. */
interface Wanted {
  /** Words that must all be in a row. */
  readonly text: string;
  /** Id of a purpose. */
  readonly purpose: string;
  /** There: only rows that have come or changed. */
  readonly onlyMarked?: 'on';
}

/**
 * Finds rows as the visitor types: call it whenever the form has changed. It hides what does not fit and says how many
 * do. What each row says is prepared once, and rows are hidden rather than drawn again: a register may have hundreds.
 * @param root where the rows are drawn: `form`, `#found`, `#purpose-<id>` and `#row-<id>`
 */
export function findRows(root: ParentNode, { wording, marks, say }: RegisterView): () => void {
  const find = (selector: string): HTMLElement => root.querySelector(selector) as HTMLElement;
  const sections = wording.purposes.map((purpose) => ({
    id: purpose.id,
    element: find(`#purpose-${purpose.id}`),
    rows: rowsOf(wording, purpose).map((row) => ({
      element: find(`#row-${row.id}`),
      isMarked: marks.has(row.id),
      text: plain(
        [
          purpose.title,
          row.name,
          row.recipient,
          row.ownPurpose,
          row.recipientPurpose,
          ...row.information,
          ...[...row.cookies, ...row.storage].map(({ name }) => name),
        ].join('\n'),
      ),
    })),
  }));
  return () => {
    const wanted = Object.fromEntries(new FormData(find('form') as HTMLFormElement)) as unknown as Wanted;
    const { text, purpose, onlyMarked } = wanted;
    const words = plain(text).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { id, element, rows } of sections) {
      const isMeant = !purpose || purpose === id;
      const before = count;
      for (const row of rows) {
        const fits = isMeant && (row.isMarked || !onlyMarked) && words.every((word) => row.text.includes(word));
        row.element.hidden = !fits;
        if (fits) count += 1;
      }
      // A purpose for which nobody receives anything is said, unless a row is looked for.
      element.hidden = !isMeant || (count === before && (onlyMarked !== undefined || words.length > 0));
    }
    const said = say(count ? 'found' : 'foundNone', { count });
    const found = find('#found');
    // The same said again would be read out again.
    if (found.textContent !== said) found.textContent = said;
  };
}

// Full-width letters and half-width kana are what they stand for.
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

import type { RegisterView, ShownRow } from './register-view.ts';

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
 * do. What each row says is prepared once, when it is first asked, and rows are hidden rather than drawn again: a register
 * may have hundreds.
 * @param root where the rows are drawn: `form`, `#found` and `#purpose-<id>`
 */
export function findRows(root: ParentNode, { wording, marks, rows, say }: RegisterView): () => void {
  const find = (selector: string): HTMLElement => root.querySelector(selector) as HTMLElement;
  const texts = new Map<ShownRow, string>();
  const has = (row: ShownRow, word: string): boolean => {
    const text = texts.get(row) ?? textOf(row);
    texts.set(row, text);
    return text.includes(word);
  };
  return () => {
    const wanted = Object.fromEntries(new FormData(find('form') as HTMLFormElement)) as unknown as Wanted;
    const { text, purpose, onlyMarked } = wanted;
    const words = plain(text).split(/\s+/).filter(Boolean);
    const filled = new Set<string>();
    let count = 0;
    for (const shown of rows) {
      const { id } = shown.purpose;
      const fits =
        (!purpose || purpose === id) &&
        (!onlyMarked || marks.has(shown.row.id)) &&
        words.every((word) => has(shown, word));
      shown.element.hidden = !fits;
      if (!fits) continue;
      count += 1;
      filled.add(id);
    }
    for (const { id } of wording.purposes) {
      // A purpose for which nobody receives anything is said, unless a row is looked for.
      const isMeant = (!purpose || purpose === id) && !onlyMarked && !words.length;
      find(`#purpose-${id}`).hidden = !isMeant && !filled.has(id);
    }
    const said = say(count ? 'found' : 'foundNone', { count });
    const found = find('#found');
    // The same said again would be read out again.
    if (found.textContent !== said) found.textContent = said;
  };
}

function textOf({ purpose, row }: ShownRow): string {
  const { name, recipient, ownPurpose, recipientPurpose } = row;
  // What is sent, and all that has a name: cookies, storage and the like.
  const items = Object.values(row)
    .filter((value) => Array.isArray(value))
    .flat()
    .map((item) => (typeof item === 'string' ? item : item.name));
  return plain([purpose.title, name, recipient, ownPurpose, recipientPurpose, ...items].join('\n'));
}

// Full-width letters and half-width kana are what they stand for.
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

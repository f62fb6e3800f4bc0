import { released } from './trusted-types.ts';

/** Puts markup into the page behind a script, if it still may; the scripts in it take their turn. */
export type Insert = (parse: () => DocumentFragment, before: ChildNode) => void;

/** What a script writes its page with. */
interface Writer {
  write(...parts: string[]): void;
  writeln(...parts: string[]): void;
  open(): unknown;
}

/**
 * While a gated inline script runs, `document.write` inserts at the script's place. Without this it would erase the
 * page: the parser is not waiting for this script, whether or not it has finished. What the page has put there itself is
 * there again afterwards, and what the script puts there stays.
 */
export function withLateWrite(script: HTMLScriptElement, run: () => void, insert: Insert): void {
  const own = document as unknown as Record<string, unknown>;
  const before = { ...own };
  let written = '';
  const write: Writer['write'] = (...parts) => {
    written += parts.join('');
  };
  const late: Writer = {
    write,
    writeln: (...parts) => write(...parts, '\n'),
    // A parser at work makes nothing of it, and without it nothing of `close`.
    open: () => own,
  };
  Object.assign(own, late);
  // What the script throws is told to the window, never to whoever puts it into the page.
  run();
  for (const name in late) {
    if (own[name] !== late[name as keyof Writer]) continue;
    // Own properties shadowed the prototype's methods; without them the document is as it was.
    if (name in before) own[name] = before[name];
    else delete own[name];
  }
  if (written && script.parentNode) {
    const range = new Range();
    range.selectNode(script);
    insert(() => range.createContextualFragment(released('createHTML', written)), script);
  }
}

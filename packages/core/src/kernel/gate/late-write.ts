import { released } from './trusted-types.ts';

/** Puts markup into the page behind a script; the scripts in it take their turn. */
export type Insert = (fragment: DocumentFragment, before: ChildNode) => void;

/** What a script writes its page with. */
interface Writer {
  write(...parts: string[]): void;
  writeln(...parts: string[]): void;
  open(): unknown;
}

/**
 * While a gated inline script runs, `document.write` inserts at the script's place. Without this it would erase the
 * page: the parser is not waiting for this script, whether or not it has finished.
 */
export function withLateWrite(script: HTMLScriptElement, run: () => void, insert: Insert): void {
  const own = document as Partial<Writer>;
  let written = '';
  own.write = (...parts) => {
    written += parts.join('');
  };
  own.writeln = (...parts) => (own as Writer).write(...parts, '\n');
  // A parser at work makes nothing of it, and without it nothing of `close`.
  own.open = () => own;
  try {
    run();
  } finally {
    // Own properties shadowed the prototype's methods; without them the document is as it was.
    delete own.write;
    delete own.writeln;
    delete own.open;
  }
  if (written && script.parentNode) {
    const range = new Range();
    range.setStartAfter(script);
    insert(range.createContextualFragment(released('createHTML', written)), script);
  }
}

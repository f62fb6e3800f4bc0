import { released } from './trusted-types.ts';

/** Puts markup into the page behind a script; the scripts in it take their turn. */
export type Insert = (fragment: DocumentFragment, before: ChildNode) => void;

/**
 * While a gated inline script runs, `document.write` inserts at the script's place. Without this it would erase the
 * page: the parser is not waiting for this script, whether or not it has finished.
 */
export function withLateWrite(script: HTMLScriptElement, run: () => void, insert: Insert): void {
  const own = document as { write?: unknown; writeln?: unknown };
  let written = '';
  own.write = (...parts: string[]) => {
    written += parts.join('');
  };
  own.writeln = (...parts: string[]) => document.write(...parts, '\n');
  try {
    run();
  } finally {
    // Own properties shadowed the prototype's methods; without them the document is as it was.
    delete own.write;
    delete own.writeln;
  }
  if (written && script.parentNode) {
    const range = new Range();
    range.setStartAfter(script);
    insert(range.createContextualFragment(released('createHTML', written)), script);
  }
}

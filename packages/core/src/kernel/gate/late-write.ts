import { released } from './trusted-types.ts';

/**
 * While a late inline script runs, `document.write` inserts at the script's place. Without this it would erase the
 * page, since the page has been parsed by then.
 */
export function withLateWrite(script: HTMLScriptElement, run: () => void): void {
  if (document.readyState === 'loading') {
    run();
    return;
  }
  let written = '';
  const write = (...parts: string[]): void => {
    written += parts.join('');
  };
  Object.assign(document, { write, writeln: (...parts: string[]) => write(...parts, '\n') });
  try {
    run();
  } finally {
    // Own properties shadowed the prototype's methods; without them the document is as it was.
    const own = document as { write?: unknown; writeln?: unknown };
    delete own.write;
    delete own.writeln;
  }
  if (!written) return;
  const range = document.createRange();
  range.selectNode(script);
  range.collapse(false);
  range.insertNode(range.createContextualFragment(released('createHTML', written)));
}

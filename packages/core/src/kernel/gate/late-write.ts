import { released } from './trusted-types.ts';

/**
 * While a late inline script runs, `document.write` inserts at the script's place. Without this it would erase the
 * page, since the page has been parsed by then.
 */
export function withLateWrite(script: HTMLScriptElement, run: () => void): void {
  const late = document.readyState !== 'loading';
  const own = document as { write?: unknown; writeln?: unknown };
  let written = '';
  if (late) {
    own.write = own.writeln = (...parts: string[]) => {
      written += `${parts.join('')}\n`;
    };
  }
  try {
    run();
  } finally {
    // Own properties shadowed the prototype's methods; without them the document is as it was.
    if (late) {
      delete own.write;
      delete own.writeln;
    }
  }
  if (written) {
    const range = document.createRange();
    range.setStartAfter(script);
    range.insertNode(range.createContextualFragment(released('createHTML', written)));
  }
}

import type { Plugin } from 'vite';

/** Lit's own files: where each asks the page for a polyfill or for hydration, and leaves its version on the page. */
const LIT = /\/node_modules\/(?:@lit\/reactive-element|lit-html|lit-element)\//;
const ASKED = /\w+\.(?:reactiveElement|litHtml|litElement)(?:Polyfill|Hydrate)Support\b/g;
const LEFT = /\(\w+\.(?:reactiveElement|litHtml|litElement)Versions\?\?=\[\]\)\.push\("[\d.]+"\)/g;

/**
 * Leaves out of Lit what it asks of the page and leaves on it, 90 B of the settings: every browser that Noren runs in needs no
 * polyfill, nothing is drawn on a server, and what a page has under these names is not for Noren's elements.
 */
export function shrinkHooks(): Plugin {
  let found = 0;
  const leave = (): string => {
    found++;
    return '(void 0)';
  };
  return {
    name: 'shrink-hooks',
    transform(code, id) {
      if (!LIT.test(id)) return undefined;
      return { code: code.replace(ASKED, leave).replace(LEFT, leave), map: null };
    },
    generateBundle(_, bundle) {
      const hasLit = Object.values(bundle).some((file) => file.type === 'chunk' && /_\$litType\$/.test(file.code));
      if (hasLit && found < 7) throw new Error(`Lit is another one than before: ${found} hooks in it, not 7`);
    },
  };
}

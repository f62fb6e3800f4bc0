import { type Insert, withLateWrite } from './late-write.ts';
import { released } from './trusted-types.ts';

/** How a script keeps its place among the others: not at all, behind all of them, or with the next one waiting for it. */
export type Timing = 'async' | 'defer' | '';

/** The type that a gated script will have: `data-noren-type` where `type` is taken by `text/plain`. */
function typeOf({ type, dataset }: HTMLScriptElement): string {
  return dataset.norenType ?? type.replace(/text.plain/i, '');
}

/** When a script runs, by HTML's own rules. @see https://html.spec.whatwg.org/multipage/scripting.html#attr-script-async */
export function timingOf(gated: HTMLScriptElement): Timing {
  const type = typeOf(gated);
  const module = type === 'module';
  const movable = module || gated.hasAttribute('src');
  // Nobody waits for what no browser runs: it never says that it has loaded.
  if (gated.noModule || !/^$|module|(java|ecma)script/i.test(type) || (movable && gated.hasAttribute('async')))
    return 'async';
  return module || (movable && gated.hasAttribute('defer')) ? 'defer' : '';
}

/**
 * Runs a gated script: it is built anew (a clone would not run) with its attributes, and takes a place in the page.
 * @param insert puts what it writes into the page
 * @returns settles when an external script has run or failed: as in any page, one that fails lets the next one run
 */
export function runScript(gated: HTMLScriptElement, place: ChildNode, insert: Insert): Promise<unknown> | undefined {
  const script = document.createElement('script');
  // As no parser inserts it, it would else wait for nobody.
  script.async = false;
  for (const { name, value } of gated.attributes) {
    if (!/^(src$|data-noren)/.test(name)) script.setAttribute(name, value);
  }
  // The attribute is emptied by the browser once the element is in a page; the property keeps the nonce.
  script.nonce = gated.nonce;
  const src = gated.getAttribute('src');
  script.type = typeOf(gated);
  if (src === null) {
    // An SVG script has no `text`.
    script.text = released('createScript', gated.textContent);
    withLateWrite(script, () => place.replaceWith(script), insert);
    return undefined;
  }
  script.src = released('createScriptURL', src);
  const settled = new Promise((resolve) => {
    // Not as properties: those are the tag's own handlers.
    for (const type of ['load', 'error']) script.addEventListener(type, resolve);
  });
  place.replaceWith(script);
  return settled;
}

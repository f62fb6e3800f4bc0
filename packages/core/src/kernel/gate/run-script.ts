import type { Released, WithLatePage, Written } from './late.ts';
import type { StrictMarks } from './strict-marks.ts';
import { released } from './trusted-types.ts';

// Set by the build: true in the file that begins with strict mode. No other one has a byte of it.
declare const __NOREN_STRICT__: boolean | undefined;

/** How a script keeps its place among the others: not at all, behind all of them, or with the next one waiting for it. */
export type Timing = 'async' | 'defer' | '';

/** The type that a gated script will have: `data-noren-type` where `type` is taken by `text/plain`. */
function typeOf({ type, dataset }: HTMLScriptElement): string {
  // What is called so within a picture or a formula is neither, and has no type.
  return dataset.norenType ?? `${type}`.replace(/text.plain/i, '');
}

/**
 * When a script runs, by HTML's own rules; but `async` has an inline one leave the order too, since who wrote the tags of one provider
 * has nothing else to say by that they need not wait for another's.
 * @see https://html.spec.whatwg.org/multipage/scripting.html#attr-script-async
 */
export function timingOf(gated: HTMLScriptElement): Timing {
  const type = typeOf(gated);
  // Nobody waits for what no browser runs: it never says that it has loaded.
  if (gated.noModule || !/^$|module|(java|ecma)script/i.test(type) || gated.hasAttribute('async')) return 'async';
  return type === 'module' || (gated.hasAttribute('src') && gated.hasAttribute('defer')) ? 'defer' : '';
}

/**
 * Whether a script may find that it has come too late: it may wait for what has passed, or write the page. An external one that is `async`
 * can do neither while the page loads, as in any page; `load` waits for it.
 */
export const mayBeLate = (gated: HTMLScriptElement): boolean =>
  gated.hasAttribute('src')
    ? document.readyState === 'complete' || timingOf(gated) !== 'async'
    : /load|write|ready/i.test(gated.textContent);

/**
 * Runs a gated script: it is built anew (a clone would not run) with its attributes, and takes a place in the page: that of its mark in
 * what a template held, or right behind the gated one, which stays.
 * @param one the gated one, its place, and the markup whose permission it runs under
 * @returns settles when an external script has run or failed: as in any page, one that fails lets the next one run
 */
export function runScript(
  one: Released,
  within: WithLatePage | undefined,
  done: Written,
): Promise<unknown> | undefined {
  const [gated, place] = one;
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
  let settled: Promise<unknown> | undefined;
  // An SVG script has no `text`.
  if (src === null) script.text = released('createScript', gated.textContent);
  else {
    if (typeof __NOREN_STRICT__ !== 'undefined' && __NOREN_STRICT__) (script as StrictMarks).noren = 1;
    script.src = released('createScriptURL', src);
    settled = new Promise((resolve) => {
      // Not as properties: those are the tag's own handlers.
      for (const type of ['load', 'error']) script.addEventListener(type, resolve);
    });
  }
  const go = (): Promise<unknown> | undefined => {
    // An application may come back for the element that it has put into the page itself, so that stays, as the mark does.
    place.after(script);
    // It has begun. A copy, as of a page that is kept for the way back, is another one, and waits as the gated one does.
    script.noModule = true;
    return settled;
  };
  return within ? within(script, go, done, one) : go();
}

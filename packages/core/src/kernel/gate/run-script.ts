import { withLateWrite } from './late-write.ts';
import { released } from './trusted-types.ts';

/** Attributes that make the gate's own markup; they do not belong on the script that runs. */
const OWN = ['type', 'src', 'async', 'defer', 'nonce'];

/** How a script keeps its place among the others. */
export type Timing = 'blocking' | 'async' | 'deferred';

/** The type that a gated script will have: `data-noren-type` where `type` is taken by `text/plain`. */
function typeOf(gated: HTMLScriptElement): string {
  const { type } = gated;
  return gated.dataset.norenType ?? (type === 'text/plain' ? '' : type);
}

/** When a script runs, by HTML's own rules. @see https://html.spec.whatwg.org/multipage/scripting.html#attr-script-async */
export function timingOf(gated: HTMLScriptElement): Timing {
  const isModule = typeOf(gated) === 'module';
  if (gated.hasAttribute('async') && (gated.hasAttribute('src') || isModule)) return 'async';
  return isModule || (gated.hasAttribute('src') && gated.hasAttribute('defer')) ? 'deferred' : 'blocking';
}

/**
 * Runs a gated script: it is built anew (a clone would not run) with its attributes, and takes the gated one's place.
 * @returns settles when the next script may run; a script that fails to load lets the next one run, as in any page
 */
export function runScript(gated: HTMLScriptElement): Promise<void> | undefined {
  const script = document.createElement('script');
  for (const { name, value } of gated.attributes) {
    if (!OWN.includes(name) && !name.startsWith('data-noren')) script.setAttribute(name, value);
  }
  const type = typeOf(gated);
  const src = gated.getAttribute('src');
  const timing = timingOf(gated);
  if (type) script.type = type;
  // The attribute is emptied by the browser once the element is in a page; the property keeps the nonce.
  if (gated.nonce) script.nonce = gated.nonce;
  script.async = timing === 'async';
  if (src === null) {
    script.text = released('createScript', gated.text);
    if (type === 'module') gated.replaceWith(script);
    else withLateWrite(script, () => gated.replaceWith(script));
    return undefined;
  }
  const settled = new Promise<void>((resolve) => {
    script.onload = script.onerror = () => resolve();
  });
  script.src = released('createScriptURL', src);
  gated.replaceWith(script);
  return timing === 'blocking' ? settled : undefined;
}

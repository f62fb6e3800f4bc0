import type { StrictMarks } from '../kernel/gate/strict-marks.ts';
import { released } from '../kernel/gate/trusted-types.ts';
import type { AddressOf, Strict } from './strict.ts';
import { type Anything, type StandIn, wrap } from './wrap.ts';

type Realm = Window & typeof globalThis;

/** Where an address waits that an element has no more. */
const HELD = 'data-noren-';
const NAMES = ['href', 'src', 'srcset', 'data'];
const OTHERS = 'img,iframe,link,source,video,audio,object,embed,input,image,track';
// What the gate holds is the gate's, and no browser asks for it.
const FETCHING = `script:not([type="text/plain"]),${OTHERS}`;
const VALUE = /\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/.source;
const TAG = RegExp(`<(script(?![^>]*text/plain)|${OTHERS.replaceAll(',', '|')})[\\s/](?:${VALUE}|[^>])*`, 'gi');
const ATTRIBUTE = RegExp(`(?<=[\\s/"';])(?:${NAMES.join('|')})${VALUE}`, 'gi');

/** Where the methods and properties are by which markup and elements come into a page. */
const CLASS = /^(HTML|Doc|Char|Shadow|(Node|Element|Range)$)/;
const TAKES_MARKUP = /HTML|^write|ContextualF|srcdoc/;
const TAKES_NODES = /pend|^(insert|replace|before|after|adopt|import)/;

/**
 * Elements that fetch: an address that is closed becomes an attribute that no browser knows, wherever it is set, and its own again
 * when it may go.
 * @param onInserted something was put into the page, which may be a frame
 * @param onFrame stands in for what gives the window or the document of one
 * @returns looks through what was put there by others, and gives back what may go
 */
export function guardMarkup(
  win: Realm,
  closedAt: AddressOf,
  strict: Strict,
  onInserted: () => void,
  onFrame: StandIn,
): (node: Node) => unknown {
  const { prototype } = win.Element;
  const native = prototype.setAttribute;
  const isFetching = (element: Element): boolean => prototype.matches.call(element, FETCHING);

  /**
   * Whose it is, where one of the addresses in a value is closed, which markup has in quotes, or in `&quot;` within a `srcdoc`. What is quoted
   * behind `=` is an attribute within a value, as the `xmlns` of a picture in SVG: nobody is asked.
   */
  const closedIn = (localName: string, value: string) =>
    value
      .split(/(?<!=)[\s,"'&;]+/)
      .map((one) => closedAt(localName, one))
      .find(Boolean);

  /**
   * Under `'strict-dynamic'` a browser trusts what a script does more than markup, so a script in markup has to have the nonce here as there,
   * and then is trusted. Anybody can write the attribute that an address is kept in: it proves nothing.
   * @param isSet by a script, as an address
   */
  function restore(element: Element, name: string, value: unknown, isSet?: boolean): void {
    if ((element as StrictMarks).norenOff || element.getAttribute(HELD + name) !== String(value)) return;
    try {
      // A frame would run `javascript:`, which anybody may have put there.
      if (!isSet && new URL(value as string, element.baseURI).protocol === 'javascript:') return;
      if (strict.nonce && !isSet && element.localName === 'script') {
        if ((element as HTMLElement).nonce !== strict.nonce) return;
        value = released('createScriptURL', value as string);
      }
      element.removeAttribute(HELD + name);
      native.call(element, name, value as string);
    } catch {
      // The page's policy about scripts refuses it, as it would have before. It stops no other.
    }
  }

  /** Holds the address that an element has, or is to have. */
  function holds(element: Element, name: string, value: unknown, isSet?: boolean): unknown {
    const closed = !(element as StrictMarks).noren && closedIn(element.localName, String(value));
    if (closed) {
      element.removeAttribute(name);
      native.call(element, HELD + name, value as string);
      // As it was set: under Trusted Types that is no text.
      strict.hold(closed, () => restore(element, name, value, isSet));
    }
    return closed;
  }

  function set(element: Element, name: string, value: unknown, go: () => unknown): unknown {
    if (isFetching(element) && holds(element, name, value, true)) return undefined;
    element.removeAttribute(HELD + name);
    return go();
  }

  /** @param only gives back what may go, and holds nothing that is in the page by now */
  function look(element: Element, only?: boolean): void {
    // jQuery puts a script in under a type that no browser runs, gives it its own back there, and asks for the address itself.
    if (!element.isConnected)
      (element as StrictMarks).norenOff = /^(true|false)/.test((element as HTMLScriptElement).type);
    for (const name of NAMES) {
      const value = element.getAttribute(name);
      const held = element.getAttribute(HELD + name);
      if (value && !only) holds(element, name, value);
      // It may have been somewhere else than in the page when that was let go.
      else if (held && !closedIn(element.localName, held)) restore(element, name, held);
    }
  }

  function scan(node: Anything): unknown {
    if (node?.localName && isFetching(node)) look(node);
    for (const element of node?.querySelectorAll?.(FETCHING) ?? []) look(element);
    return node;
  }

  /** In a page, and in its frames of the same origin. */
  function release(within: ParentNode | null | undefined): void {
    for (const element of within?.querySelectorAll(FETCHING) ?? []) {
      look(element, true);
      release((element as HTMLIFrameElement).contentDocument);
    }
  }

  /** Markup with every closed address out of the browser's sight. */
  function withoutClosed(markup: unknown): unknown {
    const text = String(markup);
    const safe = text.replace(TAG, (tag, localName: string) =>
      tag.replace(ATTRIBUTE, (all, value: string) => {
        const closed = closedIn(localName, value);
        if (!closed) return all;
        strict.tell(closed, 'held');
        return HELD + all;
      }),
    );
    if (safe === text) return markup;
    return typeof markup === 'string' ? safe : released('createHTML', safe);
  }

  for (const key of Object.getOwnPropertyNames(win)) {
    const owner = (CLASS.test(key) && (win as Anything)[key].prototype) || {};
    for (const name of Object.getOwnPropertyNames(owner)) {
      if (NAMES.includes(name) && /^H/.test(key)) {
        wrap(owner, name, (go, [value], element) => set(element, name, value, () => go(value)));
        wrap(owner, name, (go, _, element) => element.getAttribute(HELD + name) ?? go(), 'get');
      }
      if (/^content[WD]/.test(name)) wrap(owner, name, onFrame, 'get');
      const see: unknown = TAKES_MARKUP.test(name) ? withoutClosed : TAKES_NODES.test(name) && scan;
      if (see)
        wrap(owner, name, (go, list) => {
          const result = go(...list.map(see as typeof scan));
          onInserted();
          return result;
        });
    }
  }
  wrap(prototype, 'setAttribute', (go, [name, value], element) => {
    const key = String(name).toLowerCase();
    const put = (): unknown => go(name, key === 'srcdoc' ? withoutClosed(value) : value);
    return NAMES.includes(key) ? set(element, key, value, put) : put();
  });

  // Of the page alone: what each frame has to say for itself would keep it when it is gone.
  strict.release ??= () => release(win.document);
  return scan;
}

import { guardMarkup } from './guard-markup.ts';
import { guardNetwork } from './guard-network.ts';
import { guardStorage } from './guard-storage.ts';
import type { AddressOf, Strict } from './strict.ts';
import { type Anything, type StandIn, wrap } from './wrap.ts';

type Realm = Window & typeof globalThis;

/**
 * Puts strict mode in front of a window's natives, and of those of every frame that it may look into: else a page would get them
 * back from an empty frame. A frame's first document and what takes its place from the same origin share one window, so that it is
 * there before their scripts.
 */
export function guardRealm(top: Realm, strict: Strict): void {
  // Realms, and windows of frames: asking one of another origin again costs more than all the rest.
  const seen = new WeakSet<object>();

  function guard(inside: Anything): unknown {
    try {
      const win: Realm = inside.defaultView ?? inside;
      if (!seen.has(win.Object)) {
        seen.add(win.Object);
        guardWindow(win);
      }
    } catch {
      // There is none; or of another origin it says nothing of itself, and is none of ours.
    }
    return inside;
  }

  const guarded: StandIn = (go, list) => guard(go(...list));

  function guardWindow(win: Realm): void {
    const { document } = win;
    const closedAt: AddressOf = (kind, address) => strict.address(kind, address, win.document.baseURI);
    const look = (): void => {
      for (const frame of Array.from(win as ArrayLike<Window>)) {
        if (!seen.has(frame)) guard(frame);
        seen.add(frame);
      }
    };
    guardNetwork(win, closedAt, strict);
    guardStorage(win, strict);
    const scan = guardMarkup(win, closedAt, strict, look, guarded);
    wrap(win, 'open', guarded);
    // What a parser puts there, as long as one is at work; and frames that have come to another document.
    new win.MutationObserver((mutations, observer) => {
      for (const { addedNodes } of mutations) addedNodes.forEach(scan);
      look();
      if (document.readyState !== 'loading') observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
    document.addEventListener('load', ({ target }) => guard((target as HTMLIFrameElement).contentWindow), true);
  }

  guard(top);
}

import type { Doomed, Erasure } from './erasure.ts';

/**
 * Deletes keys of `localStorage` and `sessionStorage`. One that is blocked, or damaged, says nothing of what is in it.
 * @see https://html.spec.whatwg.org/multipage/webstorage.html
 */
export function eraseStorage({ names, goes }: Doomed, erasure: Erasure): void {
  if (!names('storage').length) return;
  for (const kind of ['localStorage', 'sessionStorage'] as const) {
    try {
      const storage: Storage | null = window[kind];
      // Where an application shows pages without it, there is none.
      for (const key of storage ? keysOf(storage) : [])
        if (goes('storage', key)) erasure.note(key, isRemoved(storage, key));
    } catch {
      erasure.couldNotLook(names('storage'));
    }
  }
}

// Firefox lets a damaged storage be listed and throws at each key.
function isRemoved(storage: Storage, key: string): boolean {
  try {
    storage.removeItem(key);
    return storage.getItem(key) === null;
  } catch {
    return false;
  }
}

/** Every key, also such as the storage itself has a member of: `length`, `clear`. */
export function keysOf(storage: Storage): string[] {
  const keys = Object.keys(storage);
  // Those are no properties. One by one is slow: Firefox makes a list of all keys for each.
  return keys.length === storage.length
    ? keys
    : Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
}

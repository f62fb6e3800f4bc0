/** `localStorage` and `sessionStorage`, where they are not blocked: blocked storage holds nothing of anyone's. */
export function webStorages(): Storage[] {
  return (['localStorage', 'sessionStorage'] as const).flatMap((kind) => {
    try {
      return window[kind] ?? [];
    } catch {
      return [];
    }
  });
}

/** Every key, also such as the storage itself has a member of: `length`, `clear`. */
export function keysOf(storage: Storage): string[] {
  const keys = Object.keys(storage);
  // Those are no properties. One by one is slow: Firefox makes a list of all keys for each.
  return keys.length === storage.length
    ? keys
    : Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
}

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
export const keysOf = (storage: Storage): string[] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');

type Cache = { readonly exemptPageFromCache?: () => void; readonly clear?: () => void };

/**
 * Has Turbo forget the pages that it keeps for the way back: they are copies, with the frames and pixels that were let in while that
 * was permitted. This page, too, is fetched anew when somebody comes back to it.
 * @see https://turbo.hotwired.dev/reference/drive#turbo.cache.clear
 */
export function forgetSnapshots(): void {
  const { cache } = (window as { Turbo?: { readonly cache?: Cache } }).Turbo ?? {};
  cache?.exemptPageFromCache?.();
  cache?.clear?.();
}

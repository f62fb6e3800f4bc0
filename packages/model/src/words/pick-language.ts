/**
 * The best of the available languages: the first wish that matches by its primary part (`en-GB` → `en`), exactly if it
 * can, else the first available one.
 */
export function pickLanguage(available: readonly string[], wishes: readonly (string | undefined)[]): string {
  const primary = (tag: string): string => tag.toLowerCase().replace(/-.*/, '');
  for (const wish of wishes) {
    const close = available.filter((tag) => wish && primary(tag) === primary(wish));
    const found = close.find((tag) => tag.toLowerCase() === wish?.toLowerCase()) ?? close[0];
    if (found) return found;
  }
  return available[0] ?? 'en';
}

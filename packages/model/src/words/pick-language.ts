/**
 * The best of the available languages: the first wish that matches by its primary part (`en-GB` → `en`), exactly if it
 * can, else the first available one.
 */
export function pickLanguage(available: readonly string[], wishes: readonly (string | undefined)[]): string {
  const primary = (tag = ''): string | undefined => tag.toLowerCase().split('-')[0];
  for (const wish of wishes) {
    const found =
      available.find((tag) => tag.toLowerCase() === wish?.toLowerCase()) ??
      available.find((tag) => primary(tag) === primary(wish));
    if (found) return found;
  }
  return available[0] ?? 'en';
}

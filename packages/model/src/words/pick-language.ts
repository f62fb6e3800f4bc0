/**
 * The best of the available languages: the first wish that matches exactly or by its primary part (`en-GB` → `en`),
 * else the first available one.
 */
export function pickLanguage(available: readonly string[], wishes: readonly (string | undefined)[]): string {
  for (const wish of wishes) {
    if (!wish) continue;
    const wanted = wish.toLowerCase();
    const found =
      available.find((tag) => tag.toLowerCase() === wanted) ??
      available.find((tag) => tag.toLowerCase().split('-')[0] === wanted.split('-')[0]);
    if (found) return found;
  }
  return available[0] ?? 'en';
}

/** The candidate that a mistyped word was probably meant to be: two letters, or a third of them, differ. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: distanceOf(word, candidate) }))
    .filter(
      ({ candidate, distance }) => distance <= Math.max(candidate.length > 3 ? 2 : 1, Math.floor(candidate.length / 3)),
    )
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate ?? candidates.find((candidate) => word.length > 2 && candidate.includes(word));
}

/** Letters to add, take away or exchange (Levenshtein). Long words are not typing mistakes of short ones. */
function distanceOf(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 20) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...a].entries()) {
    const next = [at + 1];
    for (const [index, other] of [...b].entries()) {
      const [left = 0, above = 0, corner = 0] = [next[index], row[index + 1], row[index]];
      next.push(Math.min(left + 1, above + 1, corner + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

import type { Edition, Section } from '../schema/index.ts';

/**
 * A document as one of its editions made it: every section that this edition or one before it wrote last, without those
 * that were taken out, in the order in which they first came.
 * @param sequence place of the edition, from 1
 */
export function sectionsAt(editions: readonly Edition[], sequence: number): Section[] {
  const sections = new Map<string, Section>();
  for (const { sections: written = [], removed = [] } of editions.slice(0, sequence)) {
    for (const id of removed) sections.delete(id);
    for (const section of written) sections.set(section.id, section);
  }
  return [...sections.values()];
}

/** How two editions of a document differ, by the ids of their sections. */
export interface SectionChange {
  readonly id: string;
  readonly before: Section | undefined;
  readonly after: Section | undefined;
}

/** What stands in one edition and not, or otherwise, in another. */
export function differences(editions: readonly Edition[], from: number, to: number): SectionChange[] {
  const [old, now] = [sectionsAt(editions, from), sectionsAt(editions, to)];
  const ids = [...new Set([...old, ...now].map(({ id }) => id))];
  return ids
    .map((id) => ({ id, before: old.find((one) => one.id === id), after: now.find((one) => one.id === id) }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}

/** The last edition in force, and those that are announced. The first one is in force when none is yet. */
export function inForceAndComing(
  editions: readonly Edition[],
  now: Date,
): { readonly current: number; readonly coming: readonly Edition[] } {
  const reached = editions.findLastIndex(({ effectiveAt }) => new Date(effectiveAt) <= now) + 1;
  const current = Math.max(1, reached);
  return { current, coming: editions.slice(current) };
}

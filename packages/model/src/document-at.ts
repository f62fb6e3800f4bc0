/** Id of the handling notice among the documents: its editions are those of the config. */
export const HANDLING_NOTICE = 'handling-notice';

/** What a section needs to be told apart from another: its id. */
interface Identified {
  readonly id: string;
}

/** What an edition says of its sections: those it wrote anew, and the ids of those it took out. */
export interface Written<Section extends Identified> {
  readonly sections?: readonly Section[] | undefined;
  readonly removed?: readonly string[] | undefined;
}

/**
 * A document as one of its editions made it: every section that this edition or one before it wrote last, without those
 * that were taken out, in the order in which they first came.
 * @param sequence place of the edition, from 1
 */
export function sectionsAt<Section extends Identified>(
  editions: readonly Written<Section>[],
  sequence: number,
): Section[] {
  const sections = new Map<string, Section>();
  for (const { sections: written = [], removed = [] } of editions.slice(0, sequence)) {
    for (const id of removed) sections.delete(id);
    for (const section of written) sections.set(section.id, section);
  }
  return [...sections.values()];
}

/** How one section differs between two editions; where it is missing, it is not in that one. */
export interface SectionChange<Section extends Identified> {
  readonly id: string;
  readonly before: Section | undefined;
  readonly after: Section | undefined;
}

/** What stands in one edition and not, or otherwise, in another. */
export function differences<Section extends Identified>(
  editions: readonly Written<Section>[],
  from: number,
  to: number,
): SectionChange<Section>[] {
  const [old, now] = [sectionsAt(editions, from), sectionsAt(editions, to)];
  const ids = [...new Set([...old, ...now].map(({ id }) => id))];
  return ids
    .map((id) => ({ id, before: old.find((one) => one.id === id), after: now.find((one) => one.id === id) }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}

/**
 * Which edition is in force: its place from 1; the first one while none is yet. The ones after it are announced.
 * @param now a moment
 */
export function sequenceInForce(editions: readonly { readonly effectiveAt: string }[], now: Date): number {
  return Math.max(1, editions.findLastIndex(({ effectiveAt }) => new Date(effectiveAt) <= now) + 1);
}

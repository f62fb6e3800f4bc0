import type { SiteConfig } from '@noren/model/schema';

interface Dated {
  readonly label: string;
  readonly effectiveAt: string;
}

/**
 * What is left to do on the day on which an announced edition takes effect, one line for each; none where nothing is
 * announced. noren.js carries what its next editions show; a page without script is as it was written.
 */
export function comingEditions({ editions, documents = [] }: SiteConfig, now: Date): string[] {
  const coming = (list: readonly Dated[]): readonly Dated[] =>
    list.filter(({ effectiveAt }) => new Date(effectiveAt) > now);
  return [
    ...coming(editions).map(
      ({ label, effectiveAt }) =>
        `Edition ${label} takes effect at ${effectiveAt}: noren.js then shows it by itself. The pages without script announce it until they are written again: do that at that time.`,
    ),
    ...documents.flatMap(({ id, editions: list }) =>
      coming(list).map(
        ({ label, effectiveAt }) =>
          `Edition ${label} of "${id}" takes effect at ${effectiveAt}: its page announces it until it is written again.`,
      ),
    ),
  ];
}

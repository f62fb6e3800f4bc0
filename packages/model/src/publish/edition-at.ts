import type { Edition, SiteConfig } from '../schema/index.ts';

/** The edition in force at a moment: the last one whose effective date has come, or the first while none has. */
export function editionAt(config: SiteConfig, now: Date): Edition {
  const inForce =
    config.editions.filter(({ effectiveAt }) => new Date(effectiveAt) <= now).at(-1) ?? config.editions[0];
  if (!inForce) throw new RangeError('a config has at least one edition');
  return inForce;
}

/** Purposes that an edition asks again: those it names, those whose providers it changes, or all. */
export function purposesAffected(config: SiteConfig, edition: Edition): string[] {
  if (!edition.material) return [];
  return config.purposes
    .map(({ id }) => id)
    .filter((id) =>
      edition.affects.some(
        (subject) => subject === '*' || subject === `purposes:${id}` || subject === `providers:${id}`,
      ),
    );
}

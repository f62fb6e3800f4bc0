import type { Edition, Service, SiteConfig } from '../schema/index.ts';

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

/** The rows of the register that the edition in force publishes: neither of former editions nor of coming ones. */
export function rowsInForce(config: SiteConfig, now: Date): Service[] {
  const sequence = (label: string): number => config.editions.findIndex((edition) => edition.label === label);
  const current = sequence(editionAt(config, now).label);
  return config.services.filter(
    ({ firstEdition, lastEdition }) =>
      (firstEdition === undefined || sequence(firstEdition) <= current) &&
      (lastEdition === undefined || sequence(lastEdition) >= current),
  );
}

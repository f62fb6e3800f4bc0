import { jsonOf, type ReadDecision, secondsOf } from './other-decision.ts';

/**
 * vanilla-cookieconsent: JSON with the categories that were accepted; every other one was refused. Version 2 tells its time
 * under other names.
 * @see https://cookieconsent.orestbida.com/advanced/callbacks-events.html
 */
export const readVanilla: ReadDecision = (text, { names, services: known, revision: wanted }) => {
  const kept = jsonOf(text);
  const { categories, services = {}, revision, expirationTime } = kept;
  if (!Array.isArray(categories)) throw new TypeError();
  // In localStorage nothing but this ends it.
  if (expirationTime < Date.now()) return undefined;
  const at = secondsOf(
    kept.lastConsentTimestamp ?? kept.consentTimestamp ?? kept.last_consent_update ?? kept.consent_date,
  );
  const isOld = wanted !== undefined && revision !== wanted;
  const said = new Map<string, boolean>();
  const accepted: unknown[] = [];
  for (const name of names) {
    const own: unknown[] = Object.hasOwn(services, name) ? [services[name]].flat() : [];
    accepted.push(...own);
    // It keeps the services that were accepted and not those that there were: with one that the site has not named, nobody
    // knows whether others were refused.
    const isKnown = own.every((service) => known.includes(service as string));
    if (!categories.includes(name)) said.set(name, false);
    else if (isKnown && !isOld) said.set(name, true);
  }
  // Where none is accepted there was none: a category goes with the last of its services.
  return { at, said, refused: known.filter((service) => accepted.length && !accepted.includes(service)) };
};

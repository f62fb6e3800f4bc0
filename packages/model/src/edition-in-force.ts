import type { RuntimeConfig } from './schema/index.ts';

/** The edition in force and, per purpose, the newest material edition that affects it. */
export interface EditionInForce {
  readonly label: string;
  readonly sequence: number;
  /** Purpose id → sequence: an older grant is asked again. */
  readonly since: Readonly<Record<string, number>>;
}

/**
 * A published config may outlive the day on which its next edition takes effect, so the browser works out what is in
 * force now.
 * @param now seconds since 1970
 */
export function editionInForce(config: RuntimeConfig, now: number): EditionInForce {
  let { edition: sequence } = config;
  const since = Object.fromEntries(config.purposes.map((purpose) => [purpose.id, purpose.since]));
  for (const next of config.upcoming ?? []) {
    if (next.at > now) continue;
    sequence = next.sequence;
    for (const id of next.purposes) since[id] = sequence;
  }
  return { label: config.editions[sequence - 1] ?? '', sequence, since };
}

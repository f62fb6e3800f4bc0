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
  const since: Record<string, number> = {};
  for (const purpose of config.purposes) since[purpose.id] = purpose.since;
  let sequence = config.edition;
  for (const next of config.upcoming ?? []) {
    if (next.at > now) continue;
    sequence = Math.max(sequence, next.sequence);
    for (const id of next.purposes) since[id] = Math.max(since[id] ?? 0, next.sequence);
  }
  return { label: config.editions[sequence - 1] ?? '', sequence, since };
}

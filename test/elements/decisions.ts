import type { Decisions } from '@noren/model';
import { DECIDED_AT } from './stage.ts';

/** What a visitor decided under the newest edition of the fixture; purposes that are left out were never decided. */
export function decisions(
  granted: Readonly<Record<string, boolean>>,
  services: Decisions['services'] = {},
  edition = 2,
): Decisions {
  const purposes = Object.fromEntries(
    Object.entries(granted).map(([id, yes]) => [id, { granted: yes, edition, at: DECIDED_AT }]),
  );
  return { purposes, services, gpc: false, seen: edition };
}

/** Everything that the fixture offers, all allowed or all refused, under an edition of it. */
export function decidedAll(granted: boolean, edition = 2): Decisions {
  const ids = ['statistics', 'recommendation', 'identification', 'linking', 'advertising'];
  return decisions(Object.fromEntries(ids.map((id) => [id, granted])), {}, edition);
}

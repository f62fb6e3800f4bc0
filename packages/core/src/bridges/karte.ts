import { BRIDGE_PURPOSES } from '@noren/model';
import type { KarteBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { onDecision } from '../bridge/on-decision.ts';
import { whenThere } from '../bridge/when-there.ts';

/** Tag v2. */
interface Karte {
  allow(): void;
  deny(): void;
}

/**
 * KARTE in its opt-in mode: `krt.allow()` and `krt.deny()`, which also deletes its cookies; of the older tag v1
 * `__karte_accept(true|false)`.
 * @see https://support.karte.io/post/6evXH8gPzeM7XyYIC906Ho
 * @see https://support.karte.io/post/1211YlYHRzCQ1YChhiwRBi for another name of `krt`
 * @see https://support.karte.io/post/4blsfu5B0EB1N7im7QQrl7 for v1
 */
export const start: StartBridge<KarteBridge> = (options) => {
  const { settings } = options;
  const say = whenThere<Karte>(settings.name ?? 'krt', ({ deny }) => typeof deny === 'function');
  const sayToFirst = whenThere<(isAccepted: boolean) => void>('__karte_accept');
  onDecision(options, { may: settings.purpose ?? BRIDGE_PURPOSES.karte }, ({ may }) => {
    if (settings.tag === 1) sayToFirst((accept) => accept(may));
    else say((krt) => (may ? krt.allow() : krt.deny()));
  });
};

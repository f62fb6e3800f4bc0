import { BRIDGE_PURPOSES } from '@noren/model';
import type { MetaBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { onDecision } from '../bridge/on-decision.ts';
import { whenThere } from '../bridge/when-there.ts';

interface Pixel {
  (...command: unknown[]): void;
  readonly queue?: unknown[];
  readonly callMethod?: unknown;
}

/**
 * Meta Pixel: `revoke` until there is a yes, before the page's own `init` where the pixel comes after this file, then
 * `grant` and `revoke` as it is decided. No queue is made for it: its tag does nothing where one is there already.
 * @see https://developers.facebook.com/docs/meta-pixel/implementation/gdpr
 */
export const start: StartBridge<MetaBridge> = (options) => {
  const { settings } = options;
  const say = whenThere<Pixel>('fbq', ({ queue, callMethod }) => Boolean(queue || callMethod));
  let isTold = false;
  const tell = (may: boolean): void => {
    isTold = true;
    say((fbq) => fbq('consent', may ? 'grant' : 'revoke'));
  };
  onDecision(options, { may: settings.purpose ?? BRIDGE_PURPOSES.meta }, ({ may }) => tell(may));
  if (!isTold) tell(false);
};

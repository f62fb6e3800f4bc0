import { BRIDGE_PURPOSES } from '@noren/model';
import type { TiktokBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { onDecision } from '../bridge/on-decision.ts';
import { queueOf } from '../bridge/queue-of.ts';

type Method = 'holdConsent' | 'grantConsent' | 'revokeConsent';
type Pixel = { [name in Method]?: () => void } & { push(entry: unknown[]): void };

/**
 * TikTok Pixel: held until it is decided, then granted or revoked. The base code that TikTok's Events Manager hands out has
 * these three methods, and keeps calls in the array `ttq` until its script has come.
 * @see https://ads.tiktok.com/help/article/how-to-use-cookies-with-tiktok-pixel
 * @see https://business-api.tiktok.com/portal/docs/pixel-cookie-consent-mode/v1.3 for those with an account
 */
export const start: StartBridge<TiktokBridge> = (options) => {
  const { settings } = options;
  let isTold = false;
  const tell = (method: Method): void => {
    isTold = true;
    const ttq = queueOf<Pixel>('ttq');
    if (ttq[method]) ttq[method]();
    else ttq.push([method]);
  };
  onDecision(options, { may: settings.purpose ?? BRIDGE_PURPOSES.tiktok }, ({ may }) =>
    tell(may ? 'grantConsent' : 'revokeConsent'),
  );
  if (!isTold) tell('holdConsent');
};

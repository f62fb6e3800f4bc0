import { BRIDGE_PURPOSES } from '@noren/model';
import type { AdobeWebSdkBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { onDecision } from '../bridge/on-decision.ts';
import { whenThere } from '../bridge/when-there.ts';

interface Alloy {
  (command: 'setConsent', options: object): Promise<unknown>;
  /** Of its base code: `[resolve, reject, arguments]`. */
  readonly q?: readonly (readonly [unknown, unknown, ArrayLike<unknown>])[];
}

/** It takes no consent before it is configured. Once it has come, calls go past the queue. */
const isConfigured = ({ q }: Alloy, isDone: boolean): boolean =>
  q ? Object.hasOwn(q, 'push') || q.some(([, , command]) => command[0] === 'configure') : isDone;

/**
 * Adobe Experience Platform Web SDK: `setConsent` by Adobe's standard 2.0, `y` or `n` to collecting. Until it is decided the
 * SDK keeps to its own `defaultConsent`, which should be `pending`.
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/web-sdk/commands/setconsent
 */
export const start: StartBridge<AdobeWebSdkBridge> = (options) => {
  const { settings } = options;
  const say = whenThere<Alloy>(settings.name ?? 'alloy', isConfigured);
  onDecision(options, { may: settings.purpose ?? BRIDGE_PURPOSES['adobe-web-sdk'] }, ({ may }) =>
    say((alloy) =>
      alloy('setConsent', {
        consent: [{ standard: 'Adobe', version: '2.0', value: { collect: { val: may ? 'y' : 'n' } } }],
      }),
    ),
  );
};

import { BRIDGE_PURPOSES } from '@noren/model';
import type { TreasureDataBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { onDecision } from '../bridge/on-decision.ts';
import { whenThere } from '../bridge/when-there.ts';

interface Client {
  setSignedMode(): void;
  setAnonymousMode(): void;
  blockEvents(): void;
  unblockEvents(): void;
  /** Of its loader, until it has come: arguments of each call. */
  [kept: `_${string}`]: unknown[][] | undefined;
}

const METHODS = ['blockEvents', 'unblockEvents', 'setSignedMode', 'setAnonymousMode'] as const;

/**
 * Treasure Data's JavaScript SDK: signed mode and events for a yes; for a no anonymous mode, which removes its cookies, and
 * no events. Nothing before a decision, since each of these sets a cookie; it is anonymous then by itself.
 * @see https://docs.treasuredata.com/ja/trust/treasure-data-javascript-sdk-data-privacy
 */
export const start: StartBridge<TreasureDataBridge> = (options) => {
  const { settings } = options;
  const { name = 'td', refused, purpose = BRIDGE_PURPOSES['treasure-data'] } = settings;
  const say = whenThere<Client>(name, ({ unblockEvents }) => typeof unblockEvents === 'function');
  onDecision(options, { may: purpose }, ({ may }) =>
    say((client) => {
      // Its loader keeps calls by their method, and makes them by an order of its own: of two answers, both or the wrong one.
      for (const method of METHODS) delete client[`_${method}`];
      if (may) {
        client.unblockEvents();
        client.setSignedMode();
      } else {
        client.setAnonymousMode();
        if (refused !== 'anonymous') client.blockEvents();
      }
    }),
  );
};

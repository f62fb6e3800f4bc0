import { BRIDGE_PURPOSES } from '@noren/model';
import type { ClarityBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { onDecision } from '../bridge/on-decision.ts';

interface Clarity {
  (...command: unknown[]): void;
  q?: ArrayLike<unknown>[];
}

/**
 * Microsoft Clarity, consent API v2. Until it is told something it sets no cookies where consent is asked for, so nothing is
 * said before a decision.
 * @see https://learn.microsoft.com/en-us/clarity/setup-and-installation/clarity-consent-api-v2
 */
export const start: StartBridge<ClarityBridge> = (options) => {
  const { settings } = options;
  const page = window as { clarity?: Clarity };
  onDecision(options, { ...BRIDGE_PURPOSES.clarity, ...settings.purposes }, (may) => {
    // The queue that Clarity's own tag makes, and takes over where it is there.
    page.clarity ??= function queue(): void {
      // biome-ignore lint/complexity/noArguments: as the tag does.
      if (page.clarity) page.clarity.q = [...(page.clarity.q ?? []), arguments];
    };
    const value = (mayStore: boolean): string => (mayStore ? 'granted' : 'denied');
    page.clarity('consentv2', { ad_Storage: value(may.ad_Storage), analytics_Storage: value(may.analytics_Storage) });
  });
};

import type { RuntimeConfig } from '@noren/model/schema';

type WithDataLayer = { dataLayer?: unknown[] };

let told = '{}';

/**
 * Tells Google's tags what is granted: one update per difference, after the defaults of the head snippet. Nothing is sent
 * unless the config maps a purpose to a Consent Mode type.
 * @see https://developers.google.com/tag-platform/security/guides/consent
 */
export function updateConsentMode(config: RuntimeConfig, open: (purpose: string) => boolean): void {
  const update: Record<string, 'granted' | 'denied'> = {};
  for (const { id, consentMode } of config.purposes) {
    for (const type of consentMode ?? []) update[type] = open(id) && update[type] !== 'denied' ? 'granted' : 'denied';
  }
  const text = JSON.stringify(update);
  if (text === told) return;
  told = text;
  const host = window as WithDataLayer;
  host.dataLayer ??= [];
  const layer = host.dataLayer;
  // gtag() hands its `arguments` object over as it is; an array would be read as a data layer command of another kind.
  (function gtag(..._command: unknown[]) {
    // biome-ignore lint/complexity/noArguments: see above.
    layer.push(arguments);
  })('consent', 'update', update);
}

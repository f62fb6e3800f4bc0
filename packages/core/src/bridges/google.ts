import type { GoogleRuntime } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { queueOf } from '../bridge/queue-of.ts';
import type { ChangeDetail } from '../events.ts';
import { fail } from '../kernel/events-on-window.ts';

/** A command, or what else is in there. */
type Entry = ArrayLike<unknown> & { readonly event?: unknown };

/**
 * Google Consent Mode v2 where a page has no head snippet: the default, late as it is, and one update for each decision.
 * Where the snippet is at work it says nothing, and where the page has a default of its own the updates alone. Told as
 * `consent-mode-late`, once: a tag of Google's was used before any default.
 * @see https://developers.google.com/tag-platform/security/guides/consent
 */
export const start: StartBridge<GoogleRuntime> = ({ settings: { commands, types, layer = 'dataLayer' }, listen }) => {
  const entries = Array.from(queueOf<ArrayLike<unknown>>(layer), (entry) => Object(entry) as Entry);
  const first = entries.findIndex(({ 0: command, 1: when }) => command === 'consent' && when === 'default');
  const used = entries.findIndex(isUse);
  if (used >= 0 && (first < 0 || used < first))
    fail({ code: 'consent-mode-late', path: layer, received: entries[used]?.[0] ?? entries[used]?.event });
  // The snippet's own, word for word; it has told of the start of noren.js by now, which a page that has copied it has not.
  const isSnippets = JSON.stringify(entries[first]?.[2]) === JSON.stringify(commands[0]?.[2]);
  if (isSnippets && entries.some(({ 0: command, 1: when }) => command === 'consent' && when === 'update')) return;

  function tell(..._command: unknown[]): void {
    // Google's tags read the `arguments` object itself, not an array of the same content.
    // biome-ignore lint/complexity/noArguments: see above.
    queueOf(layer).push(arguments);
  }
  let told: string | undefined;
  function update({ open, cause, after }: ChangeDetail): void {
    const now = `${open}`;
    if (/sync|tab|expiry/.test(cause) && told === now) return;
    told = now;
    const decided = types.filter(([, purpose, regional]) => regional !== cause || after[purpose] !== 'undecided');
    const values = decided.map(([type, purpose]) => [type, open.includes(purpose) ? 'granted' : 'denied']);
    tell('consent', 'update', Object.fromEntries(values));
  }
  if (first < 0) for (const command of commands) tell(...command);
  listen('open', update);
};

/** `gtag('config', …)`, `gtag('event', …)`, or a container of Tag Manager that has started. */
function isUse({ 0: command, event }: Entry): boolean {
  return command === 'config' || command === 'event' || event === 'gtm.js';
}

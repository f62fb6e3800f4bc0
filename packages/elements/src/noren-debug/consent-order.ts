import { consentEntry } from '@noren/core/debug';
import type { ProblemCode } from './problem.ts';

/**
 * What was said on `dataLayer` in the wrong order, with the command that came too early. A default for each region is one
 * default. A page that says none does not use Consent Mode, and need not.
 * @see https://developers.google.com/tag-platform/security/guides/consent
 */
export function consentOrder(layer: readonly unknown[]): Map<ProblemCode, string> {
  const found = new Map<ProblemCode, string>();
  const regions = new Set<string>();
  const isUsed = layer.some((entry) => consentEntry(entry)?.[0] === 'default');
  for (const entry of layer) {
    const [kind, values] = consentEntry(entry) ?? [];
    if (kind === 'default') {
      const region = JSON.stringify((values as { region?: unknown } | undefined)?.region ?? '');
      if (regions.has(region)) found.set('default-twice', "gtag('consent', 'default', …)");
      regions.add(region);
    } else if (!regions.size) {
      const command = kind === 'update' ? 'update' : commandOf(entry);
      if (kind === 'update') found.set('update-first', "gtag('consent', 'update', …)");
      else if (isUsed && command && !found.has('early-command')) found.set('early-command', command);
    }
  }
  return found;
}

/** What makes Google's tags measure; nothing where an entry does not. */
function commandOf(entry: unknown): string | undefined {
  const [command, name] = Array.from((entry ?? []) as ArrayLike<unknown>);
  if (command === 'config' || command === 'event') return `gtag('${command}', '${String(name).slice(0, 40)}')`;
  return typeof entry === 'object' && entry !== null && 'gtm.start' in entry ? 'gtm.js' : undefined;
}

import type { TakeOver } from '@noren/model/schema';

/** What its two versions have alike, in whatever words. */
interface VanillaSettings {
  readonly cookie: unknown;
  readonly revision: unknown;
  readonly categories: Record<string, string>;
  readonly services?: Record<string, string>;
}

/** How a choice that vanilla-cookieconsent keeps is taken over. */
export function vanillaTakeOver(
  { cookie, revision, categories, services = {} }: VanillaSettings,
  edition: string,
): TakeOver {
  return {
    'vanilla-cookieconsent': {
      ...(typeof cookie === 'string' && cookie !== 'cc_cookie' ? { cookie } : {}),
      ...(typeof revision === 'number' && revision > 0 ? { revision } : {}),
      categories,
      ...(Object.keys(services).length ? { services } : {}),
    },
    edition,
    markup: ['vanilla-cookieconsent'],
  };
}

/** Why its mode is left out. */
export const NO_OPT_OUT =
  'every purpose waits for a yes here; whoever answers for legal questions may give it the mode opt-out';

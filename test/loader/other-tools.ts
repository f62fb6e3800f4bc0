import { until } from '../core/moments.ts';
import { openPage, type Page } from '../core/page.ts';

/** A page on which another tool's own script, from npm, has run. */
async function pageWith(file: string): Promise<Page> {
  return openPage(`<script src="/node_modules/${file}"></script>`);
}

interface Vanilla {
  run(config: object): Promise<void>;
  acceptCategory(categories: readonly string[]): void;
  acceptService(services: readonly string[], category: string): void;
}

/** Decides in vanilla-cookieconsent, which writes what it keeps. */
export async function decideInVanilla(
  categories: readonly string[],
  options: {
    readonly useLocalStorage?: boolean;
    readonly services?: Readonly<Record<string, readonly string[]>>;
    readonly accepted?: Readonly<Record<string, readonly string[]>>;
  } = {},
): Promise<void> {
  const { useLocalStorage = false, services = {}, accepted = {} } = options;
  const page = await pageWith('vanilla-cookieconsent/dist/cookieconsent.umd.js');
  const tool = page.window.CookieConsent as Vanilla;
  const category = (name: string) => ({
    services: Object.fromEntries((services[name] ?? []).map((service) => [service, { label: service }])),
  });
  await tool.run({
    cookie: { useLocalStorage },
    categories: {
      necessary: { readOnly: true, enabled: true },
      analytics: category('analytics'),
      ads: category('ads'),
    },
    language: {
      default: 'en',
      translations: { en: { consentModal: { title: 'Cookies' }, preferencesModal: { sections: [] } } },
    },
  });
  tool.acceptCategory(categories);
  for (const [name, list] of Object.entries(accepted)) tool.acceptService(list, name);
  await until(() => (useLocalStorage ? localStorage.getItem('cc_cookie') : document.cookie.includes('cc_cookie')));
  page.close();
}

interface Klaro {
  getManager(config: object): { updateConsent(name: string, value: boolean): void; saveAndApplyConsents(): void };
}

/** Decides in Klaro, which writes what it keeps. */
export async function decideInKlaro(
  services: Readonly<Record<string, boolean>>,
  storageMethod: 'cookie' | 'localStorage' = 'cookie',
): Promise<void> {
  const page = await pageWith('klaro/dist/klaro-no-css.js');
  const manager = (page.window.klaro as Klaro).getManager({
    storageMethod,
    services: Object.keys(services).map((name) => ({ name, purposes: ['any'] })),
  });
  for (const [name, value] of Object.entries(services)) manager.updateConsent(name, value);
  manager.saveAndApplyConsents();
  await until(() => document.cookie.includes('klaro') || localStorage.getItem('klaro'));
  page.close();
}

interface Tarteaucitron {
  parameters: object;
  cookie: { create(name: string, status: boolean | 'wait'): void };
}

/** Decides in tarteaucitron, whose own function writes what it keeps; its panel, which fetches more files, is not there. */
export async function decideInTarteaucitron(services: Readonly<Record<string, boolean | 'wait'>>): Promise<void> {
  const page = await pageWith('tarteaucitronjs/tarteaucitron.js');
  const tool = page.window.tarteaucitron as Tarteaucitron;
  tool.parameters = { cookieName: 'tarteaucitron' };
  for (const [name, status] of Object.entries(services)) tool.cookie.create(name, status);
  await until(() => document.cookie.includes('tarteaucitron='));
  page.close();
}

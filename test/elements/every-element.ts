import type { History } from '@noren/core';
import { defineElements } from '@noren/elements';
import type { SiteConfig } from '@noren/model/schema';
import { linkConfig } from '../fixtures/link-config.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { decidedAll } from './decisions.ts';
import { editions, shows, text, withDocuments } from './documents/scene.ts';
import { openRegister } from './noren-disclosure/open-register.ts';
import { embed, withFilm } from './noren-embed/embed-stage.ts';
import { desk } from './noren-mail-preferences/desk.ts';
import { card } from './noren-personal-url/card.ts';
import { openPreferences, parts, place, stage, still } from './stage.ts';

/** In Arabic too: what nobody has translated is in the first language. */
const inEvery = (config: SiteConfig): SiteConfig => ({ ...config, languages: ['ja', 'en', 'ar'] });

/** More records than a dialog has room for, none with a receipt: there is nothing in them that takes the focus. */
const history: History = {
  source: 'browser',
  entries: Array.from({ length: 12 }, (_, at) => ({
    id: `019abc00-0000-7000-8000-0000000000${10 + at}`,
    at: '2026-11-22T03:00:00Z',
    edition: '6',
    control: 'save',
    purposes: { statistics: true },
    services: {},
    recorded: false,
  })),
};

/** Every element but the notice in the page, with all that it opens, by its name. */
export const everyElement: Readonly<Record<string, (language: string) => Promise<HTMLElement>>> = {
  async 'noren-preferences'(language) {
    const config = inEvery({ ...siteConfig, api: '/noren' });
    const { element } = await openPreferences({ config, language, history, decisions: decidedAll(true) });
    for (const button of parts(element, '.more')) button.click();
    await still(element);
    return element;
  },
  async 'noren-disclosure'(language) {
    const { element } = await openRegister({ config: inEvery(siteConfig), language, decisions: decidedAll(true) });
    for (const details of parts<HTMLDetailsElement>(element, 'details')) details.open = true;
    return element;
  },
  async 'noren-ad-optout'(language) {
    const { noren } = await stage({ config: inEvery(siteConfig), language, decisions: decidedAll(true) });
    document.documentElement.lang = language;
    const element = document.body.appendChild(document.createElement('noren-ad-optout'));
    defineElements();
    await customElements.whenDefined('noren-ad-optout');
    element.noren = noren;
    await shows(element, 'h3');
    return element;
  },
  async 'noren-document'(language) {
    const element = await text({ config: inEvery(withDocuments), language });
    await shows(element, 'h3');
    return element;
  },
  async 'noren-editions'(language) {
    const element = await editions({ config: inEvery(withDocuments), language });
    await shows(element, 'h3');
    return element;
  },
  'noren-embed': async (language) =>
    (await embed({ config: inEvery(withFilm()), language, decisions: decidedAll(false) })).element,
  'noren-mail-preferences': async (language) =>
    (await desk({ language, states: { 'members-news email': { state: 'on' } } })).element,
  'noren-personal-url': async (language) => (await card({ config: inEvery(linkConfig), language })).element,
  'noren-trigger': async (language) =>
    place('noren-trigger', (await stage({ config: inEvery(siteConfig), language })).noren),
};

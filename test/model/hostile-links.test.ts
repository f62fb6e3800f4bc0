import { checkConfig } from '@noren/model/publish';
import type { Edition, Service } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

const [row] = siteConfig.services as [Service];
const [edition] = siteConfig.editions as [Edition];
const text = { ja: '題', en: 'Title' };

/** Every place of a config where an address can stand. */
const PLACES: Readonly<Record<string, (url: string) => object>> = {
  'entities[0].url': (url) => ({ entities: siteConfig.entities.map((entity) => ({ ...entity, url })) }),
  'origins[0]': (url) => ({ origins: [url] }),
  api: (url) => ({ api: url }),
  registerUrl: (url) => ({ registerUrl: url }),
  policyUrl: (url) => ({ policyUrl: url }),
  'services[0].policyUrl': (url) => ({ services: [{ ...row, policyUrl: url }] }),
  'services[0].optOutUrl': (url) => ({ services: [{ ...row, optOutUrl: url }] }),
  'documents[0].withdrawUrl': (url) => ({
    documents: [{ id: 'terms', kind: 'terms', title: text, editions: [edition], withdrawUrl: url }],
  }),
  'registerUrl.en': (url) => ({ registerUrl: { ja: '/register/', en: url } }),
  'services[0].optOutUrl.en': (url) => ({ services: [{ ...row, optOutUrl: { ja: 'https://google.com/', en: url } }] }),
  'industryOptOuts[0].url': (url) => ({ industryOptOuts: [{ name: text, operator: text, covers: text, url }] }),
};

const HOSTILE = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'blob:https://portal.example/1',
  '//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example/',
  'https://user:secret@evil.example/',
  'http://evil.example/',
];

describe('an address in a config', () => {
  for (const [path, put] of Object.entries(PLACES))
    it(`that would run, or lead where it does not seem to, is refused at ${path} with what would be right`, () => {
      for (const url of HOSTILE) {
        const { config, findings } = checkConfig({ ...siteConfig, ...put(url) });
        expect(config, url).to.equal(undefined);
        const found = findings.find((one) => one.path === path);
        expect([found?.severity, found?.code, found?.received], url).to.deep.equal(['error', 'invalid-value', url]);
        expect(found?.fix).to.match(/https/);
      }
    });
});

import { serviceFromCatalogue } from '@noren/model/catalogue';
import { renderPages } from '@noren/model/pages';
import { buildChangeNotice, checkConfig, publishConfig } from '@noren/model/publish';
import type { Address, Edition, Service, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

const NOW = new Date('2026-07-01T00:00:00Z');
const [row] = siteConfig.services as [Service];
const [edition] = siteConfig.editions as [Edition];
const text = { ja: '題', en: 'Title' };
const languages = ['ja', 'en', 'fr'];

const published = (changes: Partial<SiteConfig>) => publishConfig({ ...siteConfig, ...changes }, NOW);
/** What is found in a config beyond what is found in the fixture itself, in three languages. */
const found = (changes: object) =>
  checkConfig({ ...siteConfig, ...changes }).findings.map(({ severity, code, path }) => [severity, code, path]);

/** Every address that a visitor is shown, with where it comes out in a language. */
const SHOWN: Readonly<Record<string, [(address: Address) => Partial<SiteConfig>, (led: Led) => string | undefined]>> = {
  registerUrl: [(registerUrl) => ({ registerUrl }), ({ wording }) => wording?.registerUrl],
  policyUrl: [(policyUrl) => ({ policyUrl }), ({ wording }) => wording?.policyUrl],
  'the policy of a row': [
    (policyUrl) => ({ services: [{ ...row, policyUrl }] }),
    ({ wording }) => wording?.services[0]?.policyUrl,
  ],
  'the opt-out of a row': [
    (optOutUrl) => ({ services: [{ ...row, optOutUrl }] }),
    ({ wording }) => wording?.services[0]?.optOutUrl,
  ],
  'a programme of the industry': [
    (url) => ({ industryOptOuts: [{ name: text, operator: text, covers: text, url }] }),
    ({ wording }) => wording?.industryOptOuts?.[0]?.url,
  ],
  'the way out of terms': [
    (withdrawUrl) => ({
      documents: [{ id: 'terms', kind: 'terms', title: text, editions: [edition], withdrawUrl }],
    }),
    ({ config, language }) => buildChangeNotice(config, 'terms', edition.label, language)?.withdrawUrl,
  ],
};

interface Led {
  readonly config: SiteConfig;
  readonly language: string;
  readonly wording: Awaited<ReturnType<typeof publishConfig>>['wordings'][string] | undefined;
}

async function ledTo(put: (address: Address) => Partial<SiteConfig>, address: Address, where: (led: Led) => unknown) {
  const { config, wordings } = await published({ languages, ...put(address) });
  return languages.map((language) => where({ config, language, wording: wordings[language] }));
}

describe('an address that visitors follow', () => {
  const own = { ja: 'https://policies.google.com/ja', en: 'https://policies.google.com/en' };

  for (const [what, [put, where]] of Object.entries(SHOWN))
    it(`leads each reader to the page in their language, and others to the first one: ${what}`, async () => {
      expect(await ledTo(put, own, where)).to.deep.equal([own.ja, own.en, own.ja]);
      expect(await ledTo(put, own.en, where)).to.deep.equal([own.en, own.en, own.en]);
    });

  it('stands in noren.js as that of the first language, and as it is where it is one for all', async () => {
    const registerUrl = { en: '/en/register/', ja: '/register/' };
    expect((await published({ registerUrl })).runtime.registerUrl).to.equal('/register/');
    expect((await published({ registerUrl, languages: ['en', 'ja'] })).runtime.registerUrl).to.equal('/en/register/');
    expect((await published({ registerUrl: '/register/' })).runtime.registerUrl).to.equal('/register/');
  });

  it('is another wording in the languages where it is another one, and in no other', async () => {
    const before = (await published({ registerUrl: { ja: '/a/', en: '/b/' } })).wordingHashes;
    const after = (await published({ registerUrl: { ja: '/a/', en: '/c/' } })).wordingHashes;
    const asOne = (await published({ registerUrl: '/a/' })).wordingHashes;
    expect([after.ja, asOne.ja]).to.deep.equal([before.ja, before.ja]);
    expect(new Set([before.en, after.en, asOne.en]).size).to.equal(3);
  });

  it('is on the pages without script as in the elements', async () => {
    const policyUrl = {
      ja: 'https://policies.google.com/privacy?hl=ja',
      en: 'https://policies.google.com/privacy?hl=en',
    };
    const pages = renderPages(await published({ services: [{ ...row, policyUrl }] }), NOW);
    const register = (name: string) => pages.find((page) => page.name === name)?.text ?? '';
    expect(register('register.html')).to.contain('privacy?hl=ja').and.not.contain('privacy?hl=en');
    expect(register('register.en.html')).to.contain('privacy?hl=en').and.not.contain('privacy?hl=ja');
  });

  it('is found missing in a language of the site, with where readers are led until then', () => {
    const { findings } = checkConfig({ ...siteConfig, registerUrl: { ja: '/register/' } });
    expect(findings).to.deep.equal([
      {
        severity: 'warning',
        code: 'missing-language',
        path: 'registerUrl',
        received: 'en',
        fix: 'add the address in "en"; until then it leads to /register/',
      },
    ]);
    expect(found({ services: [{ ...row, policyUrl: { en: 'https://policies.google.com/' } }] })).to.deep.include([
      'warning',
      'missing-language',
      'services[0].policyUrl',
    ]);
    expect(checkConfig({ ...siteConfig, registerUrl: { ja: '/register/' } }, { strict: true }).config).to.equal(
      undefined,
    );
  });

  it('of a page of Noren’s own is told where readers of another language are led to it', () => {
    const of = (registerUrl: Address) =>
      checkConfig({ ...siteConfig, registerUrl }).findings.map(({ code, path, fix }) => [
        code,
        path,
        fix.split(': readers')[0],
      ]);
    const right = { ja: '/noren/register.html', en: '/noren/register.en.html' };
    expect(of('/noren/register.html')).to.deep.equal([
      ['page-of-another-language', 'registerUrl', JSON.stringify(right)],
    ]);
    expect(of({ ja: '/noren/register.html', en: '/noren/register.html' })).to.have.length(1);
    expect(of({ ja: '/noren/register.html' })).to.have.length(2);
    for (const fine of [right, '/noren/register.html/', '/cookies/', '/my-register.html'] as Address[])
      expect(of(fine), JSON.stringify(fine)).to.deep.equal([]);
    expect(found({ registerUrl: '/noren/register.html', languages: ['ja'] })).to.deep.equal([]);
    expect(found({ policyUrl: 'https://consent.example/handling-notice.html?a=1' })).to.deep.equal([
      ['warning', 'page-of-another-language', 'policyUrl'],
    ]);
  });

  it('of a wrong shape is refused at its place, with what would be right', () => {
    const of = (registerUrl: unknown) =>
      checkConfig({ ...siteConfig, registerUrl }).findings.map(({ severity, code, path, fix }) => [
        severity,
        code,
        path,
        fix,
      ]);
    expect(of(7)).to.deep.equal([['error', 'wrong-type', 'registerUrl', 'an address, or one for each language']]);
    expect(of(['/a/'])).to.deep.equal([['error', 'wrong-type', 'registerUrl', 'an address, or one for each language']]);
    expect(of(undefined)).to.deep.equal([
      ['error', 'missing-key', 'registerUrl', 'add it: an address, or one for each language'],
    ]);
    expect(of({})).to.deep.equal([['error', 'invalid-value', 'registerUrl', 'an address, or one for each language']]);
    expect(of({ ja: '/a/', en: 7 }).map(([, code, path]) => [code, path])).to.deep.equal([
      ['wrong-type', 'registerUrl.en'],
    ]);
    expect(of({ ja: '/a/', english: '/b/' }).map(([, code, path]) => [code, path])).to.deep.equal([
      ['invalid-value', 'registerUrl.english'],
    ]);
  });

  it('to opt out is the provider’s own in every language', () => {
    const services = [{ ...row, optOutUrl: { ja: 'https://tools.google.com/ja', en: 'https://phishing.example/' } }];
    expect(found({ services })).to.deep.include(['error', 'foreign-opt-out', 'services[0].optOutUrl.en']);
    expect(found({ services }).map(([, , path]) => path)).to.not.include('services[0].optOutUrl.ja');
  });

  it('of a catalogued procedure keeps what it stops where it is said in another language too', () => {
    const { optOutUrl, optOutStops } = serviceFromCatalogue('google-ads', { purpose: 'advertising' });
    const of = (address: Address) => serviceFromCatalogue('google-ads', { purpose: 'advertising', optOutUrl: address });
    expect(of({ ja: optOutUrl as string, en: 'https://adssettings.google.com/?hl=en' }).optOutStops).to.equal(
      optOutStops,
    );
    expect(of({ en: 'https://adssettings.google.com/other' }).optOutStops).to.equal(undefined);
  });
});

import type { NorenErrorDetail } from '@noren/model';
import type { RecordRequest, TakeOver } from '@noren/model/schema';
import { expect } from 'chai';
import { type Endpoint, endpoint } from '../core/endpoint.ts';
import { cookieTexts, keep, kept, keptPurposes } from '../core/kept-cookie.ts';
import { record, until } from '../core/moments.ts';
import { closePages, openPage, type Page } from '../core/page.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { runtimeOf } from '../model/runtime.ts';
import { decideInKlaro, decideInTarteaucitron, decideInVanilla } from './other-tools.ts';
import { addTag, arrived, GOOD, hasArrived, isAsking } from './tag.ts';

const GATED = `<script type="text/plain" data-noren="statistics">window.counted = (window.counted ?? 0) + 1</script>
  <script type="text/plain" data-noren="advertising">window.advertised = true</script>`;

/** A page of a site that takes over, with its API if one is given. */
async function visit(takeOver: TakeOver, options: { api?: Endpoint; gpc?: boolean; files?: Endpoint } = {}) {
  const { api, gpc, files = await endpoint(GOOD) } = options;
  const page = await openPage(GATED);
  if (gpc) Object.defineProperty(page.window.navigator, 'globalPrivacyControl', { value: true, configurable: true });
  const heard = record<NorenErrorDetail>(page.window, 'ready', 'error');
  const config = await runtimeOf({ ...siteConfig, takeOver, ...(api ? { api: api.path } : {}) });
  await addTag(page, { src: `${files.path}/noren-loader.js`, inPage: JSON.stringify(config) });
  await until(() => heard.some(([type]) => type === 'ready'));
  const errors = heard.filter(([, { code }]) => /^import/.test(code)).map(([, { code, path }]) => [code, path]);
  return { page, errors, ran: ({ window }: Page = page) => [window.counted ?? 0, window.advertised ?? false] };
}

/** What another tool has left, as text. */
function leave(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: as the other tool writes it.
  document.cookie = `${name}=${value};path=/`;
}

const VANILLA: TakeOver = {
  'vanilla-cookieconsent': { categories: { analytics: 'statistics', ads: 'advertising' } },
};
const KLARO: TakeOver = { klaro: { services: { matomo: 'statistics', hotjar: 'statistics', ads: 'advertising' } } };
const COOKIEBOT: TakeOver = { cookiebot: { categories: { statistics: 'statistics', marketing: 'advertising' } } };
const ONETRUST: TakeOver = {
  onetrust: { categories: { C0002: 'statistics', C0004: ['advertising', 'recommendation'] } },
};

/** As Cookiebot and OneTrust write them in visitors' browsers; neither is to be had from npm. */
const cookiebot = (utc: number | string, more = ''): string =>
  `{stamp:'MhnLYbf+x/8==',necessary:true,preferences:false,statistics:true,marketing:false,method:'explicit',ver:1,utc:${utc}${more},region:'jp'}`
    .replaceAll("'", '%27')
    .replaceAll(',', '%2C');
const onetrust = (
  groups: string,
  { more = '', count = 1, landing = 'NotLandingPage' }: { more?: string; count?: number; landing?: string } = {},
): string =>
  `isGpcEnabled=0&datestamp=Thu+Nov+26+2026+09%3A00%3A00+GMT%2B0900+(%E6%97%A5%E6%9C%AC%E6%A8%99%E6%BA%96%E6%99%82)&version=202409.1.0&browserGpcFlag=0&isIABGlobal=false&hosts=&consentId=0b1f&interactionCount=${count}&isAnonUser=1&landingPath=${encodeURIComponent(landing)}&groups=${encodeURIComponent(groups)}${more}&geolocation=JP%3B13`;

const agoMs = (days: number): number => Date.now() - days * 86_400_000;
const inSeconds = (ms: number): number => Math.floor(ms / 1000);

describe('coming from another tool', () => {
  afterEach(closePages);

  it('what vanilla-cookieconsent itself has kept opens the gate at once, dated as it says, and nothing is asked about it', async () => {
    const before = Date.now();
    await decideInVanilla(['analytics']);
    const { page, errors, ran } = await visit(VANILLA);
    expect(ran()).to.deep.equal([1, false]);
    expect(errors).to.deep.equal([]);
    expect(keptPurposes()).to.deep.equal({ statistics: true, advertising: false });
    const { statistics } = kept().purposes;
    expect(statistics?.edition).to.equal(1);
    expect(statistics?.at).to.be.within(inSeconds(before), inSeconds(Date.now()));
    // Its cookie is left alone, and nothing of Noren's was seen.
    expect(document.cookie).to.contain('cc_cookie=');
    expect(kept().seen).to.equal(0);
    const { questions } = (await arrived(page)).state;
    expect(questions.map(({ purpose }) => purpose)).to.deep.equal(['recommendation', 'identification', 'linking']);
  });

  it('a yes of another revision than the site’s last one there is asked, a no stays a no', async () => {
    await decideInVanilla(['analytics']);
    const { ran } = await visit({
      'vanilla-cookieconsent': { revision: 1, categories: { analytics: 'statistics', ads: 'advertising' } },
    });
    expect(ran()).to.deep.equal([0, false]);
    expect(keptPurposes()).to.deep.equal({ advertising: false });
  });

  it('what it has kept in localStorage counts too, and is erased where the config says so', async () => {
    await decideInVanilla(['analytics', 'ads'], { useLocalStorage: true });
    expect(document.cookie).to.equal('');
    const { ran } = await visit({ ...VANILLA, erase: true });
    expect(ran()).to.deep.equal([1, true]);
    expect(localStorage.getItem('cc_cookie')).to.equal(null);
  });

  it('a service that was refused there within its category stays refused, and an unnamed one leaves the category to be asked', async () => {
    await decideInVanilla(['analytics'], {
      services: { analytics: ['ga4', 'clarity'] },
      accepted: { analytics: ['ga4'] },
    });
    const mapped = { ga4: 'google-analytics-4', clarity: 'microsoft-clarity' };
    const categories = { analytics: 'statistics', ads: 'advertising' };
    const unnamed = await visit({ 'vanilla-cookieconsent': { categories } });
    expect(unnamed.ran()).to.deep.equal([0, false]);
    expect(keptPurposes()).to.deep.equal({ advertising: false });
    leave('noren', ';max-age=0');
    localStorage.removeItem('noren-import');
    const named = await visit({ 'vanilla-cookieconsent': { categories, services: mapped } });
    expect(named.ran()).to.deep.equal([1, false]);
    expect(kept().services).to.deep.equal({ 'microsoft-clarity': false });
  });

  it('of Klaro’s services that feed one purpose all must have been accepted; its cookie and its localStorage are read', async () => {
    await decideInKlaro({ matomo: true, hotjar: false, ads: true });
    const { ran } = await visit({ ...KLARO, erase: true });
    expect(ran()).to.deep.equal([0, true]);
    expect(keptPurposes()).to.deep.equal({ statistics: false, advertising: true });
    expect(document.cookie).not.to.contain('klaro=');
    await closePages();
    await decideInKlaro({ matomo: true, hotjar: true, ads: false }, 'localStorage');
    expect((await visit(KLARO)).ran()).to.deep.equal([1, false]);
  });

  it('of tarteaucitron’s services one that still waits was not decided', async () => {
    await decideInTarteaucitron({ gajs: true, clicky: 'wait', facebook: false });
    const services = { gajs: 'statistics', clicky: 'recommendation', facebook: 'advertising' };
    const { ran } = await visit({ tarteaucitron: { services } });
    expect(ran()).to.deep.equal([1, false]);
    expect(keptPurposes()).to.deep.equal({ statistics: true, advertising: false });
  });

  it('Cookiebot’s cookie is read by its grammar, dated by it, and a yes that was only let happen counts for nothing', async () => {
    const utc = agoMs(30);
    leave('CookieConsent', cookiebot(utc));
    expect((await visit(COOKIEBOT)).ran()).to.deep.equal([1, false]);
    expect(kept().purposes.statistics).to.deep.equal({ granted: true, edition: 1, at: inSeconds(utc) });
    await closePages();
    leave('CookieConsent', cookiebot(utc).replace('explicit', 'implied'));
    expect((await visit(COOKIEBOT)).ran()).to.deep.equal([0, false]);
    expect(keptPurposes()).to.deep.equal({ advertising: false });
    await closePages();
    leave('CookieConsent', '-1');
    expect((await visit(COOKIEBOT)).errors).to.deep.equal([]);
    expect(cookieTexts()).to.deep.equal([]);
  });

  it('Cookiebot’s cookie is read as well where it has the strings of the IAB in it, or was encoded otherwise', async () => {
    const iab = `,iab2:'${'CP5jqEAP5jqEACGABBENAmEg'.repeat(20)}.YAAAAAAAAAAA',gacm:'2~AA==fmR2Lg=='`;
    for (const value of [
      cookiebot(agoMs(1), iab),
      decodeURIComponent(cookiebot(agoMs(1))),
      encodeURIComponent(decodeURIComponent(cookiebot(agoMs(1), iab))),
    ]) {
      leave('CookieConsent', value);
      const { errors, ran } = await visit(COOKIEBOT);
      expect([errors, ran()], value).to.deep.equal([[], [1, false]]);
      await closePages();
    }
  });

  // https://www.cookiebot.com/en/developer/: a method that is not known is an implied one.
  for (const [what, text] of [
    ['does not say how', cookiebot(agoMs(1)).replace('method:%27explicit%27%2C', '')],
    ['was written without asking', cookiebot(agoMs(1)).replace(/stamp:.*?%2C/, 'stamp:%27-1%27%2C')],
    ['has no consent behind it', cookiebot(agoMs(1)).replace(/stamp:.*?%2C/, 'stamp:%270%27%2C')],
  ] as const) {
    it(`a yes in Cookiebot that ${what} is asked again, and a no stays a no`, async () => {
      leave('CookieConsent', text);
      const { errors, ran } = await visit(COOKIEBOT);
      expect([errors, ran()]).to.deep.equal([[], [0, false]]);
      expect(keptPurposes()).to.deep.equal({ advertising: false });
    });
  }

  it('OneTrust’s groups count once its banner was answered, a yes not while it would ask again', async () => {
    const closed = agoMs(3);
    leave('OptanonConsent', onetrust('C0001:1,C0002:1,C0004:0'));
    const unanswered = await visit(ONETRUST);
    expect(unanswered.ran()).to.deep.equal([0, false]);
    expect(unanswered.errors).to.deep.equal([]);
    expect(cookieTexts()).to.deep.equal([]);
    leave('OptanonAlertBoxClosed', new Date(closed).toISOString());
    expect((await visit(ONETRUST)).ran()).to.deep.equal([1, false]);
    expect(keptPurposes()).to.deep.equal({ statistics: true, recommendation: false, advertising: false });
    expect(kept().purposes.statistics?.at).to.equal(inSeconds(closed));
    await closePages();
    leave('OptanonAlertBoxClosed', new Date(closed).toISOString());
    leave('OptanonConsent', onetrust('C0001:1,C0002:1,C0004:0', { more: '&AwaitingReconsent=true' }));
    await visit(ONETRUST);
    expect(keptPurposes()).to.deep.equal({ recommendation: false, advertising: false });
  });

  it('no address that a visitor came by names groups of OneTrust, nor does one that is no UTF-8 hide them', async () => {
    for (const landing of [
      'https://www.example/?a=1&groups=C0001:1,C0002:1,C0004:1&b=2',
      'https://www.example/?a=1&OptanonAlertBoxClosed=x&groups=C0004:1',
    ]) {
      leave('OptanonAlertBoxClosed', new Date(agoMs(1)).toISOString());
      leave('OptanonConsent', onetrust('C0001:1,C0002:0,C0004:0', { landing }));
      expect((await visit(ONETRUST)).ran(), landing).to.deep.equal([0, false]);
      expect(keptPurposes(), landing).to.deep.equal({ statistics: false, recommendation: false, advertising: false });
      await closePages();
    }
    leave('OptanonAlertBoxClosed', new Date(agoMs(1)).toISOString());
    leave('OptanonConsent', onetrust('C0001:1,C0002:1,C0004:0').replace('NotLandingPage', '%83%65%83%58%83%67'));
    const { errors, ran } = await visit(ONETRUST);
    expect([errors, ran()]).to.deep.equal([[], [1, false]]);
  });

  it('OneTrust’s groups are read as well where their cookie was encoded as a whole', async () => {
    leave('OptanonAlertBoxClosed', encodeURIComponent(new Date(agoMs(1)).toISOString()));
    leave('OptanonConsent', encodeURIComponent(onetrust('C0001:1,C0002:1,C0004:0')));
    const { errors, ran } = await visit(ONETRUST);
    expect([errors, ran()]).to.deep.equal([[], [1, false]]);
  });

  for (const [what, options] of [
    ['the banner was closed', { more: '&intType=3' }],
    ['nobody knows by what', { more: '&intType=undefined' }],
    ['nothing was pressed', { count: 0 }],
  ] as const) {
    it(`a yes that OneTrust wrote when ${what} is asked again, and a no stays a no`, async () => {
      leave('OptanonAlertBoxClosed', new Date(agoMs(1)).toISOString());
      leave('OptanonConsent', onetrust('C0001:1,C0002:1,C0004:0', options));
      const { errors, ran } = await visit(ONETRUST);
      expect([errors, ran()]).to.deep.equal([[], [0, false]]);
      expect(keptPurposes()).to.deep.equal({ recommendation: false, advertising: false });
    });
  }

  it('a yes to all, and one to what was chosen, count where OneTrust tells by what they were said', async () => {
    for (const type of [1, 4, 6]) {
      leave('OptanonAlertBoxClosed', new Date(agoMs(1)).toISOString());
      leave('OptanonConsent', onetrust('C0001:1,C0002:1,C0004:0', { more: `&intType=${type}` }));
      expect((await visit(ONETRUST)).ran(), String(type)).to.deep.equal([1, false]);
      await closePages();
    }
  });

  it('where a tool kept a yes that nobody had said, the config lets its refusals alone count', async () => {
    await decideInTarteaucitron({ gajs: true, clicky: 'wait', facebook: false });
    const services = { gajs: 'statistics', clicky: 'recommendation', facebook: 'advertising' };
    const { ran } = await visit({ tarteaucitron: { services, refusalsOnly: true } });
    expect(ran()).to.deep.equal([0, false]);
    expect(keptPurposes()).to.deep.equal({ advertising: false });
  });

  it('a yes from before the site’s validity is asked again, a no stays a no', async () => {
    leave('CookieConsent', cookiebot(agoMs(366)));
    const { page, ran } = await visit(COOKIEBOT);
    expect(ran()).to.deep.equal([0, false]);
    expect(keptPurposes()).to.deep.equal({ advertising: false });
    expect((await arrived(page)).state.questions).to.deep.include({ purpose: 'advertising', reason: 'expired' });
  });

  it('a moment in the future is taken for now', async () => {
    leave('CookieConsent', cookiebot('9999999999999'));
    await visit(COOKIEBOT);
    expect(kept().purposes.statistics?.at).to.be.at.most(inSeconds(Date.now()));
  });

  it('a material edition after the one that it counts for asks again, and no other', async () => {
    leave('CookieConsent', cookiebot(agoMs(1)));
    const categories = { statistics: ['statistics', 'recommendation'] };
    const { page } = await visit({ cookiebot: { categories } });
    const noren = await arrived(page);
    expect(noren.has('statistics')).to.equal(true);
    expect(noren.has('recommendation')).to.equal(false);
    expect(noren.state.questions).to.deep.include({ purpose: 'recommendation', reason: 'material-edition' });
    await closePages();
    leave('CookieConsent', cookiebot(agoMs(1)));
    const later = await visit({ cookiebot: { categories }, edition: '6' });
    expect((await arrived(later.page)).has('recommendation')).to.equal(true);
  });

  it('Global Privacy Control still denies what it covers', async () => {
    leave('CookieConsent', cookiebot(agoMs(1)).replace('marketing:false', 'marketing:true'));
    const { ran } = await visit(COOKIEBOT, { gpc: true });
    expect(ran()).to.deep.equal([1, false]);
    expect(kept().gpc).to.equal(false);
  });

  it('a yes without what it requires is asked, not refused', async () => {
    leave('CookieConsent', cookiebot(agoMs(1)));
    const { page } = await visit({ cookiebot: { categories: { statistics: ['statistics', 'linking'] } } });
    expect(keptPurposes()).to.deep.equal({ statistics: true });
    expect((await arrived(page)).state.questions.map(({ purpose }) => purpose)).to.include('linking');
  });

  it('of two tools the stricter one counts', async () => {
    leave('CookieConsent', cookiebot(agoMs(1)));
    await decideInKlaro({ matomo: false, hotjar: true, ads: true });
    await visit({ ...COOKIEBOT, ...KLARO });
    expect(keptPurposes()).to.deep.equal({ statistics: false, advertising: false });
  });

  it('is done once: not where something was decided here, and not again after that has gone', async () => {
    keep({ statistics: false, advertising: false });
    await decideInKlaro({ matomo: true, hotjar: true, ads: true }, 'localStorage');
    expect((await visit(KLARO)).ran()).to.deep.equal([0, false]);
    leave('noren', ';max-age=0');
    const first = await visit(KLARO);
    expect(first.ran()).to.deep.equal([1, true]);
    (await arrived(first.page)).withdraw();
    // The browser has ended the cookie that says no; what Klaro keeps says yes for ever.
    leave('noren', ';max-age=0');
    const { page, ran } = await visit(KLARO);
    expect(ran()).to.deep.equal([0, false]);
    expect(isAsking(page)).to.equal(true);
  });

  for (const [what, tool, name, value] of [
    ['half of it', VANILLA, 'cc_cookie', '%7B%22categories%22%3A%5B%22analytics%22'],
    ['without a time', VANILLA, 'cc_cookie', encodeURIComponent('{"categories":["analytics"]}')],
    [
      'of the prototype',
      VANILLA,
      'cc_cookie',
      encodeURIComponent('{"categories":{"includes":1},"__proto__":{"analytics":true}}'),
    ],
    ['no JSON object', KLARO, 'klaro', 'true'],
    ['not an encoding', KLARO, 'klaro', '%E0%A4%A'],
    ['a call', COOKIEBOT, 'CookieConsent', encodeURIComponent("{necessary:true,statistics:alert('x')}")],
    ['an expression', COOKIEBOT, 'CookieConsent', encodeURIComponent('{necessary:true,statistics:!0,utc:1}')],
    ['of another tool of that name', COOKIEBOT, 'CookieConsent', 'true'],
    ['with other values', ONETRUST, 'OptanonConsent', onetrust('C0001:1,C0002:yes')],
    ['with groups twice', ONETRUST, 'OptanonConsent', onetrust('C0002:0', { more: '&groups=C0002%3A1' })],
  ] as const) {
    it(`nothing is taken from a cookie that is ${what}, and the page hears of it`, async () => {
      leave('OptanonAlertBoxClosed', new Date(agoMs(1)).toISOString());
      leave(name, value);
      const { page, errors, ran } = await visit(tool);
      expect(errors).to.deep.equal([['import-unreadable', Object.keys(tool)[0]]]);
      expect(ran()).to.deep.equal([0, false]);
      expect(cookieTexts()).to.deep.equal([]);
      expect(isAsking(page)).to.equal(true);
    });
  }

  it('a text in localStorage that is longer than any cookie is not read', async () => {
    localStorage.setItem(
      'klaro',
      encodeURIComponent(JSON.stringify({ matomo: true, hotjar: true, x: 'x'.repeat(5000) })),
    );
    const { errors } = await visit(KLARO);
    expect(errors).to.deep.equal([['import-unreadable', 'klaro']]);
    expect(cookieTexts()).to.deep.equal([]);
  });

  it('names that every object has are no categories', async () => {
    leave('klaro', encodeURIComponent('{"matomo":true}'));
    await visit({ klaro: { services: { matomo: 'statistics', toString: 'advertising', valueOf: 'recommendation' } } });
    expect(keptPurposes()).to.deep.equal({ statistics: true });
  });

  it('is recorded as imported, with the tool and what it had kept of what the site has named, and no more', async () => {
    const utc = agoMs(30);
    leave('CookieConsent', cookiebot(utc));
    const api = await endpoint({ confirm: {} });
    const { page } = await visit(COOKIEBOT, { api });
    const [body] = (await api.requests(1)).map((one): RecordRequest => JSON.parse(one.body));
    expect(body).to.deep.include({
      control: 'import',
      surface: 'none',
      basis: 'imported',
      edition: '5',
      gpc: false,
      decidedAt: new Date(inSeconds(utc) * 1000).toISOString(),
      offered: { purposes: ['statistics', 'advertising'], services: [] },
      chosen: { purposes: { statistics: true, advertising: false }, services: {} },
      imported: [{ tool: 'cookiebot', accepted: ['statistics'], refused: ['marketing'] }],
    });
    expect(JSON.stringify(body)).not.to.contain('MhnLYbf');
    await until(() => !kept().unsent);
    const { entries } = await (await arrived(page)).history();
    expect(entries.map(({ control }) => control)).to.deep.equal(['import']);
  });

  it('is recorded so by the next page too, where the first one was left at once', async () => {
    leave('CookieConsent', cookiebot(agoMs(30)));
    const api = await endpoint({ confirm: {} });
    // Its further files never come.
    const files = await endpoint(GOOD, { hold: true });
    const first = await visit(COOKIEBOT, { api, files });
    expect(hasArrived(first.page)).to.equal(false);
    const { unsent } = kept();
    first.page.close();
    await visit({ klaro: { services: { matomo: 'statistics' } } }, { api });
    const [body] = (await api.requests(1)).map((one): RecordRequest => JSON.parse(one.body));
    expect(body).to.deep.include({ id: unsent, control: 'import', basis: 'imported' });
    expect(body?.imported?.[0]?.tool).to.equal('cookiebot');
  });

  it('on another host of the site, where nothing is remembered of the other tool, it is recorded as imported all the same', async () => {
    leave('CookieConsent', cookiebot(agoMs(30)));
    const files = await endpoint(GOOD, { hold: true });
    const api = await endpoint({ confirm: {} });
    const first = await visit(COOKIEBOT, { api, files });
    first.page.close();
    localStorage.clear();
    await visit(COOKIEBOT, { api });
    const [body] = (await api.requests(1)).map((one): RecordRequest => JSON.parse(one.body));
    expect(body).to.deep.include({ control: 'import', basis: 'imported' });
    expect(body).not.to.have.property('imported');
  });

  it('stays in the history of a browser whose site has no API, under the choice that followed', async () => {
    leave('CookieConsent', cookiebot(agoMs(30)));
    const { page } = await visit(COOKIEBOT);
    const noren = await arrived(page);
    const controls = async () => (await noren.history()).entries.map(({ control }) => control);
    expect(await controls()).to.deep.equal(['import']);
    noren.acceptAll();
    await until(async () => (await controls()).length === 2);
    expect(await controls()).to.deep.equal(['accept-all', 'import']);
    const [, imported] = (await noren.history()).entries;
    expect(imported).to.deep.include({ edition: '5', purposes: { statistics: true, advertising: false } });
  });
});

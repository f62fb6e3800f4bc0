import type { TakeOver } from '@noren/model/schema';
import { expect } from 'chai';
import { cookieTexts, kept, keptPurposes } from '../core/kept-cookie.ts';
import { closePages } from '../core/page.ts';
import { decideInKlaro, decideInTarteaucitron, decideInVanilla } from './other-tools.ts';
import { arrived, isAsking } from './tag.ts';
import { agoMs, COOKIEBOT, cookiebot, inSeconds, KLARO, leave, visit } from './take-over-stage.ts';

const VANILLA: TakeOver = {
  'vanilla-cookieconsent': { categories: { analytics: 'statistics', ads: 'advertising' } },
};
const ONETRUST: TakeOver = {
  onetrust: { categories: { C0002: 'statistics', C0004: ['advertising', 'recommendation'] } },
};

/** As OneTrust writes it in visitors' browsers; it is not to be had from npm. */
const onetrust = (
  groups: string,
  { more = '', count = 1, landing = 'NotLandingPage' }: { more?: string; count?: number; landing?: string } = {},
): string =>
  `isGpcEnabled=0&datestamp=Thu+Nov+26+2026+09%3A00%3A00+GMT%2B0900+(%E6%97%A5%E6%9C%AC%E6%A8%99%E6%BA%96%E6%99%82)&version=202409.1.0&browserGpcFlag=0&isIABGlobal=false&hosts=&consentId=0b1f&interactionCount=${count}&isAnonUser=1&landingPath=${encodeURIComponent(landing)}&groups=${encodeURIComponent(groups)}${more}&geolocation=JP%3B13`;

describe('reading what another tool has kept', () => {
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
    ['with a group twice', ONETRUST, 'OptanonConsent', onetrust('C0002:0,C0004:1,C0002:1')],
    ['with groups that run together', ONETRUST, 'OptanonConsent', onetrust('C0002:1C0004:0')],
    ['with a category twice', COOKIEBOT, 'CookieConsent', cookiebot(1, ',statistics:true')],
    ['with a service twice', { tarteaucitron: { services: { a: 'statistics' } } }, 'tarteaucitron', '!a=false!a=true'],
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
});

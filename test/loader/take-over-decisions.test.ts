import type { RecordRequest } from '@noren/model/schema';
import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { keep, kept, keptPurposes } from '../core/kept-cookie.ts';
import { until } from '../core/moments.ts';
import { closePages } from '../core/page.ts';
import { decideInKlaro, decideInTarteaucitron } from './other-tools.ts';
import { arrived, GOOD, hasArrived, isAsking } from './tag.ts';
import { agoMs, COOKIEBOT, cookiebot, inSeconds, KLARO, leave, visit } from './take-over-stage.ts';

describe('a decision that was made in another tool', () => {
  afterEach(closePages);

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

  it('what cannot be read of one tool may have been a no: another tool’s yes to the same is asked, and its no stays one', async () => {
    const half = '{necessary:true,statistics:false';
    leave('CookieConsent', half);
    await decideInKlaro({ matomo: true, hotjar: true, ads: false });
    const { errors, ran } = await visit({ ...COOKIEBOT, ...KLARO, erase: true });
    expect(errors).to.deep.equal([['import-unreadable', 'cookiebot']]);
    expect(ran()).to.deep.equal([0, false]);
    expect(keptPurposes()).to.deep.equal({ advertising: false });
    // It may be somebody else's.
    expect(document.cookie).to.contain(`CookieConsent=${half}`);
    expect(document.cookie).not.to.contain('klaro=');
    expect(JSON.parse(localStorage['noren-import']).imported).to.deep.equal([
      { tool: 'klaro', accepted: ['matomo', 'hotjar'], refused: ['ads'] },
    ]);
  });

  it('is done once: not where something was decided here, and not again after that has gone', async () => {
    keep({ statistics: false, advertising: false });
    await decideInKlaro({ matomo: true, hotjar: true, ads: true }, 'localStorage');
    expect((await visit(KLARO)).ran()).to.deep.equal([0, false]);
    await closePages();
    await decideInKlaro({ matomo: true, hotjar: true, ads: true }, 'localStorage');
    const first = await visit(KLARO);
    expect(first.ran()).to.deep.equal([1, true]);
    (await arrived(first.page)).withdraw();
    // The browser has ended the cookie that says no; what Klaro keeps says yes for ever.
    leave('noren', ';max-age=0');
    const { page, ran } = await visit(KLARO);
    expect(ran()).to.deep.equal([0, false]);
    expect(isAsking(page)).to.equal(true);
  });

  it('does not come back where a refusal was kept on another host of the site, once its cookie has ended', async () => {
    await decideInKlaro({ matomo: true, hotjar: true, ads: true }, 'localStorage');
    // What is remembered on each host where traces of a refusal were erased.
    localStorage.setItem('noren', '^(?!)|(?!)');
    const { page, ran } = await visit(KLARO);
    expect(ran()).to.deep.equal([0, false]);
    expect(isAsking(page)).to.equal(true);
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

import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { cookieTexts, kept, keptPurposes } from './kept-cookie.ts';
import { closePages, openPage } from './page.ts';

const ALL = ['statistics', 'recommendation', 'identification', 'linking', 'advertising'];
const each = (granted: boolean): Record<string, boolean> => Object.fromEntries(ALL.map((id) => [id, granted]));

/** A page with the page API. */
async function norenPage(api?: string) {
  const page = await openPage();
  const noren = page.lab.noren({ config: await runtimeOf(api === undefined ? {} : { api }) });
  return { page, noren };
}

describe('a visitor’s choice', () => {
  afterEach(closePages);

  it('leaves no cookie before it is made', async () => {
    const { noren } = await norenPage();
    noren.track('page-view');
    noren.has('statistics');
    noren.on('change', () => undefined, { replay: true });
    expect(cookieTexts()).to.deep.equal([]);
  });

  it('of everything, of nothing and of some is kept in the cookie, purpose by purpose', async () => {
    const { page, noren } = await norenPage();
    const read = () => JSON.parse(decodeURIComponent(page.document.cookie.slice('noren='.length)));
    noren.acceptAll();
    expect(Object.keys(read().p)).to.deep.equal(ALL);
    noren.acceptAll();
    expect(Object.values<number[]>(read().p).map(([granted]) => granted)).to.deep.equal([1, 1, 1, 1, 1]);
    noren.rejectAll();
    expect(Object.values<number[]>(read().p).map(([granted]) => granted)).to.deep.equal([0, 0, 0, 0, 0]);
    noren.decide({ purposes: { statistics: true }, services: { 'microsoft-clarity': false } });
    expect(read().p.statistics[0]).to.equal(1);
    expect(read().s).to.deep.equal({ 'microsoft-clarity': 0 });
    expect(noren.has('statistics')).to.equal(true);
    noren.withdraw('statistics');
    expect(read().p.statistics[0]).to.equal(0);
    noren.acceptAll();
    noren.withdraw();
    expect(Object.values<number[]>(read().p).map(([granted]) => granted)).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it('is kept for as long as the site says, for the whole site, and never with another site’s requests', async () => {
    const { page, noren } = await norenPage();
    const written: string[] = [];
    const jar = Object.getOwnPropertyDescriptor(
      page.window.Document.prototype,
      'cookie',
    ) as Required<PropertyDescriptor>;
    Object.defineProperty(page.document, 'cookie', {
      get: () => jar.get.call(page.document),
      set: (text: string) => {
        written.push(text);
        jar.set.call(page.document, text);
      },
    });
    noren.acceptAll();
    expect(written).to.have.length(1);
    const attributes = (written[0] ?? '').split('; ').slice(1);
    const expires = attributes.find((part) => part.startsWith('expires='))?.slice('expires='.length) ?? '';
    const days = (Date.parse(expires) - Date.now()) / 86_400_000;
    expect(Math.round(days)).to.equal(365);
    expect(attributes.filter((part) => !part.startsWith('expires=')).sort()).to.deep.equal(['path=/', 'sameSite=lax']);
  });

  it('keeps no identifier in the cookie, except the record’s until the API has confirmed it', async () => {
    const { page, noren } = await norenPage();
    noren.acceptAll();
    expect(page.document.cookie).to.not.match(/[\da-f]{8}-[\da-f]{4}/);
    const other = await norenPage('/nowhere');
    other.noren.rejectAll();
    expect(JSON.parse(decodeURIComponent(other.page.document.cookie.slice('noren='.length))).r).to.match(
      /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
  });

  it('is what the next page finds', async () => {
    const { page, noren } = await norenPage();
    noren.decide({ purposes: { ...each(false), statistics: true } });
    page.close();
    const { noren: next } = await norenPage();
    expect(keptPurposes()).to.deep.equal({ ...each(false), statistics: true });
    expect(next.has('statistics')).to.equal(true);
    expect(next.has('advertising')).to.equal(false);
    expect(next.state.questions).to.deep.equal([]);
    expect(kept().seen).to.equal(2);
  });
});

import { checkConfig, publishConfig } from '@noren/model/publish';
import type { SiteConfig, Wording } from '@noren/model/schema';
import { expect } from 'chai';
import { linkConfig } from '../fixtures/link-config.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { PUBLISHED_AT } from './runtime.ts';

const { personalUrls } = linkConfig;
if (!personalUrls) throw new RangeError('the fixture has changed');

async function wordingsOf(changes: Partial<SiteConfig> = {}): Promise<Readonly<Record<string, Wording>>> {
  return (await publishConfig({ ...linkConfig, ...changes }, PUBLISHED_AT)).wordings;
}

describe('what a page needs to know of personalised links', () => {
  it('is nothing where all is as by default, else what differs, and whether there are any', async () => {
    const linksOf = async (changes: Partial<SiteConfig>) =>
      (await publishConfig({ ...linkConfig, ...changes }, PUBLISHED_AT)).runtime.links;
    expect(await linksOf({})).to.equal(undefined);
    expect(await linksOf({ personalUrls: { ...personalUrls, askAgainDays: 90, expiresInDays: 7 } })).to.deep.equal({
      askAgainDays: 90,
    });
    const { personalUrls: _, ...without } = linkConfig;
    expect((await publishConfig(without, PUBLISHED_AT)).runtime.links).to.equal(false);
  });
});

describe('the words of personalised links', () => {
  it('list what is joined, item by item, and for how long, in each language', async () => {
    const { ja, en } = await wordingsOf();
    expect(ja?.link?.joined).to.deep.equal(['会社名', '職種', '閲覧したページ']);
    expect(en?.link?.joined).to.deep.equal(['Your company', 'Your occupation', 'The pages that you view']);
    expect([ja?.link?.keptFor, en?.link?.keptFor]).to.deep.equal([
      '解除するまで、長くても1年間',
      'Until you end it, and at most a year',
    ]);
  });

  it('say which two purposes are asked for, also where they are called otherwise', async () => {
    const { ja } = await wordingsOf();
    expect(ja?.link).to.include({ identification: 'identification', linking: 'linking' });
    const renamed = siteConfig.purposes.map((purpose) => {
      if (purpose.id === 'identification') return { ...purpose, id: 'who' };
      return purpose.id === 'linking' ? { ...purpose, id: 'join', requires: ['who'] } : purpose;
    });
    const services = siteConfig.services.filter(({ purpose }) => purpose !== 'linking');
    const editions = siteConfig.editions.map((edition) => ({ ...edition, affects: ['*'] }));
    const roles = { ...personalUrls, identification: 'who', linking: 'join' };
    const own = await wordingsOf({ purposes: renamed, services, editions, personalUrls: roles });
    expect(own.ja?.link).to.include({ identification: 'who', linking: 'join' });
  });

  it('are not there where a site has no such links', async () => {
    const { wordings } = await publishConfig(siteConfig, PUBLISHED_AT);
    expect(Object.values(wordings).map((wording) => 'link' in wording)).to.deep.equal([false, false]);
  });

  it('are the site’s own where it says so, key by key', async () => {
    const { ja, en } = await wordingsOf({ words: { ja: { link: { refuse: '読み取らせずに開く' } } } });
    expect(ja?.link?.words).to.include({ refuse: '読み取らせずに開く', identify: '識別だけを許可する' });
    expect(en?.link?.words.refuse).to.equal('Open without recognising me');
  });

  it('are refused where a site misspells which one it replaces', () => {
    const { findings } = checkConfig({ ...linkConfig, words: { ja: { link: { refused: 'x', reject: 'y' } } } });
    expect(findings.map(({ code, path }) => [code, path])).to.deep.equal([['unknown-key', 'words.ja.link.reject']]);
  });

  it('are in every shipped language, none the same in two, and name whole lists', async () => {
    const { ja, en } = await wordingsOf();
    const [first = {}, second = {}] = [ja?.link?.words, en?.link?.words];
    expect(Object.keys(first)).to.have.members(Object.keys(second)).and.not.be.empty;
    for (const [key, text] of Object.entries(first)) {
      expect(text, key).to.not.equal(second[key]);
      expect(text, key).to.not.match(/等|その他|など/);
    }
  });

  for (const [what, changes] of [
    ['an item that is joined', { personalUrls: { ...personalUrls, joined: personalUrls.joined.slice(1) } }],
    ['for how long', { personalUrls: { ...personalUrls, keptFor: { ja: '30日間', en: '30 days' } } }],
    ['a word of the card', { words: { ja: { link: { title: '別の題' } } } }],
  ] as [string, Partial<SiteConfig>][]) {
    it(`change the hash of the wording: ${what}`, async () => {
      const before = await publishConfig(linkConfig, PUBLISHED_AT);
      const after = await publishConfig({ ...linkConfig, ...changes }, PUBLISHED_AT);
      expect(after.wordingHashes.ja).to.not.equal(before.wordingHashes.ja);
    });
  }
});

import { publishConfig } from '@noren/model/publish';
import type { Mode, SiteConfig, Wording } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { PUBLISHED_AT } from './runtime.ts';

async function notice(language: string, changes: Partial<SiteConfig> = {}): Promise<Wording['notice']> {
  const { wordings } = await publishConfig({ ...siteConfig, ...changes }, PUBLISHED_AT);
  const words = wordings[language]?.notice;
  if (!words) throw new RangeError(language);
  return words;
}
const inMode = (mode: Mode): Partial<SiteConfig> => ({
  purposes: siteConfig.purposes.map((row) => (row.mode === 'always' ? row : { ...row, mode })),
});

describe('the notice’s words', () => {
  it('name every purpose that is asked about, and none that is necessary', async () => {
    const { body } = await notice('ja');
    for (const { phrase } of siteConfig.purposes.slice(1)) expect(body).to.include(phrase?.ja);
    expect(body).to.not.include('サイトの動作に必要なもの').and.not.include('{');
  });

  it('ask where something waits for a yes', async () => {
    expect((await notice('en')).body).to.include('Choose what you allow');
    expect(await notice('en')).to.not.have.property('acknowledge');
  });

  it('say that it runs until a no where nothing waits for a yes', async () => {
    const words = await notice('en', inMode('opt-out'));
    expect(words.body).to.include('You can stop any of them at any time');
    expect(words.acknowledge).to.include('no choice made');
  });

  it('offer no choice where there is none', async () => {
    const { body } = await notice('en', inMode('notify'));
    expect(body).to.not.include('Choose').and.not.include('stop');
  });

  it('say what runs already and what waits for a yes, where both are so', async () => {
    const mixed = inMode('opt-out').purposes?.map((row) =>
      row.id === 'advertising' ? { ...row, mode: 'opt-in' as const } : row,
    );
    const words = await notice('en', { purposes: mixed as SiteConfig['purposes'] });
    expect(words.body).to.include('advertising based on what you view').and.include('statistics on how pages are read');
    expect(words.body).to.not.equal((await notice('en')).body);
    expect(words).to.not.have.property('acknowledge');
  });

  it('name what Global Privacy Control switches off, and say nothing of it where it does not', async () => {
    expect((await notice('en')).gpc).to.include('advertising based on what you view');
    const purposes = siteConfig.purposes.map(({ gpc, ...row }) => row);
    expect(await notice('en', { purposes })).to.not.have.property('gpc');
  });

  it('name the edition beside the register', async () => {
    expect((await notice('ja')).register).to.include('第6版');
  });

  it('are the site’s own where it says so, key by key', async () => {
    const own = { body: '{purposes}に使います。', acceptAll: '同意する' };
    const words = await notice('ja', { words: { ja: { notice: own } } });
    expect(words.acceptAll).to.equal('同意する');
    expect(words.body).to.match(/^閲覧状況の統計、.*に使います。$/);
    expect(words.rejectAll).to.equal('必要なものだけ許可する');
    expect((await notice('en', { words: { ja: { notice: own } } })).acceptAll).to.equal('Allow all');
  });

  it('fall back to English words and the first language’s texts for a language that has none', async () => {
    const words = await notice('fr', { languages: ['ja', 'fr'] });
    expect(words.acceptAll).to.equal('Allow all');
    expect(words.body).to.include('閲覧状況の統計');
  });
});

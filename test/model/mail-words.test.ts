import { mailPreferencesWords, mailWording } from '@noren/model/mail';
import { publishConfig } from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { mailParts } from '../fixtures/mail-config.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { PUBLISHED_AT } from './runtime.ts';

const config: SiteConfig = { ...siteConfig, ...mailParts, entity: 'sample-electric', api: '/noren' };

describe('the words of mail preferences', () => {
  it('are in the wording of a site that offers mail, and in no other', async () => {
    const { wordings } = await publishConfig(config, PUBLISHED_AT);
    expect(wordings.ja?.mail).to.include({ heading: 'メールの設定', always: '常に届きます' });
    expect(wordings.en?.mail).to.include({ heading: 'Mail settings', stopAll: 'Stop all optional mail' });
    expect((await publishConfig(siteConfig, PUBLISHED_AT)).wordings.ja).to.not.have.property('mail');
  });

  it('are the site’s own where it says so, in a page and in the proof alike', async () => {
    const own: SiteConfig = { ...config, words: { ja: { mail: { heading: '会員メール' } } } };
    const { wordings } = await publishConfig(own, PUBLISHED_AT);
    expect(wordings.ja?.mail?.heading).to.equal('会員メール');
    const proven = mailWording(own, 'ja', PUBLISHED_AT);
    expect(proven?.words).to.include(wordings.ja?.mail);
    expect(wordings.en?.mail?.heading).to.equal('Mail settings');
  });

  it('are in both shipped languages, with the same values in braces', () => {
    const [ja, en] = [mailPreferencesWords('ja'), mailPreferencesWords('en')];
    expect(Object.keys(ja)).to.have.members(Object.keys(en));
    const braces = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const [word, text] of Object.entries(ja)) {
      expect(text, word).to.not.equal('');
      expect(braces(text), word).to.deep.equal(braces(en[word as 'heading']));
    }
  });
});

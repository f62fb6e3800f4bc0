import { checkAgainst, checkConfig } from '@noren/model/publish';
import type { Document, Edition, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

const NOW = new Date('2026-11-15T00:00:00Z');
const edition = (label: string, effectiveAt: string, changes: Partial<Edition> = {}): Edition => ({
  label,
  date: effectiveAt.slice(0, 10),
  effectiveAt,
  material: true,
  affects: ['terms'],
  changes: [{ ja: `${label} の変更`, en: `Change ${label}` }],
  sections: [
    { id: 'scope', heading: { ja: '適用', en: 'Scope' }, body: [{ ja: '会員に適用します。', en: 'For members.' }] },
  ],
  ...changes,
});
const first = edition('1', '2026-01-01T00:00:00Z');
const second = edition('2', '2026-12-01T00:00:00Z');
const terms = (...editions: Edition[]): Document => ({
  id: 'terms',
  kind: 'terms',
  title: { ja: '規約', en: 'Terms' },
  withdrawUrl: '/leave/',
  editions,
});
const site = (document: Document, changes: Partial<SiteConfig> = {}): SiteConfig => ({
  ...siteConfig,
  documents: [document],
  ...changes,
});
const ABOUT = /^terms-/;
const published = (before: SiteConfig, next: SiteConfig) =>
  checkAgainst(before, next, NOW)
    .filter(({ code }) => ABOUT.test(code))
    .map(({ severity, code, path, received }) => [severity, code, path, received]);
const checked = (document: Document) =>
  checkConfig(site(document)).findings.map(({ severity, code, path, received }) => [severity, code, path, received]);

describe('terms that whoever stays is to be deemed to accept', () => {
  it('are published before their day, so that everybody can be told', () => {
    expect(published(site(terms(first)), site(terms(first, second)))).to.deep.equal([]);
    // On the stroke is too late: a notice comes before the day.
    for (const at of ['2026-11-14T00:00:00Z', '2026-11-15T00:00:00.000Z'])
      expect(published(site(terms(first)), site(terms(first, edition('2', at))))).to.deep.equal([
        ['warning', 'terms-undeemable', 'documents[0].editions[1].effectiveAt', at],
      ]);
  });

  it('are warned of once: an edition that is published is not told again', () => {
    const late = edition('2', '2026-11-14T00:00:00Z');
    expect(published(site(terms(first, late)), site(terms(first, late)))).to.deep.equal([]);
  });

  it('say what to do instead, and which law asks for it', () => {
    const [found] = checkAgainst(
      site(terms(first)),
      site(terms(first, edition('2', '2026-11-14T00:00:00Z'))),
      NOW,
    ).filter(({ code }) => ABOUT.test(code));
    expect(found?.fix).to.match(/^a day after 2026-11-15T00:00:00\.000Z.*not deemed to accept/);
    expect(found?.source).to.match(/民法 548条の4/);
  });

  it('are another thing where nobody is deemed to accept: a first edition, and what happens to the service', () => {
    const service: Document = { ...terms(first, edition('2', '2026-11-14T00:00:00Z')), kind: 'service-change' };
    const { overrides: _, ...known } = { ...service, editions: [first], overrides: undefined };
    expect(published(site(known), site(service))).to.deep.equal([]);
    expect(published(siteConfig, site(terms(edition('1', '2026-11-14T00:00:00Z'))))).to.deep.equal([]);
  });

  it('do not say that they were published after their day', () => {
    expect(checked(terms(first, second))).to.deep.equal([]);
    expect(checked(terms(first, { ...second, date: '2026-12-02' }))).to.deep.equal([]);
    expect(checked(terms(first, { ...second, date: '2026-12-03' }))).to.deep.equal([
      ['warning', 'terms-undeemable', 'documents[0].editions[1].date', '2026-12-03'],
    ]);
    expect(checked(terms({ ...first, date: '2026-03-01' }))).to.deep.equal([]);
  });

  it('do not take cookies and mail with them, which are agreed to or not', () => {
    for (const subject of ['purposes:statistics', 'providers:advertising', 'mail', 'topics:events'])
      expect(checked(terms(first, { ...second, affects: ['terms', subject] })), subject).to.deep.equal([
        ['warning', 'terms-undeemable', 'documents[0].editions[1].affects[1]', subject],
      ]);
    expect(checked(terms({ ...first, affects: ['purposes:statistics'] }))).to.deep.equal([]);
  });

  it('stay as they were announced, in every language in which they were, or are announced again', () => {
    const before = site(terms(first, second));
    const corrected = { ...second, changes: [{ ja: '訂正', en: 'Change 2' }] };
    expect(published(before, site(terms(first, corrected)))).to.deep.equal([
      ['warning', 'terms-told-otherwise', 'documents[0].editions[1].changes', '2'],
    ]);
    expect(published(before, site(terms(first, { ...second, documentNumber: 'T-2' })))).to.deep.equal([]);
    expect(published(before, site(terms(first, second), { languages: ['ja'] }))).to.deep.equal([
      ['warning', 'terms-told-otherwise', 'languages', ['ja']],
    ]);
    // Nobody can be told any more, and who was told was told this.
    const past = edition('2', '2026-11-01T00:00:00Z');
    const inJapanese = site(terms(first, past), { languages: ['ja'] });
    expect(published(site(terms(first, past)), inJapanese)).to.deep.equal([]);
  });
});

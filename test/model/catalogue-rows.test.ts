import { checkConfig } from '@noren/model/publish';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { codes, first } from './changed-row.ts';

describe('a row that names a provider of the catalogue', () => {
  const use = (row: Record<string, unknown>) => checkConfig({ ...siteConfig, services: [row] });

  it('is completed from there, and what it says itself stands', () => {
    const { config } = use({ provider: 'karte', purpose: 'recommendation', country: 'FR' });
    expect(config?.services[0]).to.include({ id: 'karte', category: 'personalization', country: 'FR' });
    expect(config?.services[0]?.recipient).to.deep.equal({ ja: '株式会社プレイド', en: 'PLAID, Inc.' });
    expect(config?.services[0]?.information.length).to.be.above(2);
  });

  it('is refused when nobody has verified that provider, or there is none', () => {
    for (const provider of ['microad', 'nobody', 'daa-webchoices', '__proto__', 'constructor']) {
      const { config, findings } = use({ provider, purpose: 'advertising' });
      expect(config, provider).to.equal(undefined);
      // What it would have brought is not called missing.
      expect(codes(findings), provider).to.deep.equal(['unknown-provider']);
      const without = use({ provider } as Parameters<typeof use>[0]).findings;
      expect(codes(without), provider).to.deep.equal(['unknown-provider', 'missing-key']);
    }
  });

  it('drops by null what the catalogue says and what does not hold on the site', () => {
    const row = { provider: 'google-ads', purpose: 'advertising', optOutUrl: null, joinsPerson: null, cookies: null };
    const { config, findings } = use(row);
    expect(findings.map(({ code }) => code)).to.deep.equal([]);
    expect(config?.services[0]).to.not.have.any.keys(
      'optOutUrl',
      'optOutStops',
      'optOutReach',
      'joinsPerson',
      'cookies',
    );
    expect(config?.services[0]).to.include({ policyUrl: 'https://policies.google.com/privacy', country: 'US' });
  });

  it('says by null that a recipient, its country and its purpose are being confirmed', () => {
    const open = { recipient: null, country: null, recipientPurpose: null };
    const { config } = use({ provider: 'karte', purpose: 'recommendation', ...open });
    expect(config?.services[0]).to.include(open);
  });

  it('is refused with one finding for each null that drops nothing', () => {
    const row = { provider: 'karte', purpose: 'recommendation', name: null, information: null, mode: null };
    const { config, findings } = use(row);
    expect(config).to.equal(undefined);
    expect(findings.map(({ code, path, received }) => [code, path, received])).to.deep.equal([
      ['idle-null', 'services[0].name', null],
      ['idle-null', 'services[0].information', null],
      ['idle-null', 'services[0].mode', null],
    ]);
    for (const { fix } of findings) expect(fix).to.include('optOutUrl');
    const own = checkConfig({ ...siteConfig, services: [{ ...first, provider: undefined, joinsPerson: null }] });
    expect(own.findings.map(({ code, fix }) => [code, fix.includes('names no provider')])).to.deep.equal([
      ['idle-null', true],
    ]);
    expect(codes(use({ provider: 'karte', purpose: 'recommendation', colour: null }).findings)).to.deep.equal([
      'unknown-key',
    ]);
  });

  it('is refused where it says something that is no row', () => {
    for (const row of [null, 7, 'karte', [], { provider: 'karte', purpose: 'recommendation', country: 'Japan' }]) {
      expect(checkConfig({ ...siteConfig, services: [row] }).config).to.equal(undefined);
    }
    expect(checkConfig({ ...siteConfig, services: { provider: 'karte' } }).config).to.equal(undefined);
  });
});

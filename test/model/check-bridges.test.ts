import { checkConfig } from '@noren/model/publish';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

/** Code and path of what refuses a config with these bridges. */
const errorsOf = (bridges: unknown, purposes = siteConfig.purposes): string[] =>
  checkConfig({ ...siteConfig, purposes, bridges })
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ code, path }) => `${code} ${path}`);

describe('bridges of a config', () => {
  it('are accepted with their defaults where the site has the purposes', () => {
    expect(errorsOf({ uet: {}, clarity: {}, karte: {}, 'treasure-data': {} })).to.deep.equal([]);
  });

  it('are refused where a setting, or a default, names a purpose that the site does not have', () => {
    const call = { path: 'tool', purpose: 'tool', granted: [] };
    const bridges = { uet: { purpose: 'ads' }, clarity: { purposes: { ad_Storage: 'ads' } }, call: [call] };
    expect(errorsOf(bridges)).to.deep.equal([
      'unknown-purpose bridges.uet.purpose',
      'unknown-purpose bridges.clarity.purposes.ad_Storage',
      'unknown-purpose bridges.call[0].purpose',
    ]);
    const without = siteConfig.purposes.filter(({ id }) => id !== 'recommendation');
    expect(errorsOf({ hubspot: {}, karte: {} }, without)).to.include.members([
      'unknown-purpose bridges.hubspot.purposes.functionality',
      'unknown-purpose bridges.karte.purpose',
    ]);
    expect(errorsOf({ karte: { purpose: 'statistics' } }, without).filter((found) => /bridges/.test(found))).to.be
      .empty;
  });

  it('name functions by their path, none that runs text as code', () => {
    const refused = (path: string): boolean => errorsOf({ call: [{ path, purpose: 'statistics' }] }).length > 0;
    for (const path of ['tool', 'tool.consent.set', '$tool._evaluate', 'opened.locations', 'myFunction'])
      expect(refused(path), path).to.equal(false);
    for (const path of [
      'eval',
      'window.eval',
      'tool.constructor',
      'constructor.constructor.call',
      'setTimeout',
      'document.write',
      'tool.__proto__.x',
      'tool["x"]',
      'tool()',
      'tool.',
      '',
    ])
      expect(refused(path), path).to.equal(true);
  });

  it('grant nothing by default, in no region, that waits for a yes', () => {
    const consentMode = (granted: string[]): string[] =>
      checkConfig({ ...siteConfig, consentMode: { regions: [{ regions: ['JP', 'US-CA'], granted }] } })
        .findings.filter(({ severity }) => severity === 'error')
        .map(({ code, path }) => `${code} ${path}`);
    expect(consentMode([])).to.deep.equal([]);
    expect(consentMode(['analytics_storage'])).to.deep.equal([
      'granted-before-choice consentMode.regions[0].granted[0]',
    ]);
    expect(consentMode(['security_storage'])).to.have.length(1);
    const regions = [['JP', 'US-CA'], ['US'], ['US-CA']].map((names) => ({ regions: names, granted: [] }));
    expect(
      checkConfig({ ...siteConfig, consentMode: { regions } }).findings.filter(
        ({ code }) => code === 'duplicate-region',
      ),
    ).to.have.nested.property('[0].path', 'consentMode.regions[2].regions[0]');
    const purposes = siteConfig.purposes.map(({ consentMode: _, ...purpose }) => purpose);
    expect(errorsOf({ google: {} }, purposes)).to.deep.equal(['consent-mode-without-types bridges.google']);
  });

  it('tell of an IAB API without a registration, and refuse one without the vendor list or with an unknown purpose', () => {
    const found = (bridges: object): string[] =>
      checkConfig({ ...siteConfig, bridges })
        .findings.filter(({ path }) => path.startsWith('bridges'))
        .map(({ severity, code, path }) => `${severity} ${code} ${path}`);
    expect(found({ tcf: {}, gpp: {} })).to.deep.equal([
      'warning cmp-not-registered bridges.tcf',
      'warning cmp-not-registered bridges.gpp',
    ]);
    const vendors = [{ id: 755, purpose: 'ads' }];
    expect(
      found({ tcf: { cmpId: 300, vendors, purposes: { 2: 'ads' } }, gpp: { cmpId: 300, usnat: {} } }),
    ).to.deep.equal([
      'error unknown-purpose bridges.tcf.purposes["2"]',
      'error unknown-purpose bridges.tcf.vendors[0].purpose',
      'error no-vendor-list bridges.tcf.vendorListVersion',
    ]);
  });

  it('tell the IAB’s tags of choices alone, none of what nobody can refuse', () => {
    const tcf = { purposes: { 1: 'necessary' }, vendors: [{ id: 755, purpose: 'necessary' }] };
    expect(errorsOf({ tcf, gpp: { usnat: { purposes: { sale: 'necessary' } } } })).to.deep.equal([
      'not-a-choice bridges.tcf.purposes["1"]',
      'not-a-choice bridges.tcf.vendors[0].purpose',
      'not-a-choice bridges.gpp.usnat.purposes.sale',
    ]);
  });

  it('are of services that the register has', () => {
    const [{ id = '' } = {}] = siteConfig.services;
    const all = (service: string) => ({
      meta: { service },
      plausible: { service },
      endpoint: { url: 'https://collect.example/', service },
      call: [{ path: 'tool', purpose: 'statistics', service }],
      tcf: { vendors: [{ id: 755, purpose: 'statistics', service }] },
    });
    expect(errorsOf(all(id))).to.deep.equal([]);
    expect(errorsOf(all('unheard'))).to.have.members([
      'unknown-service bridges.tcf.vendors[0].service',
      'unknown-service bridges.meta.service',
      'unknown-service bridges.call[0].service',
      'unknown-service bridges.plausible.service',
      'unknown-service bridges.endpoint.service',
    ]);
  });

  it('take nothing that they do not know', () => {
    expect(errorsOf({ uet: { purposes: {} }, unheard: {} })).to.have.length(2);
    expect(errorsOf({ marketo: {} })).to.have.length(1);
  });
});

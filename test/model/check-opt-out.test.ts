import { checkConfig } from '@noren/model/publish';
import type { Service } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { codes, find, first } from './changed-row.ts';

describe('the lint of an opt-out', () => {
  it('refuses an opt-out address that is not https', () => {
    for (const optOutUrl of ['http://www.google.com/stop', 'javascript:alert(1)', '/stop', 'ftp://google.com']) {
      const [found] = find({ optOutUrl });
      expect([found?.severity, found?.path], optOutUrl).to.deep.equal(['error', 'services[0].optOutUrl']);
    }
  });

  it('refuses an opt-out address on somebody else’s domain, by the public suffix list', () => {
    const row = { provider: undefined, policyUrl: 'https://www.ads.co.jp/privacy', hosts: ['tag.ads.co.jp'] };
    const of = (optOutUrl: string) => codes(find({ ...row, optOutUrl }));
    expect(of('https://optout.ads.co.jp/')).to.deep.equal([]);
    expect(of('https://other.co.jp/')).to.deep.equal(['foreign-opt-out']);
    expect(of('https://ads.co.jp.evil.example/')).to.deep.equal(['foreign-opt-out']);
  });

  it('takes neighbours on one host of many for strangers', () => {
    for (const [policy, optOutUrl] of [
      ['https://cdn1.cloudfront.net/privacy', 'https://evil.cloudfront.net/'],
      ['https://vendor.github.io/privacy', 'https://evil.github.io/'],
    ] as const) {
      const row = { provider: undefined, policyUrl: policy, hosts: [] };
      expect(codes(find({ ...row, optOutUrl }))).to.deep.equal(['foreign-opt-out']);
      expect(codes(find({ ...row, optOutUrl: `${policy}/stop` }))).to.deep.equal([]);
    }
  });

  it('does not believe a row whose hosts alone vouch for the opt-out address', () => {
    const row = { provider: undefined, policyUrl: undefined, hosts: ['phishing.example'] };
    const of = (changes: Partial<Service>) =>
      find({ ...row, optOutUrl: 'https://phishing.example/', ...changes }).map(({ severity, code }) => [
        severity,
        code,
      ]);
    expect(of({})).to.deep.equal([['warning', 'unverified-opt-out']]);
    expect(of({ hosts: [] })).to.deep.equal([['warning', 'unverified-opt-out']]);
    expect(of({ policyUrl: 'https://ads.co.jp/' })).to.deep.equal([['error', 'foreign-opt-out']]);
    expect(of({ hosts: ['tag.other.example'] })).to.deep.equal([['error', 'foreign-opt-out']]);
  });

  it('counts the hosts where the policy has the domain of one', () => {
    const row = { provider: undefined, policyUrl: 'https://www.ads.co.jp/privacy', optOutUrl: 'https://ads-stop.jp/' };
    expect(codes(find({ ...row, hosts: ['*.ads.co.jp', 'tag.ads-stop.jp:8443'] }))).to.deep.equal([]);
    expect(codes(find({ ...row, hosts: ['tag.ads-stop.jp'] }))).to.deep.equal(['foreign-opt-out']);
  });

  it('refuses a procedure that a row of the catalogue brings with itself, whatever else of the catalogue it replaces', () => {
    const row = { provider: 'google-analytics-4', optOutUrl: 'https://phishing.example/' };
    for (const more of [
      { hosts: ['phishing.example'] },
      { policyUrl: 'https://phishing.example/privacy' },
      { hosts: [...(first.hosts ?? []), 'phishing.example'], policyUrl: 'https://phishing.example/privacy' },
    ])
      expect(find({ ...row, ...more }).map(({ severity, code }) => [severity, code])).to.deep.equal([
        ['error', 'foreign-opt-out'],
      ]);
  });

  it('refuses what nothing can be compared with, and what nobody can see, where nothing may be left open', () => {
    const alone = { provider: undefined, policyUrl: undefined, optOutUrl: 'https://stop.example/', hosts: [] };
    const blind = { hosts: [], cookies: [], storage: [] };
    for (const [row, code] of [
      [alone, 'unverified-opt-out'],
      [blind, 'opt-in-without-trace'],
    ] as [Partial<Service>, string][]) {
      const config = { ...siteConfig, services: [{ ...first, ...row }] };
      expect(checkConfig(config).config, code).to.not.equal(undefined);
      const strict = checkConfig(config, { strict: true });
      expect(strict.findings.map((one) => [one.severity, one.code])).to.deep.equal([['error', code]]);
    }
  });

  it('takes the address that the catalogue knows, wherever it is', () => {
    expect(find({ optOutUrl: 'https://tools.google.com/dlpage/gaoptout' })).to.deep.equal([]);
  });

  it('warns of what is told of an opt-out procedure that nobody can reach', () => {
    const [found, ...others] = find({ optOutUrl: undefined, optOutReach: 'browser' });
    expect([found?.severity, found?.code, found?.path]).to.deep.equal([
      'warning',
      'opt-out-without-address',
      'services[0].optOutUrl',
    ]);
    expect(others).to.deep.equal([]);
    expect(find({ optOutUrl: undefined, optOutStops: undefined, optOutReach: undefined })).to.deep.equal([]);
  });
});

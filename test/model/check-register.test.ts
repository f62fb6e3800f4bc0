import { checkConfig, type Finding } from '@noren/model/publish';
import type { Service, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

const [first] = siteConfig.services as [Service];

/** What the lint says of a register whose first row is changed. */
function find(row: Partial<Service>, changes: Partial<SiteConfig> = {}): readonly Finding[] {
  return checkConfig({ ...siteConfig, services: [{ ...first, ...row }], ...changes }).findings;
}

const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);

describe('the lint of a register', () => {
  it('finds nothing in a row that says everything, and tells the rule behind what it finds', () => {
    expect(find({})).to.deep.equal([]);
    for (const { code, source, fix, path } of find({ information: [{ ja: 'Cookie等', en: 'Cookies etc.' }] })) {
      expect([code, fix.length > 0]).to.deep.equal(['vague-item', true]);
      expect(source).to.include('27条の12');
      expect(path).to.match(/^services\[0]\.information\[0]\.(ja|en)$/);
    }
  });

  it('refuses two editions of a row in the wrong order: changed or last before the first', () => {
    expect(codes(find({ firstEdition: '5', changedEdition: '6' }))).to.deep.equal([]);
    const [found] = find({ firstEdition: '6', changedEdition: '5' });
    expect([found?.code, found?.path]).to.deep.equal(['edition-order', 'services[0].changedEdition']);
  });

  it('tells of what is still being confirmed, and refuses it where nothing may be left open', () => {
    const open = { recipient: null, recipientPurpose: null, country: null };
    expect(find(open).map(({ severity, code }) => [severity, code])).to.deep.equal([
      ['warning', 'unconfirmed-recipient'],
      ['warning', 'unconfirmed-purpose'],
      ['warning', 'unconfirmed-country'],
    ]);
    const config = { ...siteConfig, services: [{ ...first, ...open }] };
    expect(checkConfig(config).config).to.not.equal(undefined);
    const strict = checkConfig(config, { strict: true });
    expect(strict.config).to.equal(undefined);
    expect(strict.findings.every(({ severity }) => severity === 'error')).to.equal(true);
  });

  for (const country of ['UK', 'ZZ', 'XX', 'EU', 'UN', 'SU', 'DD', 'AA'])
    it(`refuses ${country}, which is no country of ISO 3166-1`, () => {
      const [found] = find({ country });
      expect([found?.severity, found?.code, found?.received]).to.deep.equal(['error', 'unknown-country', country]);
    });

  it('takes every country that there is', () => {
    for (const country of ['JP', 'GB', 'US', 'TW', 'KR', 'IE', 'IM', 'XK'])
      expect(find({ country }), country).to.deep.equal([]);
  });

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

  it('takes no host that is the end of everybody’s', () => {
    for (const host of ['jp', 'co.jp', '*.co.jp', 'CO.JP', 'com', 'co.uk:8443'])
      expect(codes(find({ hosts: ['tag.ads.co.jp', host] })), host).to.deep.equal(['public-suffix-host']);
    for (const host of ['ads.co.jp', '*.ads.co.jp', 's3.amazonaws.com', 'localhost:8080', 'tag.intranet', '10.0.0.1'])
      expect(codes(find({ hosts: [host] })), host).to.deep.equal([]);
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

  it('refuses a recipient that is nobody in particular', () => {
    for (const [ja, en] of [
      ['各社', 'Various partners'],
      ['パートナー企業', 'our trusted partners'],
      ['当社の広告パートナー各社', 'Advertising partners and affiliates'],
      ['提携先企業', 'third-party vendors'],
      ['株式会社エックス 等', 'X Inc. and others'],
      ['第三者', 'third parties'],
      ['グループ会社', 'one or more service providers'],
      ['広告 事業者', 'Companies'],
      ['サンプル電機グループ各社', 'X Inc. and its affiliates'],
      ['株式会社エックスおよび関連会社', 'X Inc. and other companies'],
      ['アドネットワーク事業者', 'X Inc. or its group companies'],
      ['お取引先様', 'Various Inc. and others'],
      ['株式会社エックス等', 'third parties'],
      ['数社', 'various companies'],
    ] as const)
      expect(codes(find({ recipient: { ja, en } })), ja).to.deep.equal(['vague-recipient', 'vague-recipient']);
    for (const [ja, en] of [
      ['株式会社パートナーエージェント', 'Partner Agent Inc.'],
      ['提携広告株式会社', 'The Trade Desk, Inc.'],
      ['第一企業株式会社', 'Company 3 LLC'],
      ['各務原市', 'Vendor Networks, Inc.'],
      ['株式会社平等', 'Various Inc.'],
      // Kept on the device: nobody receives it.
      ['なし', 'None'],
      ['エトセトラ株式会社', 'Et Cetera, Inc.'],
      ['株式会社対等', 'Such As, Co., Ltd.'],
      ['ほかほか弁当株式会社', 'Smith and Partners LLP'],
    ] as const)
      expect(find({ recipient: { ja, en } }), ja).to.deep.equal([]);
  });

  it('takes one capital letter for the name of a service whose recipient is told, and for nothing else', () => {
    const name = { ja: 'Ｘ', en: 'X' };
    const own = { provider: undefined, name };
    expect(find({ name })).to.deep.equal([]);
    expect(find(own)).to.deep.equal([]);
    expect(codes(find({ ...own, recipient: null }))).to.deep.equal([
      ...['placeholder-text', 'placeholder-text', 'unconfirmed-recipient'],
    ]);
    for (const none of ['x', '-', '○', '？'])
      expect(codes(find({ name: { ja: none, en: 'Meter' } })), none).to.deep.equal(['placeholder-text']);
    const unseen = find({ name: { ja: '\u3164\u3164', en: 'Meter' } });
    expect(codes(unseen)).to.deep.equal(['blank-text', 'placeholder-text']);
    expect(codes(find({ recipient: { ja: '同上', en: 'Same as above' } }))).to.deep.equal([
      ...['placeholder-text', 'placeholder-text'],
    ]);
    expect(codes(find({ recipient: { ja: 'X', en: 'X Corp.' } }))).to.deep.equal(['placeholder-text']);
  });

  it('takes the address that the catalogue knows, wherever it is', () => {
    expect(find({ optOutUrl: 'https://tools.google.com/dlpage/gaoptout' })).to.deep.equal([]);
  });

  it('warns of an opt-in tag of which nothing can be seen', () => {
    const blind = { hosts: [], cookies: [], storage: [] };
    expect(codes(find(blind))).to.deep.equal(['opt-in-without-trace']);
    expect(find({ ...blind, hosts: ['tag.example'] })).to.deep.equal([]);
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

  it('tells two rows of one name apart by their recipients, also where one is not known', () => {
    const nameless = { ...first, provider: undefined, recipient: null };
    const services = [nameless, { ...nameless, id: 'again' }];
    expect(codes(checkConfig({ ...siteConfig, services }).findings)).to.include('duplicate-tag');
    const named = [nameless, { ...nameless, id: 'again', recipient: first.recipient }];
    expect(codes(checkConfig({ ...siteConfig, services: named }).findings)).to.not.include('duplicate-tag');
  });

  it('refuses two rows for one tag', () => {
    const twice = [first, { ...first, id: 'again' }];
    const { findings } = checkConfig({ ...siteConfig, services: twice });
    expect(findings.map(({ code, path }) => [code, path])).to.deep.equal([['duplicate-tag', 'services[1]']]);
    const apart = [first, { ...first, id: 'again', lastEdition: '5' }];
    expect(checkConfig({ ...siteConfig, services: apart }).findings).to.deep.equal([]);
    const another = [first, { ...first, id: 'again', collector: 'sample-energy' }];
    expect(checkConfig({ ...siteConfig, services: another }).findings).to.deep.equal([]);
  });

  it('sees that two rows have one name, whatever spaces, widths and order they are written in', () => {
    const named = { ...first, provider: undefined, name: { ja: '計測タグ', en: 'Meter' } };
    for (const name of [
      { ja: '計測タグ ', en: 'Meter' },
      { ja: '計測ﾀｸﾞ', en: 'Ｍｅｔｅｒ\u200b' },
      { en: 'Meter', ja: '計測タグ' },
    ]) {
      const { findings } = checkConfig({ ...siteConfig, services: [named, { ...named, id: 'again', name }] });
      expect(codes(findings)).to.deep.equal(['duplicate-tag']);
    }
    const other = { ...named, id: 'other', name: { ja: '計測タグ２', en: 'Meter 2' }, hosts: ['two.example'] };
    expect(checkConfig({ ...siteConfig, services: [named, other] }).findings).to.deep.equal([]);
  });

  it('is told of one tag under two names, and refuses it where nothing may be left open', () => {
    const one = { ...first, provider: undefined, hosts: ['a.example', 'b.example'] };
    const [item, ...items] = one.information;
    const name = { ja: '別の名前', en: 'Another name' };
    const other = { ...one, id: 'other', name, hosts: ['b.example', 'a.example'], information: [...items, item] };
    const of = (row: Partial<Service>, strict = false) =>
      checkConfig({ ...siteConfig, services: [one, { ...other, ...row }] }, { strict }).findings.map(
        ({ severity, code, path }) => [severity, code, path],
      );
    expect(of({})).to.deep.equal([['warning', 'duplicate-tag', 'services[1]']]);
    expect(of({}, true)).to.deep.equal([['error', 'duplicate-tag', 'services[1]']]);
    for (const row of [
      { hosts: ['c.example'] },
      { information: items },
      { purpose: 'recommendation' },
      { collector: 'sample-energy' },
      { lastEdition: '5' },
    ] as Partial<Service>[])
      expect(of(row), JSON.stringify(row).slice(0, 60)).to.deep.equal([]);
  });

  it('refuses editions that there are not, and a life that ends before it begins', () => {
    expect(codes(find({ firstEdition: '5', lastEdition: '6' }))).to.deep.equal([]);
    expect(codes(find({ firstEdition: '7' }))).to.deep.equal(['unknown-edition']);
    expect(codes(find({ firstEdition: '6', lastEdition: '5' }))).to.deep.equal(['edition-order']);
  });

  it('says which text lacks a language, wherever it stands', () => {
    const paths = find({ optOutStops: { ja: '広告の表示を停止します。' }, joinsPerson: { en: 'It does.' } })
      .filter(({ code }) => code === 'missing-language')
      .map(({ path, received }) => [path, received]);
    expect(paths).to.deep.equal([
      ['services[0].joinsPerson', 'ja'],
      ['services[0].optOutStops', 'en'],
    ]);
  });

  it('refuses more rows than a reader could ever read, at once and with one finding', () => {
    const services = Array.from({ length: 10_000 }, (_, at) => ({ ...first, id: `s-${at}`, provider: undefined }));
    const { config, findings } = checkConfig({ ...siteConfig, services });
    expect(config).to.equal(undefined);
    expect(findings.map(({ path, fix }) => [path, fix])).to.deep.equal([['services', 'at most 2000 rows']]);
  });
});

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

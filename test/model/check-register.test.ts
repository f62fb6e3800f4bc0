import { checkConfig } from '@noren/model/publish';
import type { Service } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { codes, find, first } from './changed-row.ts';

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

  it('takes no host that is the end of everybody’s', () => {
    for (const host of ['jp', 'co.jp', '*.co.jp', 'CO.JP', 'com', 'co.uk:8443'])
      expect(codes(find({ hosts: ['tag.ads.co.jp', host] })), host).to.deep.equal(['public-suffix-host']);
    for (const host of ['ads.co.jp', '*.ads.co.jp', 's3.amazonaws.com', 'localhost:8080', 'tag.intranet', '10.0.0.1'])
      expect(codes(find({ hosts: [host] })), host).to.deep.equal([]);
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

  it('warns of an opt-in tag of which nothing can be seen', () => {
    const blind = { hosts: [], cookies: [], storage: [] };
    expect(codes(find(blind))).to.deep.equal(['opt-in-without-trace']);
    expect(find({ ...blind, hosts: ['tag.example'] })).to.deep.equal([]);
    for (const key of ['cookies', 'storage', 'databases', 'caches', 'workers'])
      expect(find({ ...blind, [key]: [{ name: 'tag' }] }), key).to.deep.equal([]);
  });

  it('warns of a pattern that fits what is anybody’s', () => {
    for (const [name, found] of [
      ['_*', ['wide-pattern']],
      ['*a*b', ['wide-pattern']],
      ['_ga*', []],
      ['_', []],
    ] as const) {
      for (const key of ['cookies', 'storage', 'databases', 'caches', 'workers'])
        expect(codes(find({ [key]: [{ name }] })), `${key} ${name}`).to.deep.equal(found);
    }
    expect(find({ cookies: [{ name: 'whole' }, { name: '_*' }] })[0]?.path).to.match(/\.cookies\[1\]\.name$/);
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

import { checkConfig } from '@noren/model/publish';
import type { Edition, Purpose, Service, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

const [first, ...others] = siteConfig.services as [Service, ...Service[]];
const check = (changes: Partial<SiteConfig>, strict = false) => checkConfig({ ...siteConfig, ...changes }, { strict });
const find = (changes: Partial<SiteConfig>) =>
  check(changes).findings.map(({ severity, code, path }) => [severity, code, path]);
const row = (change: Partial<Service>) => ({ services: [{ ...first, ...change }, ...others] });

describe('the hosts of a row', () => {
  for (const host of [
    ...['https://w.example', 'w.example/path', 'w.example/', '.w.example', ' w.example', '*', 'bad host', 'w..example'],
    ...['w.example.', '*.*.example', 'w.*.example', 'a@w.example', 'w.example:99999', '1', '-w.example', '', '*.'],
  ])
    it(`are refused where one is no host name: ${JSON.stringify(host)}`, () => {
      expect(find(row({ hosts: ['w.example', host] }))).to.deep.equal([
        ['error', 'invalid-value', 'services[0].hosts[1]'],
      ]);
    });

  it('are kept as addresses in pages have them: small letters, and other scripts in their code', () => {
    const hosts = ['W.Example', '*.Ads.example', 'localhost:8080', '127.0.0.1', '日本.jp', 'a_b.example'];
    expect(check(row({ hosts })).config?.services[0]?.hosts).to.deep.equal([
      ...['w.example', '*.ads.example', 'localhost:8080', '127.0.0.1', 'xn--wgv71a.jp', 'a_b.example'],
    ]);
  });
});

describe('a placeholder in a row', () => {
  const PLACEHOLDERS = [
    'ー',
    '-',
    '—',
    '未定',
    '（未定）',
    '不明',
    '確認中です',
    '現在確認中',
    'TBD',
    'n/a',
    'To be confirmed.',
    '○○',
  ];

  it('is refused as a name, a recipient and an item, with null for what is being confirmed', () => {
    for (const ja of PLACEHOLDERS) {
      const words = { ja, en: 'Something' };
      for (const [change, path] of [
        [{ name: words }, 'name'],
        [{ recipient: words }, 'recipient'],
        [{ information: [words] }, 'information[0]'],
      ] as [Partial<Service>, string][])
        expect(find(row(change)), ja).to.deep.equal([['error', 'placeholder-text', `services[0].${path}.ja`]]);
    }
    const [found] = check(row({ recipient: { ja: '未定', en: 'Something' } })).findings;
    expect(found?.fix).to.include('null');
  });

  it('is refused as a purpose', () => {
    for (const ja of PLACEHOLDERS)
      for (const key of ['ownPurpose', 'recipientPurpose'] as const)
        expect(find(row({ [key]: { ja, en: 'Counting which pages are read' } })), ja).to.deep.equal([
          ['error', 'purpose-says-nothing', `services[0].${key}.ja`],
        ]);
  });

  it('is none where a short word says something', () => {
    for (const ja of ['姓', '名', 'IP', '確認中の注文の番号', '未定着の会員の割合'])
      expect(find(row({ information: [{ ja, en: 'Name' }] })), ja).to.deep.equal([]);
    expect(find(row({ recipient: { ja: 'X Corp.', en: 'X Corp.' } }))).to.deep.equal([]);
  });
});

describe('advertising that is always on', () => {
  it('is told of: nobody can switch it off', () => {
    expect(find(row({ category: 'advertising', purpose: 'necessary' }))).to.deep.equal([
      ['warning', 'advertising-always-on', 'services[0].purpose'],
    ]);
    const own = { category: 'advertising', purpose: 'necessary', mode: 'notify' } as const;
    expect(find(row(own)).map(([, code]) => code)).to.not.include('advertising-always-on');
  });
});

describe('a text that a language lacks', () => {
  const [purpose, ...rest] = siteConfig.purposes as [Purpose, ...Purpose[]];

  it('says what is shown instead of it', () => {
    const fixes = (title: Record<string, string>, languages: string[]) =>
      check({ languages, purposes: [{ ...purpose, title }, ...rest] })
        .findings.filter(({ path }) => path === 'purposes[0].title')
        .map(({ severity, fix }) => [severity, /"(\w+)" is shown/.exec(fix)?.[1]]);
    expect(fixes({ ja: '題' }, ['ja', 'en'])).to.deep.equal([['warning', 'ja']]);
    expect(fixes({ ja: '題' }, ['en', 'ja'])).to.deep.equal([['warning', 'ja']]);
    // Who reads Japanese first is owed it.
    expect(fixes({ en: 'Title' }, ['ja', 'en'])).to.deep.equal([['error', 'en']]);
  });
});

describe('editions and sections that say too little', () => {
  const [fifth, sixth] = siteConfig.editions as [Edition, Edition];
  const early = { ...sixth, date: '2026-03-01' };
  const terms = (...editions: Edition[]) => ({
    documents: [
      { id: 'terms', kind: 'terms' as const, title: { ja: '規約', en: 'Terms' }, withdrawUrl: '/leave/', editions },
    ],
  });
  const section = (body: Record<string, string>[]) => ({ id: 'one', heading: { ja: '第一条', en: 'One' }, body });
  const codes = (changes: Partial<SiteConfig>) =>
    find(changes).filter(([, code]) => code?.startsWith('edition-dated') || /empty|blank/.test(code ?? ''));

  it('are told of where one was published before the one that it follows', () => {
    expect(codes({ editions: [fifth, early] })).to.deep.equal([['warning', 'edition-dated-early', 'editions[1].date']]);
    const read = { ...fifth, sections: [section([{ ja: '本文', en: 'Text' }])] };
    expect(codes(terms(read, early))).to.deep.equal([
      ['warning', 'edition-dated-early', 'documents[0].editions[1].date'],
    ]);
    expect(codes(terms(read, sixth))).to.deep.equal([]);
  });

  it('are refused where a section of a document has nothing under its heading', () => {
    const blank = { ja: ' ', en: '　' };
    for (const body of [[], [blank]])
      expect(codes(terms({ ...fifth, sections: [section(body)] }))).to.deep.equal([
        ['error', 'empty-section', 'documents[0].editions[0].sections[0]'],
      ]);
    const empty = { ...fifth, sections: [section([])] };
    const told = { ...sixth, sections: [section([{ ja: '本文', en: 'Text' }])] };
    expect(codes(terms(empty, told))).to.deep.equal([]);
    expect(codes(terms(empty, { ...sixth, removed: ['one'] }))).to.deep.equal([
      ['warning', 'empty-document', 'documents[0].editions'],
    ]);
  });

  it('are told of where one language of a paragraph is blank', () => {
    expect(codes(terms({ ...fifth, sections: [section([{ ja: '本文', en: ' ' }])] }))).to.deep.equal([
      ['warning', 'blank-text', 'documents[0].editions[0].sections[0].body[0].en'],
    ]);
  });
});

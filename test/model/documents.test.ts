import { differences, sectionsAt, sequenceInForce } from '@noren/model';
import { buildChangeNotice, buildJointUse, checkConfig } from '@noren/model/publish';
import {
  type Document,
  type Edition,
  HANDLING_SECTIONS,
  type JointUse,
  type Section,
  type SiteConfig,
} from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

const [fifth, sixth] = siteConfig.editions as [Edition, Edition];
const section = (id: string, text = id): Section => ({
  id,
  heading: { ja: id, en: id },
  body: [{ ja: text, en: text }],
});
/** An edition of terms that can be read. */
const read = { ...fifth, sections: [section('scope')] };
const whole = HANDLING_SECTIONS.map((id) => section(id));
const jointUse: JointUse = {
  items: [{ ja: '氏名', en: 'Name' }],
  purposes: [{ id: 'inquiries' }],
  users: [
    {
      entity: 'sample-energy',
      signedAt: '2025-04-01',
      responsible: { ja: '個人情報保護管理者', en: 'Privacy manager' },
      address: { ja: '東京都', en: 'Tokyo' },
      representative: { ja: '代表取締役社長 見本 花子', en: 'Hanako Mihon, President' },
    },
  ],
};
const find = (changes: Record<string, unknown>) =>
  checkConfig({ ...siteConfig, ...changes } as SiteConfig).findings.map(({ code, path, received }) => [
    code,
    path,
    received,
  ]);

describe('the documents of a config', () => {
  it('may be left out', () => expect(find({})).to.deep.equal([]));

  it('have a handling notice with all ten sections, once they have one', () => {
    expect(find({ editions: [{ ...fifth, sections: whole }, sixth] })).to.deep.equal([]);
    const most = whole.filter(({ id }) => id !== 'security');
    expect(find({ editions: [{ ...fifth, sections: most }, sixth] })).to.deep.equal([
      ['missing-section', 'editions', 'security'],
    ]);
    expect(
      find({
        editions: [
          { ...fifth, sections: whole },
          { ...sixth, removed: ['contact'] },
        ],
      }),
    ).to.deep.equal([['missing-section', 'editions', 'contact']]);
  });

  it('say something in each of the ten sections', () => {
    const empty = { ...section('security'), body: [], items: [] };
    const without = (one: Section) => whole.map((other) => (other.id === one.id ? one : other));
    const place = `editions[0].sections[${whole.findIndex(({ id }) => id === 'security')}]`;
    for (const sections of [without(empty), without({ ...empty, body: [{ ja: ' ', en: ' ' }] })])
      expect(find({ editions: [{ ...fifth, sections }, sixth] })).to.deep.equal([['empty-section', place, 'security']]);
    const listed = { ...empty, items: [{ ja: '暗号化', en: 'Encryption' }] };
    expect(find({ editions: [{ ...fifth, sections: without(listed) }, sixth] })).to.deep.equal([]);
    // An edition of before stays as it is, so a new one puts it right.
    const repaired = { ...sixth, sections: [section('security')] };
    expect(find({ editions: [{ ...fifth, sections: without(empty) }, repaired] })).to.deep.equal([]);
  });

  it('name each item of joint use by itself', () => {
    const items = [
      { ja: '氏名等その他の情報', en: 'Name' },
      { ja: '住所', en: 'Address and so on' },
    ];
    expect(find({ jointUse: { ...jointUse, items } })).to.deep.equal([
      ['vague-item', 'jointUse.items[0].ja', '氏名等その他の情報'],
      ['vague-item', 'jointUse.items[1].en', 'Address and so on'],
    ]);
  });

  it('take out only what is there, and say each section once', () => {
    const editions = [{ ...fifth, sections: [...whole, section('items')], removed: ['appendix'] }, sixth];
    expect(find({ editions })).to.deep.equal([
      ['duplicate-id', 'editions[0].sections', 'items'],
      ['unknown-section', 'editions[0].removed', 'appendix'],
    ]);
  });

  it('have special terms that override terms there are, and nothing else overrides', () => {
    const of = (...documents: Partial<Document>[]) =>
      find({ documents: documents.map((one) => ({ title: { ja: '規約', en: 'Terms' }, editions: [read], ...one })) });
    const terms = { id: 'terms', kind: 'terms' } as const;
    const special = { id: 'special', kind: 'special-terms' } as const;
    expect(of(terms, { ...special, overrides: 'terms' })).to.deep.equal([]);
    expect(of(terms, { ...special, overrides: 'else' })).to.deep.equal([
      ['unknown-document', 'documents[1].overrides', 'else'],
    ]);
    expect(of(terms, special)).to.deep.equal([['unknown-document', 'documents[1].overrides', undefined]]);
    expect(of({ ...terms, overrides: 'terms' })).to.deep.equal([
      ['unknown-document', 'documents[0].overrides', 'terms'],
    ]);
    expect(of(terms, terms)).to.deep.equal([['duplicate-id', 'documents[1].id', 'terms']]);
  });

  it('announce terms always, also where the service has an emergency', () => {
    const of = (document: Partial<Document>) =>
      find({
        documents: [{ id: 'one', title: { ja: '文書', en: 'Text' }, editions: [read], emergency: true, ...document }],
      });
    expect(of({ kind: 'terms' })).to.deep.equal([['emergency-terms', 'documents[0].emergency', true]]);
    for (const kind of ['service-change', 'service-end', 'suspension'] as const) expect(of({ kind })).to.deep.equal([]);
  });

  it('lead out of terms that change, which nobody is taken to accept without', () => {
    const of = (document: Partial<Document>) =>
      find({ documents: [{ id: 'terms', kind: 'terms', title: { ja: '規約', en: 'Terms' }, ...document }] });
    const second = { ...sixth, affects: ['terms'] };
    expect(of({ editions: [read] })).to.deep.equal([]);
    expect(of({ editions: [read, second], withdrawUrl: '/leave/' })).to.deep.equal([]);
    expect(of({ editions: [read, second] })).to.deep.equal([
      ['missing-withdraw-url', 'documents[0].withdrawUrl', undefined],
    ]);
    expect(of({ kind: 'suspension', editions: [fifth, sixth] })).to.deep.equal([]);
  });

  it('can be read where they are terms; what is announced of the service is whole without sections', () => {
    const of = (kind: string, editions: Edition[]) =>
      find({ documents: [{ id: 'one', kind, title: { ja: '文書', en: 'Text' }, withdrawUrl: '/leave/', editions }] });
    const gone = { ...sixth, affects: ['terms'], removed: ['scope'] };
    for (const editions of [[fifth], [read, gone]])
      expect(of('terms', editions)).to.deep.equal([['empty-document', 'documents[0].editions', 'terms']]);
    expect(of('terms', [read])).to.deep.equal([]);
    for (const kind of ['service-change', 'service-end', 'suspension']) expect(of(kind, [fifth])).to.deep.equal([]);
    const documents = [{ id: 'one', kind: 'terms', title: { ja: '文書', en: 'Text' }, editions: [fifth] }];
    expect(checkConfig({ ...siteConfig, documents }, { strict: true }).config).to.equal(undefined);
  });

  it('are in order of time, each label once', () => {
    const documents = [
      {
        id: 'terms',
        kind: 'terms',
        title: { ja: '規約', en: 'Terms' },
        withdrawUrl: '/leave/',
        editions: [sixth, read, read],
      },
    ];
    expect(find({ documents })).to.deep.equal([
      ['edition-order', 'documents[0].editions[1].effectiveAt', fifth.effectiveAt],
      ['duplicate-id', 'documents[0].editions[2].label', '5'],
    ]);
  });

  it('claim joint use for the three purposes that are allowed, by companies that there are', () => {
    expect(find({ jointUse })).to.deep.equal([]);
    const [user] = jointUse.users;
    expect(find({ jointUse: { ...jointUse, users: [{ ...user, entity: 'nobody' }] } })).to.deep.equal([
      ['unknown-entity', 'jointUse.users[0].entity', 'nobody'],
    ]);
    expect(find({ jointUse: { ...jointUse, users: [user, user] } })).to.deep.equal([
      ['duplicate-id', 'jointUse.users[1].entity', 'sample-energy'],
    ]);
    for (const id of ['registration', 'site-improvement', 'advertising']) {
      const purposes = [{ id }];
      expect(find({ jointUse: { ...jointUse, purposes } })[0]).to.deep.equal([
        'invalid-value',
        'jointUse.purposes[0].id',
        id,
      ]);
    }
    for (const part of ['signedAt', 'responsible', 'address', 'representative']) {
      const { [part as 'address']: _, ...rest } = user as JointUse['users'][number];
      expect(find({ jointUse: { ...jointUse, users: [rest] } })[0]?.slice(0, 2), part).to.deep.equal([
        'missing-key',
        `jointUse.users[0].${part}`,
      ]);
    }
  });

  it('put no words of their own beside a purpose of joint use', () => {
    const of = (purpose: object) => find({ jointUse: { ...jointUse, purposes: [purpose] } });
    const text = { ja: '会員の登録', en: 'Registering members' };
    expect(of({ id: 'inquiries', text })).to.deep.equal([['unknown-key', 'jointUse.purposes[0].text', text]]);
    expect(of({ id: 'information', about: ['membership'] })).to.deep.equal([
      ['invalid-value', 'jointUse.purposes[0].about[0]', 'membership'],
    ]);
    expect(of({ id: 'information', about: [] })).to.deep.equal([['invalid-value', 'jointUse.purposes[0].about', []]]);
    expect(of({ id: 'proposals', by: ['fax'] })).to.deep.equal([
      ['invalid-value', 'jointUse.purposes[0].by[0]', 'fax'],
    ]);
    const reworded = (language: string) =>
      find({ jointUse, words: { [language]: { jointUse: { proposals: text.ja } } } });
    for (const language of ['ja', 'en', 'en-GB'])
      expect(reworded(language)).to.deep.equal([
        ['joint-use-reworded', `words.${language}.jointUse.proposals`, text.ja],
      ]);
    // A language that Noren has no words for is translated by the site.
    expect(reworded('fr')).to.deep.equal([]);
    expect(find({ words: { fr: { jointUse: { registration: 'x' } } } })).to.deep.equal([
      ['unknown-key', 'words.fr.jointUse.registration', 'x'],
    ]);
  });

  it('say of each company who answers for it, in words', () => {
    const [user] = jointUse.users;
    for (const part of ['responsible', 'address', 'representative'])
      for (const text of [' ', '—', '・・・', '未定', '確認中です', 'TBD', '（未定）'])
        expect(
          find({ jointUse: { ...jointUse, users: [{ ...user, [part]: { ja: text, en: 'Somebody' } }] } }),
        ).to.deep.equal([['joint-use-incomplete', `jointUse.users[0].${part}.ja`, text]]);
    expect(find({ jointUse: { ...jointUse, items: [{ ja: '　', en: 'Name' }] } })).to.deep.equal([
      ['joint-use-incomplete', 'jointUse.items[0].ja', '　'],
    ]);
  });

  it('tell of joint use nowhere else, so that no section claims more', () => {
    const of = (body: string, changes: object, items: string[] = []) => {
      const both = (text: string) => ({ ja: text, en: 'Below' });
      const joint = { ...section('joint-use'), body: [both(body)], items: items.map(both) };
      const sections = whole.map((one) => (one.id === 'joint-use' ? joint : one));
      return find({ editions: [{ ...fifth, sections }, sixth], ...changes });
    };
    const place = `editions[0].sections[${whole.findIndex(({ id }) => id === 'joint-use')}]`;
    for (const body of [
      '利用目的は、会員の登録です。',
      'サイトを改善するために利用します。',
      '会員の登録のため、共同で利用します。',
      'We use it jointly for the purpose of registration.',
    ])
      expect(of(body, { jointUse })).to.deep.equal([['joint-use-told-twice', `${place}.body[0].ja`, body]]);
    expect(of('次の会社です。', { jointUse }, ['登録する目的'])).to.deep.equal([
      ['joint-use-told-twice', `${place}.items[0].ja`, '登録する目的'],
    ]);
    for (const body of [
      '次の会社と共同で利用します。責任者は、それぞれの会社に置きます。',
      'そのため、会社ごとに責任者を置きます。',
    ])
      expect(of(body, { jointUse })).to.deep.equal([]);
    const pointer = '共同利用する個人データの項目、共同利用者の範囲、利用目的および管理責任者は、次のとおりです。';
    expect(of(pointer, { jointUse })).to.deep.equal([]);
    expect(
      of('The items, the companies, the purposes and who is responsible are listed below.', { jointUse }),
    ).to.deep.equal([]);
    expect(of(pointer, { jointUse }, ['会員の登録'])).to.deep.equal([
      ['joint-use-told-twice', `${place}.body[0].ja`, pointer],
    ]);
    for (const body of [
      '会員の登録、利用目的および管理責任者は、次のとおりです。',
      '利用目的は次のとおりです。会員の登録です。',
      'The purposes are registration and are listed below.',
    ])
      expect(of(body, { jointUse })).to.deep.equal([['joint-use-told-twice', `${place}.body[0].ja`, body]]);
    const claim = '当社は、グループ各社と共同して利用いたします。';
    expect(of(claim, {})).to.deep.equal([['joint-use-untold', `${place}.body[0].ja`, claim]]);
    for (const body of ['共同利用は行っていません。', '個人情報を共同で利用しておりません。'])
      expect(of(body, {})).to.deep.equal([]);
  });

  it('need no words in the section of joint use, which is told below it', () => {
    const sections = whole.map((one) => (one.id === 'joint-use' ? { ...one, body: [] } : one));
    const editions = [{ ...fifth, sections }, sixth];
    expect(find({ editions, jointUse })).to.deep.equal([]);
    expect(find({ editions }).map(([code]) => code)).to.deep.equal(['empty-section']);
  });

  it('read well, whatever joint use is narrowed to', () => {
    const said = (language: string, ...purposes: JointUse['purposes']) =>
      buildJointUse({ ...siteConfig, jointUse: { ...jointUse, purposes } }, language)?.purposes;
    const about = ['products', 'events', 'products'] as JointUse['purposes'][number]['about'];
    const purposes: JointUse['purposes'] = [
      { id: 'inquiries', about },
      { id: 'proposals' },
      { id: 'information', about, by: ['notice-mail', 'telephone'] },
    ];
    expect(said('ja', ...purposes)).to.deep.equal([
      '製品、催しについてのお問い合わせとご相談への回答',
      '製品、サービス、ソリューション、催し、セミナーの提案',
      '製品、催しについての情報の提供（お知らせメール、電話）',
    ]);
    expect(said('en', ...purposes)).to.deep.equal([
      'Answering your inquiries about products and events, and giving advice',
      'Proposing products, services, solutions, events, and seminars to you',
      'Informing you about products and events (by notice mail and telephone)',
    ]);
  });
});

describe('a change notice', () => {
  const config = {
    ...siteConfig,
    documents: [
      {
        id: 'terms',
        kind: 'terms',
        title: { ja: '規約', en: 'Terms' },
        withdrawUrl: '/leave/',
        editions: [fifth, { ...sixth, sections: [section('fees')] }],
      },
    ],
  } as SiteConfig;

  it('is what a page shows of it, in its language', () => {
    const notice = buildChangeNotice(config, 'terms', '6', 'en');
    expect(notice).to.deep.include({ document: 'terms', title: 'Terms', language: 'en', withdrawUrl: '/leave/' });
    expect(notice?.edition.sections).to.deep.equal([{ id: 'fees', heading: 'fees', body: ['fees'] }]);
    expect(notice?.withdraw).to.match(/membership/);
    expect(buildChangeNotice(config, 'terms', '6', 'ja')?.title).to.equal('規約');
  });

  it('is not there for what is not published', () => {
    expect(buildChangeNotice(config, 'terms', '7', 'en')).to.equal(undefined);
    expect(buildChangeNotice(config, 'else', '6', 'en')).to.equal(undefined);
    expect(buildChangeNotice(config, 'terms', '6', 'fr')).to.equal(undefined);
  });
});

describe('a document over time', () => {
  const editions: Edition[] = [
    { ...fifth, label: '1', sections: [section('a'), section('b'), section('c')] },
    { ...fifth, label: '2', sections: [section('b', 'other'), section('d')], removed: ['c'] },
    { ...sixth, label: '3' },
  ];
  const read = (sequence: number) => sectionsAt(editions, sequence).map(({ id, body }) => `${id}:${body[0]?.en}`);

  it('is what every edition so far has made of it', () => {
    expect(read(1)).to.deep.equal(['a:a', 'b:b', 'c:c']);
    expect(read(2)).to.deep.equal(['a:a', 'b:other', 'd:d']);
    expect(read(3)).to.deep.equal(read(2));
    expect(read(0)).to.deep.equal([]);
  });

  it('tells two editions apart, either way round', () => {
    const of = (from: number, to: number) =>
      differences(editions, from, to).map(({ id, before, after }) => [id, before?.body[0]?.en, after?.body[0]?.en]);
    expect(of(1, 2)).to.deep.equal([
      ['b', 'b', 'other'],
      ['c', 'c', undefined],
      ['d', undefined, 'd'],
    ]);
    expect(of(2, 1)).to.deep.equal([
      ['b', 'other', 'b'],
      ['d', 'd', undefined],
      ['c', undefined, 'c'],
    ]);
    expect(of(2, 3)).to.deep.equal([]);
  });

  it('knows which edition is in force', () => {
    const at = (now: string) => sequenceInForce(siteConfig.editions, new Date(now));
    expect(at('2026-05-01T00:00:00Z')).to.equal(1);
    expect(at(sixth.effectiveAt)).to.equal(2);
    expect(at('2020-01-01T00:00:00Z')).to.equal(1);
  });
});

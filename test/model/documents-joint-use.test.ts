import { buildJointUse } from '@noren/model/publish';
import type { JointUse } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { fifth, find, section, sixth, whole } from './read-documents.ts';

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

describe('the documents of a config', () => {
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

import { checkConfig } from '@noren/model/publish';
import { type Edition, HANDLING_SECTIONS, type JointUse, type SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

const [fifth, sixth] = siteConfig.editions as [Edition, Edition];
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

/** What the lint says of a section of joint use that has these paragraphs. */
function find(paragraphs: readonly string[], changes: object): string[] {
  const sections = HANDLING_SECTIONS.map((id) => ({
    id,
    heading: { ja: id, en: id },
    body: (id === 'joint-use' ? paragraphs : [id]).map((text) => ({
      ja: text,
      en: 'It is not used for any other purpose.',
    })),
  }));
  const config = { ...siteConfig, editions: [{ ...fifth, sections }, sixth], ...changes } as SiteConfig;
  return checkConfig(config).findings.map(({ code }) => code);
}

const DENIALS = [
  'この範囲を超えた目的では利用しません。',
  '上記の目的以外では利用しません。',
  '上記の範囲を超えて利用することはありません。',
  '利用目的の範囲を超えた利用はいたしません。',
  '当社およびグループ各社は、この範囲を超えた目的では、個人データを利用しません。',
  '広告の目的では利用しません。',
  '信用調査、与信のためには利用いたしません。',
  '個人データを、会員の登録のために利用することはありません。',
  '共同利用者は、下記以外の目的で個人データを利用いたしません。',
  'あらかじめ本人の同意を得ずに、この範囲を超えた目的で利用しません。',
  'ご本人の同意なく、利用目的の達成に必要な範囲を超えて利用することはありません。',
  'その他の目的では利用しません。',
  'これら以外の目的には使用しません。',
  '広告のための利用は行っていません。',
  'この目的を超えて第三者に提供することは禁じられています。',
  'We do not use it for any other purpose.',
  'It is not used for any purpose beyond these.',
  'We do not use it for purposes other than those listed below.',
  'Beyond these purposes, it is not used.',
  'Personal data that is used jointly is not used for the purpose of advertising.',
  'No company uses it for the purpose of registration.',
  'The companies never use it for any purpose outside this list.',
  'It will not be used for advertising purposes.',
  "We don't use it in order to improve the site.",
  'The data are not shared for any purposes beyond the scope stated above.',
];

// Each lets something pass, says yes on its way to the no, or cannot be told from one that does.
const CLAIMS = [
  '会員の登録以外の目的では利用しません。',
  '会員の登録のために利用し、広告の目的では利用しません。',
  '会員の登録のために利用しますが、広告の目的では利用しません。',
  '会員の登録の目的で利用しないことはありません。',
  '利用目的は会員の登録で、広告の目的では利用しません。',
  '利用目的は会員の登録であり、この範囲を超えて利用しません。',
  '会員の登録の範囲を超えた目的では利用しません。',
  '会員の登録の目的でしか利用しません。',
  '会員の登録の目的でのみ利用し、それ以外の目的では利用しません。',
  '会員の登録の場合を除き、広告の目的では利用しません。',
  '会員の登録のためでなければ利用しません。',
  '会員の登録という利用目的以外では利用しません。',
  '利用目的：会員の登録　広告の目的では利用しません。',
  '利用目的　会員の登録　広告の目的では利用しません。',
  '会員の登録のための利用を妨げません。',
  '会員の登録のために利用しても差し支えありません。',
  '会員の登録のために利用しなければなりません。',
  '会員の登録のために利用する一方、広告の目的では利用しません。',
  '会員の登録の目的に限り、広告では利用しません。',
  '同意なく広告の目的では利用しません。',
  '会員の登録のために取得し広告の目的では利用しません。',
  '利用目的は会員の登録（広告の目的では利用しません）',
  '会員の登録を目的とし、この範囲を超えて利用しません。',
  '会員の登録が目的で、この範囲を超えて利用しません。',
  '利用目的は、会員の登録です。',
  'サイトの改善のために利用することを拒みません。',
  'We use it for the purpose of registration and do not use it for advertising.',
  'We do not use it except for the purpose of registration.',
  'We do not only use it for the purpose of registration.',
  'It is not used unless for the purpose of registration.',
  'It is used for no purpose other than registration.',
  'The purpose is registration, not advertising.',
  'The purpose is registration; it is not used for advertising.',
  'We do not use it for purposes other than registration.',
  'We do not use it beyond the purpose of registration.',
  'For the purpose of registration we use it, and we do not use it for advertising.',
  'We will not refuse to use it for the purpose of registration.',
  'We do not use it for advertising, the purpose is registration.',
  'We do not use it for no purpose.',
  'We do not use it without the purpose of registration.',
  'It serves the purpose of registration for companies that do not use it.',
  'We use it for the purpose of registration.',
  'It is not used for advertising but for registration.',
  'We cannot but use it for the purpose of registration.',
  'Registration is the purpose for which we do not use it jointly (it is used here).',
  '会員の登録に利用します。',
  '個人データを会員の管理に用います。',
  'We use it to register members.',
  'We use it jointly with the group for registering members.',
];

const NO_JOINT_USE = [
  '共同利用は行っていません。',
  '個人情報を共同で利用しておりません。',
  '共同利用はありません。',
  'グループ各社と共同で利用することはありません。',
  '共同利用は、現在行っていません。',
  '共同利用者はいません。',
  '個人データの共同利用はいたしません。',
  'We do not use it jointly.',
  'Personal data is not used jointly.',
  'We do not jointly use personal data.',
  'There is no joint use.',
  'Nobody uses it jointly.',
  'Personal data is not jointly used with any company.',
];

const JOINT_USE = [
  'グループ会社以外とは共同で利用しません。',
  '次の場合を除き、共同利用しません。',
  '当社は、グループ各社と共同して利用いたします。',
  '共同利用する個人データは、第三者に提供しません。',
  'グループ各社と共同で利用し、第三者とは共同で利用しません。',
  '共同利用しないことはありません。',
  '共同利用できないことはありません。',
  'We only use it jointly with the group and do not sell it.',
  'We do not use it jointly except with the group.',
  'We use it jointly with the group; it is not sold.',
  'We do not provide jointly used data to others.',
  'We do not use data that we jointly use with the group for sale.',
  'We do not sell it, and we jointly use it with the group.',
  'We do not use it alone but jointly.',
  'We do not use it alone; jointly with the group.',
  'グループ各社と共同して利用いたします。第三者には提供しません。',
  '共同で利用させていただきます。',
  '共同利用する場合があります。',
  'We use it jointly with the group. It is not sold.',
  'There is joint use with the group companies.',
];

describe('the section of joint use, whose purposes are told below it', () => {
  for (const text of DENIALS)
    it(`may deny: ${text}`, () => {
      expect(find([text], { jointUse })).to.deep.equal([]);
      expect(find([`次の会社と共同で利用します。${text}`], { jointUse })).to.deep.equal([]);
    });

  for (const text of CLAIMS)
    it(`may not claim: ${text}`, () => {
      expect(find([text], { jointUse })).to.deep.equal(['joint-use-told-twice']);
      expect(find([`${text}\n${DENIALS[0]}`], { jointUse })).to.deep.equal(['joint-use-told-twice']);
    });

  it('may point to the list and deny the rest, in one paragraph or two', () => {
    const pointer = '利用目的および管理責任者は、次のとおりです。';
    const [denial = ''] = DENIALS;
    expect(find([pointer + denial], { jointUse })).to.deep.equal([]);
    expect(find([pointer, denial], { jointUse })).to.deep.equal([]);
    expect(find([pointer, '会員の登録です。'], { jointUse })).to.deep.equal(['joint-use-told-twice']);
  });

  it('may say that data is used with care, and by whom', () => {
    for (const text of [
      '個人データは、適切に利用します。',
      'グループ各社とともに利用します。',
      'The companies that use it are responsible for it.',
    ])
      expect(find([text], { jointUse }), text).to.deep.equal([]);
  });
});

describe('the section of joint use, where there is none', () => {
  for (const text of NO_JOINT_USE) it(`may say so: ${text}`, () => expect(find([text], {})).to.deep.equal([]));

  for (const text of JOINT_USE)
    it(`may not tell of it: ${text}`, () => expect(find([text], {})).to.deep.equal(['joint-use-untold']));
});

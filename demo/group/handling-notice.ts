import type { HandlingSection, Section, Text } from '@noren/model/schema';

const HEADINGS: Readonly<Record<HandlingSection, Text>> = {
  acquirer: { ja: '1. 個人情報を取得する事業者', en: '1. Who acquires personal information' },
  purposes: { ja: '2. 利用目的', en: '2. What it is used for' },
  items: { ja: '3. 取得する項目', en: '3. What is acquired' },
  'joint-use': { ja: '4. 共同利用', en: '4. Joint use' },
  provision: { ja: '5. 第三者への提供', en: '5. Provision to third parties' },
  processors: { ja: '6. 取扱いの委託', en: '6. Processors' },
  voluntary: { ja: '7. ご提供の任意性', en: '7. Giving it is voluntary' },
  security: { ja: '8. 安全管理措置', en: '8. Security measures' },
  unnoticed: { ja: '9. 容易に認識できない方法による取得', en: '9. Acquisition that is not easily noticed' },
  contact: { ja: '10. お問い合わせ窓口', en: '10. Contact' },
};

/** Text in both languages, in the order in which it is read. */
type Lines = readonly (readonly [ja: string, en: string])[];

const texts = (lines: Lines): Text[] => lines.map(([ja, en]) => ({ ja, en }));

function section(id: HandlingSection, body: Lines, items: Lines = []): Section {
  return { id, heading: HEADINGS[id], body: texts(body), ...(items.length ? { items: texts(items) } : {}) };
}

const acquirer = (department: readonly [string, string], manager: readonly [string, string]): Section =>
  section('acquirer', [
    [
      'サンプル電機株式会社（東京都見本区見本町1-2-3）',
      'Sample Electric Corporation (1-2-3 Mihon-cho, Mihon-ku, Tokyo)',
    ],
    [`担当部署：${department[0]}`, `Department in charge: ${department[1]}`],
    [`個人情報保護管理者：${manager[0]}`, `Privacy manager: ${manager[1]}`],
  ]);

const contact = (place: readonly [string, string]): Section =>
  section('contact', [
    [
      'ご本人は、ご自身の情報について、利用目的の通知、開示、訂正、追加、削除、利用の停止を求めることができます。',
      'You may ask us what your information is used for, and to disclose, correct, add to, delete or stop using it.',
    ],
    [`窓口：${place[0]}`, `Contact: ${place[1]}`],
  ]);

const FIRST_PURPOSES: Lines = [
  ['会員の登録と本人の確認', 'Registering members and checking who they are'],
  ['お問い合わせへの回答', 'Answering inquiries'],
  ['製品とサービスのご案内', 'Telling you about products and services'],
];

const FIRST_ITEMS: Lines = [
  ['氏名、会社名、部署、職種', 'Name, company, department, occupation'],
  ['メールアドレス、電話番号、住所', 'E-mail address, telephone number, postal address'],
  ['お問い合わせの内容', 'What you ask us'],
];

const NO_JOINT_USE = section('joint-use', [['共同利用は行っていません。', 'There is no joint use.']]);

const COOKIES: Lines = [
  [
    'このサイトは、クッキー（ブラウザに保存される小さなデータ）と Web ビーコン（閲覧を知らせる小さな画像や通信）、統計のためのツールを使用します。',
    'This site uses cookies (small pieces of data kept in your browser), web beacons (small images or messages that tell that a page was viewed) and tools for statistics.',
  ],
  [
    'クッキーはブラウザの設定で拒否できます。その場合、ログインの状態を保つことができません。',
    'You can refuse cookies in your browser; you cannot stay signed in then.',
  ],
];

const OPT_OUT: Lines = [
  [
    '閲覧した内容に関係する広告は、広告の会社ごとの手続きで停止できます。手続きは「広告を停止する方法」に記載しています。',
    'Ads based on what you view are stopped by the procedure of each advertising company, told on the page about stopping ads.',
  ],
];

/** Every section as the first edition had it. */
const first: readonly Section[] = [
  acquirer(['会員サービス部', 'Member Services'], ['法務部長', 'Head of Legal Affairs']),
  section('purposes', [], [...FIRST_PURPOSES, ['提携する会社への提供', 'Providing it to companies we work with']]),
  section('items', [], FIRST_ITEMS),
  NO_JOINT_USE,
  section('provision', [
    [
      '法令に基づく場合を除き、ご本人の同意なしに第三者へ提供しません。',
      'Except where the law demands it, nothing is given to third parties without your consent.',
    ],
  ]),
  section('processors', [
    [
      '利用目的の達成に必要な範囲で、取扱いを外部に委託します。委託先は契約で監督します。',
      'As far as the purposes need it, others process information for us. We supervise them by contract.',
    ],
  ]),
  section('voluntary', [
    [
      'ご提供は任意です。必須と表示した項目のご提供がない場合は、会員の登録とお問い合わせへの回答ができません。',
      'Giving us information is voluntary. Without what is marked as required we cannot register you or answer you.',
    ],
  ]),
  section('security', [
    [
      '取扱いの規程を定め、取り扱う者を限定し、通信と保管を暗号化し、定期的に点検します。',
      'We have rules for handling it, limit who does, encrypt it in transit and at rest, and inspect this regularly.',
    ],
  ]),
  section('unnoticed', COOKIES),
  contact(['会員サービス部 お客さま窓口', 'Member Services, customer desk']),
];

/**
 * What each edition of the group's handling notice wrote anew, by label: the facts of its changes in words of the
 * fictional group.
 */
export const handlingSections: Readonly<Record<string, readonly Section[]>> = {
  '1': first,
  '2': [acquirer(['会員推進部', 'Member Relations'], ['法務部長', 'Head of Legal Affairs'])],
  '3': [section('unnoticed', [...COOKIES, ...OPT_OUT])],
  '3.1': [acquirer(['デジタル会員部', 'Digital Membership'], ['法務部長', 'Head of Legal Affairs'])],
  '4': [
    section('purposes', [], FIRST_PURPOSES),
    section('joint-use', [
      [
        '責任者は、サンプル電機株式会社の法務部長です。',
        'The head of Legal Affairs of Sample Electric Corporation is responsible.',
      ],
    ]),
    contact(['個人情報相談窓口（privacy@sample-electric.example）', 'Privacy desk (privacy@sample-electric.example)']),
  ],
  '5': [
    acquirer(['デジタル会員部', 'Digital Membership'], ['リスク管理部長', 'Head of Risk Management']),
    section('joint-use', [['責任者は、それぞれの会社に置きます。', 'Each company has its own person responsible.']]),
  ],
  '6': [
    section(
      'purposes',
      [],
      [
        ['会員の登録、本人の確認、会員資格の管理', 'Registering members, checking who they are, managing membership'],
        ['お問い合わせとご相談への回答', 'Answering inquiries and giving advice'],
        ['製品、サービス、催しの提案', 'Proposing products, services and events'],
        ['お知らせメールとメールマガジンの配信', 'Sending notice mails and newsletters'],
        ['サイトの内容と使いやすさの改善', 'Improving the content and the use of the site'],
      ],
    ),
    section('items', [], [...FIRST_ITEMS, ['アンケートの回答', 'Answers to surveys']]),
    section(
      'unnoticed',
      [
        ...COOKIES,
        [
          '使用する目的は次のとおりです。許可はいつでも取り消すことができます。',
          'They are used for the following. You can withdraw your permission at any time.',
        ],
        ...OPT_OUT,
      ],
      [
        ['閲覧状況の統計', 'Statistics on how pages are read'],
        ['閲覧に合わせたご案内とポップアップの表示', 'Showing notices and pop-ups that fit what you view'],
        ['メールの個別 URL による会員の識別', 'Recognising members by the personal links in our mail'],
        [
          '識別した会員の情報と閲覧履歴の結び付けと分析',
          'Joining and analysing the information of a recognised member with what was viewed',
        ],
        ['閲覧した内容に関係する広告の配信', 'Showing ads related to what you viewed'],
      ],
    ),
  ],
};

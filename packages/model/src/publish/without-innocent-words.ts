/** What a noun ends with. 「…ページ等分析」 is a list and an analysis, 「三つに等分する」 is a division. */
const AFTER_NOUN = '(?<=[\\p{sc=Han}\\p{sc=Katakana}\\p{sc=Latin}ー\\p{Nd})\\]」』])';
const NOT_AFTER_NOUN = AFTER_NOUN.replace('?<=', '?<!');
const NUMERAL = '[一二三四五六七八九十1-9]';
const DIVIDED = '等分(?![析類割布量野解岐担離配別])';

/** Words of which 等 is the end or the middle. Where a noun stands before it, 応対等 is no 対等 and 売上高等 no 高等. */
const SAME = [
  `${NOT_AFTER_NOUN}(?:平|同|対|均|優|劣|特|相|勲)等`,
  '(?:不|男女|両性|万人)平等',
  '(?:機会|不)均等',
  '高等(?:学校|専門|専修|教育|課程|裁判所|検察庁|女学校|工業|商業|動物|植物|生物|数学|な|部(?![門署分品位数])|科(?![目学]))',
  '中等(?:教育|学校|度|症|普通|部(?![門署分品位数]))',
  '初等(?:教育|中等教育|数学|部(?![門署分品位数])|科(?![目学]))',
  '上等(?=[な兵品])',
  '下等(?=[な動生植])',
  `${NOT_AFTER_NOUN}第?${NUMERAL}等`,
  `${NUMERAL}(?:等(?:[賞席星車級辺]|当選|親(?![会族権]))|${DIVIDED})`,
  `(?:${NUMERAL}|何)親等`,
  `${NOT_AFTER_NOUN}親等(?=数|関係|図|計算|以内|内|$)`,
  '等級',
  '等级',
  '等号(?!室)',
  '等々力',
  '等身大',
  '等高線',
  '等圧線',
  '等差数列',
  '等比数列',
  '等し[いくかけきさ]',
  '不等(?=[式号辺価]|間隔)',
  '(?:我|吾|彼|何|これ|それ|あれ)等',
  '等待',
  '等候',
  '等于',
  '等同',
  ...[
    DIVIDED,
    '等価(?![格値額])',
    '等間隔',
    '等距離',
    '等倍(?![率数])',
    '等質(?![問疑量])',
    '等量(?![的子産販])',
    '等速(?![報達記])',
    '等温(?!度)',
    '等式(?![典場辞次])',
    '等幅',
    '等方',
  ].map((word) => NOT_AFTER_NOUN + word),
];

/** Words with 他: somebody or something else that is named, not the rest of a list, as in 「その他サービス」. */
const OTHER = [
  '他社(?![内会])',
  '他人(?![数口気])',
  '他国(?![籍内])',
  '他者',
  '他方(?![法面針式向])',
  '他言語',
  '他動詞',
  '[自排利]他',
  '他们',
  '其他(?!$|[、,。)]|的?(?:信息|资料|資料|資訊|数据|數據))',
  `${NOT_AFTER_NOUN}他(?:店|県|校|行|誌|紙|サイト|ページ|サービス|アプリ|ブラウザ|端末|機器|デバイス|媒体|部署|部門|会員|利用者|ユーザー|事業者|企業|機関|団体|ドメイン|システム|製品|商品|地域|都道府県|画面)`,
].map((word) => `(?<!その|其の|其)${word}`);

/** Names and words that sound like など, 各種 and etc.: ETC is how Japan pays its tolls. */
const ELSE = ['(?:コロ|グラ|トル)ナド', '各種学校', 'ETC(?= ?(?:カード|利用|車載|番号|ゲート|レーン|割引|マイレージ))'];

const INNOCENT = new RegExp([...SAME, ...OTHER, ...ELSE].join('|'), 'gu');

/** Puts a plain noun in the place of every word in which 等, 他, ナド or 各種 is innocent. */
export function withoutInnocentWords(text: string): string {
  return text.replace(INNOCENT, '語');
}

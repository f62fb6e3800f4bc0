import { checkConfig } from '@noren/model/publish';
import type { Service } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

const [first] = siteConfig.services as [Service];

/** What the lint says of a row that sends this one item. */
function find(item: string): unknown[] {
  const row = { ...first, information: [{ ja: item, en: 'Screen size' }] };
  return checkConfig({ ...siteConfig, services: [row] }).findings.map(({ severity, code, received }) => [
    severity,
    code,
    received,
  ]);
}

describe('an item of what is sent', () => {
  for (const item of [
    '売上等',
    '応対等',
    'IPアドレス等価格情報',
    'IPアドレス等地域を',
    '閲覧ページ等分析に',
    'Cookies ｅｔｃ．',
    'クッキーﾅﾄﾞ',
    'クッキーナド',
    'その 他',
    'その　他の情報',
    '氏名ほか',
    '氏名、住所ほか',
    'IPアドレス他',
    '氏名、他',
    '氏名他の情報',
    '住所ほかの情報',
    '氏名といった情報',
    '氏名をはじめとする情報',
    '各種の情報',
    '各種情報',
    'et cetera',
    'cookies and more',
    'clicks such as these',
    'various data',
    'クッキー等',
    '閲覧履歴など',
    'IP アドレス等の情報',
    '端末の種類等を含む情報',
    'Cookies, etc.',
    'the page and so on',
    'other information',
    'referrer and others',
    'クッキーなど識別情報',
    'お問い合わせ等分析',
    '公平等',
    '最高等',
    '標高等',
    '平均等',
    '両親等',
    'クッキー等々',
    '水平等',
    '俳優等',
    'サイト上等での行動',
    'アクセス中等',
    '使用中等',
    '部屋番号等号室',
    'クッキー（Cookie）等分析',
    'お知らせ等価格',
    'など',
    'クッキー な ど',
    'ク\u200bッキーな\u200bど',
    '売上高等部門別',
  ])
    it(`is refused where it leaves the list open: ${item}`, () => {
      expect(find(item)).to.deep.equal([['error', 'vague-item', item]]);
    });

  for (const item of [
    '二親等',
    '中等教育',
    '等々力',
    '等間隔',
    '等倍',
    'ひらがなとかなどちらで',
    '高等学校の名称',
    '会員の等級',
    '同等の機能',
    '平等な抽選の結果',
    '均等に割り当てた番号',
    '相当する額',
    '世田谷区等々力の店舗',
    '二親等以内の家族',
    '宝くじの一等',
    '一等賞の当選',
    '後期中等教育',
    '三等分した画面',
    '二等辺三角形',
    '他社のサイトの閲覧',
    '他人の投稿',
    '他国からの接続',
    '他のサイトの閲覧履歴',
    'ほかのサイトの閲覧履歴',
    '他方の端末',
    '会員等級',
    '対等な取引',
    '男女平等',
    '機会均等',
    '親等',
    '不等号',
    '等しい値',
    '排他的な設定',
    '行動分析を提供するほか、統計を作成',
    '氏名のほか、住所',
    'このサイトと他サイトの閲覧履歴',
    '自社他社の比較',
    'お客さまを初めて見た日時',
    'コロナドのホテルの予約',
    '各種学校の名称',
    '等価交換',
    '画像の等倍表示',
    'History of this and other sites',
    'Amazon and other sites',
    'more than one visit',
    'and more precise',
    '其他网站的浏览记录',
    '等待时间',
    '思いのほか長い閲覧',
    '部屋の番号と等号',
    '当社の他サイトの閲覧履歴',
  ])
    it(`is taken for what it is: ${item}`, () => {
      expect(find(item)).to.deep.equal([]);
    });
});

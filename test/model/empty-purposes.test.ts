import { checkConfig } from '@noren/model/publish';
import type { Service } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

const [first] = siteConfig.services as [Service];

/** What the lint says of a row with this purpose. */
function find(purpose: string): string[] {
  const row = { ...first, ownPurpose: { ja: purpose, en: 'Counting visits to improve pages' } };
  return checkConfig({ ...siteConfig, services: [row] }).findings.map(({ code }) => code);
}

describe('a purpose', () => {
  for (const purpose of [
    'サービスの品質向上および利便性の向上のため',
    'マーケティング目的で利用します',
    'サービス改善のために利用します',
    '当社所定の目的のため',
    'ユーザー体験の向上',
    'プライバシーポリシーに記載の目的',
    'for marketing purposes',
    'To improve our services and products',
    'as described in its policy',
    'ああああああ',
    'サービス向上のため',
    '当社のサービスの改善',
    'マーケティング',
    '分析',
    'to improve our services',
    'Business purposes',
    'Marketing.',
    'analytics',
    'お客様により良いサービスを提供するため',
    'サービスの向上を図るため',
    '当社のプライバシーポリシーに定める目的のために利用します',
    '各種目的のため',
    '当社のビジネスのため',
    'We use it to improve your user experience',
    'marketing and analytics purposes',
    'provide and improve our services',
    'aaaaaaaa',
    'ｻｰﾋﾞｽ向上のため',
    'サ ー ビ ス 向 上',
    'マーケティング等のため',
    'as described in our privacy policy.',
    '利便性向上',
    '顧客満足度の向上',
    'サービスの維持・向上',
    '商品・サービスの改善',
    '地図',
    'Chat',
    'improving services',
    'optimization',
    'service improvement',
    '広告の改善',
    '統計の利用',
    '当社の定める目的',
    'for our legitimate business purposes',
    'see our privacy policy',
  ])
    it(`is refused where it tells nothing: ${purpose}`, () => {
      expect(find(purpose)).to.deep.equal(['purpose-says-nothing']);
    });

  for (const purpose of [
    '広告配信',
    '地図表示',
    '動画再生',
    '不正防止',
    'Show maps',
    '동영상 재생을 위해',
    '显示地图',
    '広告配信のため',
    '閲覧の多いページの改善',
    'Improving pages that are read a lot',
    'Counting visits to improve pages',
    '自社のサービスの維持と、不正利用の防止',
    '閲覧状況の集計と、ページの改善',
    'Running its own services and keeping them safe',
    '選択の保存と、選択された事実の証明',
    '動画の再生',
    '商品開発',
    'サービスの障害の検知',
    '利用規約に基づく不正利用の防止',
    '効果測定',
    'Measure ads',
    '製品を紹介する動画の再生',
    '利用規約違反の検知',
    'Inviting you to tours',
    'くじらの観察会へのご案内',
    '動画再生のため',
    'Playing videos',
    '地図の表示',
    'Deliver ads',
    'Provide the map',
    '広告の効果の測定',
    '不正ログインの防止に利用します',
    'Chat support',
    '品質管理のための録音',
    'Quality control of calls',
    '不正の防止と品質の向上',
  ])
    it(`is taken where it tells what is done: ${purpose}`, () => {
      expect(find(purpose)).to.deep.equal([]);
    });

  // A pattern that backtracks without end would outlast the test's own time.
  it('is judged, however long and strange it is', () => {
    for (const unit of ['のにでを', 'ためです', '当社の', 'for the ', 'は・と', '. . ', '   x']) {
      const others = find(unit.repeat(4000 / unit.length)).filter((code) => code !== 'purpose-says-nothing');
      expect(others, unit).to.deep.equal([]);
    }
  });
});

import { expect } from 'chai';
import { siteConfig } from '../../fixtures/site-config.ts';
import { parts, textOf } from '../stage.ts';
import { leave, openRegister, type Register, seen, withRows } from './open-register.ts';

const history = (element: Register): HTMLElement[] => parts(element, '[part=history]');
const lines = (element: Register): string[] => parts(element, '[part=history] :is(h4, li)').map(textOf);

function open(element: Register): void {
  for (const summary of parts(element, '[part=history] > summary')) summary.click();
}

describe('noren-disclosure: the history of the register', () => {
  afterEach(leave);

  it('tells newest first since when each edition was in force, what it changed, and which rows came, changed and ended', async () => {
    const { element } = await openRegister({
      config: withRows({
        'google-analytics-4': { firstEdition: '5', changedEdition: '6' },
        karte: { firstEdition: '6' },
        meta: { firstEdition: '5' },
        linkedin: { firstEdition: '5', lastEdition: '5' },
      }),
    });
    expect(history(element)).to.have.length(1);
    open(element);
    expect(lines(element)).to.deep.equal([
      '第6版（2026年6月3日から適用）',
      'クッキーと Web ビーコンの目的を詳しく記載しました。',
      '追加：KARTE',
      '変更：Google アナリティクス 4',
      '終了：LinkedIn インサイトタグ',
      '第5版（2026年4月1日から適用）',
      '広告サービス提供企業の停止手続きを追加しました。',
      '追加：Google アナリティクス 4、Meta ピクセル、LinkedIn インサイトタグ',
    ]);
  });

  it('tells it in the language of the page', async () => {
    const { element } = await openRegister({ language: 'en', config: withRows({ karte: { firstEdition: '5' } }) });
    open(element);
    expect(lines(element).join('|')).to.match(
      /Edition 5 \(in force since (1 April 2026|April 1, 2026)\)\|.+\|Added: KARTE$/,
    );
  });

  it('says nothing of an edition that is not in force yet', async () => {
    const [first, second] = siteConfig.editions;
    const later = { ...second, label: '7', date: '2026-11-01', effectiveAt: '2999-01-01T00:00:00Z' } as typeof first;
    const editions = [...siteConfig.editions, later] as typeof siteConfig.editions;
    const { element } = await openRegister({ config: { ...siteConfig, editions } });
    open(element);
    expect(lines(element).filter((line) => line.startsWith('第'))).to.deep.equal([
      '第6版（2026年6月3日から適用）',
      '第5版（2026年4月1日から適用）',
    ]);
  });

  it('is the only place of rows that have ended', async () => {
    const { element } = await openRegister({ config: withRows({ linkedin: { lastEdition: '5' } }) });
    expect(seen(element)).not.to.include('linkedin');
    open(element);
    expect(lines(element).join()).to.include('LinkedIn');
  });

  it('does not say that a row has ended which the edition in force still has', async () => {
    const { element } = await openRegister({ config: withRows({ linkedin: { lastEdition: '6' } }) });
    expect(seen(element)).to.include('linkedin');
    open(element);
    expect(lines(element).join()).not.to.include('LinkedIn').and.not.include('終了');
  });

  it('tells of the editions where no row does', async () => {
    const { element } = await openRegister();
    open(element);
    expect(lines(element)).to.deep.equal([
      '第6版（2026年6月3日から適用）',
      'クッキーと Web ビーコンの目的を詳しく記載しました。',
      '第5版（2026年4月1日から適用）',
      '広告サービス提供企業の停止手続きを追加しました。',
    ]);
  });
});

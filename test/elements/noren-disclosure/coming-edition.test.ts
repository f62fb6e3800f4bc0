import type { Edition, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../../fixtures/site-config.ts';
import { faults } from '../axe.ts';
import { parts, textOf } from '../stage.ts';
import { leave, openRegister, type Register, seen } from './open-register.ts';

const [first] = siteConfig.editions as [Edition];
const coming = (label: string, changes: Partial<Edition> = {}): Edition => ({
  ...first,
  label,
  date: '2026-11-01',
  effectiveAt: '2999-01-01T00:00:00Z',
  affects: ['purposes:advertising'],
  changes: [{ ja: '広告の送信先が変わります。', en: 'The recipients of advertising change.' }],
  ...changes,
});
const announced = (...editions: Edition[]): SiteConfig => ({
  ...siteConfig,
  editions: [...siteConfig.editions, ...editions],
  services: siteConfig.services.map((row) => ({
    ...row,
    ...(row.id === 'meta' ? { firstEdition: '7' } : {}),
    ...(row.id === 'linkedin' ? { lastEdition: '6' } : {}),
  })),
});
const notices = (element: Register): HTMLElement[] => parts(element, '[part=coming]');

describe('noren-disclosure: an edition that is announced', () => {
  afterEach(leave);

  it('stands above the rows with its day, what changes, which rows come and go, and what is asked again', async () => {
    const { element } = await openRegister({ config: announced(coming('7')) });
    const [notice, ...others] = notices(element);
    expect(others).to.have.length(0);
    expect([...(notice?.querySelectorAll<HTMLElement>('h3, p, li') ?? [])].map(textOf)).to.deep.equal([
      '変更のお知らせ',
      '2999年1月1日から、第7版を適用します。',
      '広告の送信先が変わります。',
      '追加する送信先：Meta ピクセル',
      '終了する送信先：LinkedIn インサイトタグ',
      'あらためてお尋ねする項目：行動ターゲティング広告',
    ]);
    expect(seen(element)).to.include('linkedin').and.not.include('meta');
    const row = parts(element, '[part=row]')[0] as HTMLElement;
    expect(notice && notice.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING).to.not.equal(0);
    expect(await faults()).to.deep.equal([]);
  });

  it('is told in the language of the page; several in the order of their days', async () => {
    const later = coming('8', { effectiveAt: '2999-02-01T00:00:00Z', material: false });
    const { element } = await openRegister({ language: 'en', config: announced(coming('7'), later) });
    const [notice, next] = notices(element).map(textOf);
    expect(notice).to.match(/Edition 7 is in force from (1 January 2999|January 1, 2999)\./);
    expect(notice).to.include('Recipients that will be added: Meta Pixel');
    expect(next).to.include('Edition 8').and.not.include('asked again');
  });

  it('is told where the register has no rows yet', async () => {
    const config = { ...announced(coming('7')), services: [] };
    const { element } = await openRegister({ config });
    expect(notices(element)).to.have.length(1);
  });

  it('leaves no trace where nothing is announced', async () => {
    const { element } = await openRegister();
    expect(notices(element)).to.have.length(0);
  });
});

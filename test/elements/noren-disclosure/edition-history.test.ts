import { expect } from 'chai';
import { parts, textOf } from '../stage.ts';
import { leave, openRegister, type Register, seen, withRows } from './open-register.ts';

const history = (element: Register): HTMLElement[] => parts(element, '[part=history]');
const lines = (element: Register): string[] => parts(element, '[part=history] :is(h4, li)').map(textOf);

function open(element: Register): void {
  for (const summary of parts(element, '[part=history] > summary')) summary.click();
}

describe('noren-disclosure: the history of the register', () => {
  afterEach(leave);

  it('tells newest first what each edition added, changed and ended', async () => {
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
      '追加：KARTE',
      '変更：Google アナリティクス 4',
      '終了：LinkedIn インサイトタグ',
      '第5版',
      '追加：Google アナリティクス 4、Meta ピクセル、LinkedIn インサイトタグ',
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
    expect(history(element)).to.have.length(0);
  });

  it('is not there where no row tells of an edition', async () => {
    const { element } = await openRegister();
    expect(history(element)).to.have.length(0);
  });
});

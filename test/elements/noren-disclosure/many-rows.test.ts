import type { Wording } from '@noren/model/schema';
import { expect } from 'chai';
import { hasFocus } from '../keyboard.ts';
import { inMedium, plainMedium } from '../media.ts';
import { parts, stage, still } from '../stage.ts';
import { input, leave, openRegister, type Register, row, seen, summary, whole } from './open-register.ts';

/** A register of 300 more rows, all for the last purpose. */
async function manyRows(): Promise<Register> {
  const { noren } = await stage();
  const wording = structuredClone(await noren.wording()) as Wording;
  const [last] = wording.services.slice(-1);
  for (let number = 0; last && number < 300; number += 1) {
    wording.services.push({ ...last, id: `row-${number}`, name: `Whale ${number}` });
    wording.purposes.at(-1)?.services.push(`row-${number}`);
  }
  const { element } = await openRegister({ noren: { wording: async () => wording } });
  while (!parts(element, '[part=row]').length) await still(element);
  return element;
}

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
const isLaidOut = (element: Register, id: string): boolean =>
  row(element, id).querySelector('h4')?.checkVisibility({ contentVisibilityAuto: true }) ?? false;

describe('noren-disclosure: many rows', () => {
  afterEach(async () => {
    await leave();
    await plainMedium();
  });

  it('lays out those in view only, and those that somebody goes to', async () => {
    const element = await manyRows();
    expect(isLaidOut(element, 'row-299')).to.equal(false);
    location.hash = '#noren-row-299';
    while (!isLaidOut(element, 'row-299')) await frame();
    // It takes the focus once it opens, with what comes behind the rows.
    while (!hasFocus(summary(element, 'row-299'))) await frame();
    expect(isLaidOut(element, 'row-299')).to.equal(true);
  });

  it('draws what opens behind them, at once where somebody opens one', async () => {
    const element = await manyRows();
    const drawn = (): number => parts(element, '[part=details]').length;
    while (!drawn()) await still(element);
    expect(row(element, 'row-299').querySelector('[part=details]')).to.equal(null);
    summary(element, 'row-299').click();
    expect(row(element, 'row-299').querySelectorAll('[part=details]')).to.have.length(1);
    await whole(element);
    expect(drawn()).to.equal(parts(element, '[part=row]').length);
  });

  it('has everything that opens on paper, also where it was not drawn yet', async () => {
    const element = await manyRows();
    while (!parts(element, '[part=details]').length) await still(element);
    expect(row(element, 'row-299').querySelector('[part=details]')).to.equal(null);
    dispatchEvent(new Event('beforeprint'));
    expect(parts(element, '[part=details]')).to.have.length(parts(element, '[part=row]').length);
    dispatchEvent(new Event('afterprint'));
  });

  it('finds one of them', async () => {
    const element = await manyRows();
    const field = input(element, '[type=search]');
    field.value = 'whale 17';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const fitting = Array.from({ length: 300 }, (_, number) => `row-${number}`).filter((id) => id.includes('17'));
    expect(seen(element)).to.deep.equal(fitting);
  });

  it('prints all of them', async function () {
    const element = await manyRows();
    await inMedium(this, 'print');
    while (!isLaidOut(element, 'row-299')) await frame();
    expect(isLaidOut(element, 'row-150')).to.equal(true);
  });
});

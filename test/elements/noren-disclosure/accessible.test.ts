import { expect } from 'chai';
import { faults } from '../axe.ts';
import { decidedAll } from '../decisions.ts';
import { focused, hasFocus, press, tabTo } from '../keyboard.ts';
import { inMedium, plainMedium } from '../media.ts';
import { part, parts, still, textOf } from '../stage.ts';
import { input, isOpen, leave, openRegister, type Register, summary, withModes, withRows } from './open-register.ts';

/** The register in a box of a width, with everything that it can show. */
async function everything(language: string, width: number): Promise<Register> {
  const hashes = { karte: 'before' };
  localStorage.setItem('noren-register', JSON.stringify({ [language]: hashes }));
  const { element } = await openRegister({
    language,
    gpc: true,
    blocked: true,
    decisions: decidedAll(true),
    config: {
      ...withModes({ statistics: 'opt-out' }),
      services: withRows({ karte: { firstEdition: '5' }, 'ad-ebis': { mode: 'opt-in' } }).services,
    },
  });
  const box = document.body.appendChild(document.createElement('div'));
  box.style.width = `${width}px`;
  box.append(element);
  for (const closed of parts(element, 'summary')) closed.click();
  await still(element);
  return element;
}

describe('noren-disclosure: accessibility', () => {
  afterEach(async () => {
    await leave();
    await plainMedium();
  });

  for (const scheme of ['light', 'dark'] as const) {
    for (const language of ['ja', 'en']) {
      for (const width of [320, 1280]) {
        it(`has nothing that axe finds wrong (${scheme}, ${language}, ${width} px)`, async function () {
          await inMedium(this, scheme);
          await everything(language, width);
          expect(await faults()).to.deep.equal([]);
        });
      }
    }
  }

  it('has nothing that axe finds wrong while all is closed, and with forced colours', async function () {
    await openRegister();
    expect(await faults()).to.deep.equal([]);
    await inMedium(this, 'forced-colors');
    expect(await faults()).to.deep.equal([]);
  });

  for (const language of ['ja', 'en']) {
    for (const width of [320, 160]) {
      it(`fits ${width} pixels with everything open (${language})`, async () => {
        const element = await everything(language, width);
        const { right } = part(element, '.surface').getBoundingClientRect();
        const wide = parts(element, '.surface *').filter(
          (inner) => !inner.closest('.spoken') && inner.getBoundingClientRect().right > right + 1,
        );
        expect(wide.map(({ outerHTML }) => outerHTML.slice(0, 120))).to.deep.equal([]);
      });
    }
  }

  it('is reached and worked by the keyboard alone, everything in the order of the page', async () => {
    const { element, noren } = await openRegister();
    await tabTo('[type=search]');
    await press('Tab');
    expect(focused()?.localName).to.equal('select');
    await tabTo('#switch-statistics');
    await press('Space');
    await still(element);
    expect(noren.has('statistics')).to.equal(true);
    expect(hasFocus(input(element, '#switch-statistics'))).to.equal(true);
    await press('Tab');
    expect(hasFocus(summary(element, 'google-analytics-4'))).to.equal(true);
    await press('Enter');
    expect(isOpen(element, 'google-analytics-4')).to.equal(true);
    await tabTo('[href="#noren-google-analytics-4"]');
    await press('Tab');
    expect(hasFocus(input(element, '#own-google-analytics-4'))).to.equal(true);
    await press('Space');
    await still(element);
    expect(noren.state.decisions.services).to.deep.equal({ 'google-analytics-4': false });
  });

  it('shows where the focus is', async () => {
    await openRegister();
    await tabTo('summary');
    expect(getComputedStyle(focused() as Element).outlineStyle).to.equal('solid');
  });

  it('ties every switch to a label and to what explains it', async () => {
    const element = await everything('ja', 1280);
    const switches = parts<HTMLInputElement>(element, '[role=switch]');
    expect(switches).to.have.length(7);
    for (const one of switches) {
      expect(one.labels?.[0]?.textContent).to.be.a('string').and.not.equal('');
      expect(textOf(part(element, `#${one.getAttribute('aria-describedby')}`))).not.to.equal('');
    }
  });

  it('has no target smaller than 24 by 24 and no text smaller than 14 pixels', async () => {
    document.documentElement.style.fontSize = '10px';
    const element = await everything('ja', 320);
    for (const target of parts(element, 'summary, a, input, select')) {
      const { width, height } = target.getBoundingClientRect();
      expect(Math.min(width, height), target.outerHTML).to.be.at.least(24);
    }
    for (const text of parts(element, 'p, dd, dt, h2, h3, h4, a, span, li, label')) {
      expect(Number.parseFloat(getComputedStyle(text).fontSize), text.outerHTML).to.be.at.least(14);
    }
    document.documentElement.style.fontSize = '';
  });
});

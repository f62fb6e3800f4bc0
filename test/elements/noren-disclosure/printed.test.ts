import { expect } from 'chai';
import { siteConfig } from '../../fixtures/site-config.ts';
import { inMedium, plainMedium } from '../media.ts';
import { part, parts } from '../stage.ts';
import { input, isOpen, leave, openRegister, row, seen, summary } from './open-register.ts';

const openRows = (element: Element): string[] =>
  parts<HTMLDetailsElement>(element, '[part=row] details')
    .filter(({ open }) => open)
    .map((details) => details.parentElement?.id.replace('row-', '') ?? '');

describe('noren-disclosure: on paper', () => {
  afterEach(async () => {
    await leave();
    await plainMedium();
  });

  it('opens every row for the printer and closes those again that were closed', async () => {
    const { element } = await openRegister();
    summary(element, 'karte').click();
    dispatchEvent(new Event('beforeprint'));
    expect(openRows(element)).to.have.length(siteConfig.services.length);
    dispatchEvent(new Event('afterprint'));
    expect(openRows(element)).to.deep.equal(['karte']);
  });

  it('shows everything without being asked, also what was filtered away', async function () {
    const { element } = await openRegister();
    const field = input(element, '[type=search]');
    field.value = 'clarity';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await inMedium(this, 'print');
    expect(isOpen(element, 'karte')).to.equal(false);
    expect(seen(element)).to.have.length(siteConfig.services.length);
    expect(row(element, 'karte').querySelector('dl')?.checkVisibility()).to.equal(true);
  });

  it('is black on white, without controls, and breaks no row', async function () {
    const { element } = await openRegister();
    await inMedium(this, 'print');
    const { color } = getComputedStyle(part(element, 'dt'));
    const { backgroundColor } = getComputedStyle(part(element, '.surface'));
    expect([color, backgroundColor]).to.deep.equal(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    const controls = parts(element, 'input, select, [part=permalink], .own label');
    expect(controls.length).to.be.greaterThan(5);
    expect(controls.filter((control) => control.getClientRects().length)).to.have.length(0);
    expect(getComputedStyle(row(element, 'karte')).breakInside).to.equal('avoid');
  });
});

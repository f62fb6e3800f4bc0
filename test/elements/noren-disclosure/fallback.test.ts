import { defineElements } from '@noren/elements';
import type { Wording } from '@noren/model/schema';
import { expect } from 'chai';
import { part, parts, stage, still } from '../stage.ts';
import { leave, openRegister } from './open-register.ts';

const TABLE = '<table><tr><td>Google LLC</td></tr></table>';
const isSeen = (element: Element): boolean => (element.firstElementChild?.getBoundingClientRect().height ?? 0) > 0;

describe('noren-disclosure: until its rows are there', () => {
  afterEach(async () => {
    await leave();
    document.body.removeAttribute('style');
    delete (window as { noren?: unknown }).noren;
  });

  it('shows what the page has put into it, then its rows instead', async () => {
    const { promise, resolve } = Promise.withResolvers<Wording>();
    const { element } = await openRegister({ noren: { wording: () => promise } }, TABLE);
    expect(isSeen(element)).to.equal(true);
    const { noren } = await stage();
    resolve(await noren.wording());
    while (!parts(element, '[part=row]').length) await still(element);
    expect(isSeen(element)).to.equal(false);
    expect(parts(element, 'slot')).to.have.length(0);
  });

  it('leaves it there and says nothing when the words cannot be had', async () => {
    const { element } = await openRegister({ noren: { wording: () => Promise.reject(new Error('offline')) } }, TABLE);
    expect(isSeen(element)).to.equal(true);
    expect(element.innerText.trim()).to.equal('Google LLC');
    expect(element.shadowRoot?.textContent).to.equal('');
  });

  it('leaves its look to the page', async () => {
    Object.assign(document.body.style, { color: 'rgb(1, 2, 3)', fontSize: '21px' });
    const { element } = await openRegister({ noren: { wording: () => new Promise(() => {}) } }, TABLE);
    const { color, fontSize } = getComputedStyle(element.querySelector('td') as HTMLElement);
    expect([color, fontSize]).to.deep.equal(['rgb(1, 2, 3)', '21px']);
  });

  it('takes its Noren from the page when nobody hands it over', async () => {
    const { noren } = await stage();
    (window as { noren?: unknown }).noren = { push: (callback: (given: unknown) => void) => callback(noren) };
    const element = document.body.appendChild(document.createElement('noren-disclosure'));
    defineElements();
    while (!element.shadowRoot?.querySelector('[part=row]')) await new Promise((resolve) => setTimeout(resolve));
    expect(part(element, 'h2').innerText).to.equal('送信先と目的の一覧');
  });
});

import type { NorenErrorDetail } from '@noren/model';
import { expect } from 'chai';
import { keep } from '../core/kept-cookie.ts';
import { record, turn, until } from '../core/moments.ts';
import { closePages, openPage, type Page } from '../core/page.ts';
import { addTag, arrived, configText, everything, hasArrived, isAsking, notices, press } from './tag.ts';

const codes = (page: Page) => record<Partial<NorenErrorDetail>>(page.window, 'ready', 'decision', 'error');

describe('a second tag', () => {
  afterEach(closePages);

  it('is refused by its code, and the first goes on alone', async () => {
    const page = await openPage();
    const heard = codes(page);
    await addTag(page);
    const noren = await arrived(page);
    await addTag(page, { inPage: null });
    await until(() => heard.length === 2);
    expect(heard.map(([type, { code }]) => code ?? type)).to.deep.equal(['ready', 'loaded-twice']);
    expect(page.window.noren === noren).to.equal(true);
    expect(notices(page)).to.have.length(1);
    press(page, 'accept');
    await turn();
    expect(heard.filter(([type]) => type === 'decision')).to.have.length(1);
  });

  it('is refused as well when it follows at once', async () => {
    const page = await openPage(`<script type="application/json" data-noren-config>${await configText()}</script>`);
    const heard = codes(page);
    await Promise.all([addTag(page, { inPage: null }), addTag(page, { inPage: null })]);
    await arrived(page);
    expect(heard.map(([type, { code }]) => code ?? type)).to.deep.equal(['ready', 'loaded-twice']);
    expect(notices(page)).to.have.length(1);
  });
});

describe('an element with the id "noren"', () => {
  afterEach(closePages);

  for (const tag of ['form', 'iframe', 'div', 'a']) {
    it(`takes nothing over when it is of <${tag}>`, async () => {
      const page = await openPage(`<${tag} id="noren" name="noren"></${tag}>`);
      const heard = codes(page);
      await addTag(page);
      await arrived(page);
      expect(heard.map(([type]) => type)).to.deep.equal(['ready']);
      expect(isAsking(page)).to.equal(true);
      expect(page.document.getElementById('noren')?.localName).to.equal(tag);
    });
  }

  it('is out of the way as soon as noren.js has run', async () => {
    const page = await openPage('<form id="noren"></form>');
    keep(everything(true), { by: page.document });
    await addTag(page);
    await new Promise((resolve) => (page.window.noren as unknown[]).push(resolve));
    expect(hasArrived(page)).to.equal(true);
  });

  it('leaves the queue of a page that makes one all the same', async () => {
    const page = await openPage('<form id="noren"></form>');
    const called: unknown[] = [];
    if (!Array.isArray(page.window.noren)) page.window.noren = [];
    (page.window.noren as unknown[]).push((noren: unknown) => called.push(noren));
    await addTag(page);
    const noren = await arrived(page);
    expect(called.map((one) => one === noren)).to.deep.equal([true]);
  });
});

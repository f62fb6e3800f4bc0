import type { Noren, NorenRequestDetail } from '@noren/core';
import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { cookieTexts, keep, kept, keptPurposes } from '../core/kept-cookie.ts';
import { record, turn, until } from '../core/moments.ts';
import { closePages, openPage } from '../core/page.ts';
import { addTag, arrived, everything, GOOD, isAsking, thrownIn } from './tag.ts';

async function visit({ returning = false } = {}) {
  const source = await endpoint(GOOD);
  const page = await openPage('<p></p>');
  if (returning) keep(everything(true), { by: page.document });
  page.window.noren = [() => undefined];
  const heard = record(page.window, 'decision', 'change', 'shown', 'hidden', 'error');
  const thrown = thrownIn(page);
  await addTag(page, { src: `${source.path}/noren-loader.js` });
  const noren: Noren = await arrived(page);
  heard.length = 0;
  // As an element does: from anywhere in the page, also a page's own.
  const request = (detail: NorenRequestDetail): void => {
    const event = new CustomEvent('noren-request', { detail, bubbles: true, composed: true });
    page.document.querySelector('p')?.dispatchEvent(event);
  };
  return {
    page,
    source,
    noren,
    heard,
    thrown,
    request,
    causes: () => heard.flatMap(([type, { cause }]) => (cause ? [[type, cause]] : [])),
  };
}

describe('what an element asks for', () => {
  afterEach(closePages);

  for (const [action, granted] of [
    ['accept-all', true],
    ['reject-all', false],
    ['withdraw', false],
  ] as const) {
    it(`is decided and kept once: ${action}`, async () => {
      const { page, request, causes } = await visit();
      request({ action, surface: 'notice' });
      expect(keptPurposes()).to.deep.equal(everything(granted));
      expect(causes()).to.deep.equal([
        ['change', action],
        ['decision', action],
      ]);
      expect(isAsking(page)).to.equal(false);
    });
  }

  it('is decided switch by switch: save', async () => {
    const { noren, request, causes } = await visit();
    const purposes = { ...everything(false), statistics: true };
    request({ action: 'save', surface: 'preferences', purposes, services: { 'microsoft-clarity': false } });
    expect(keptPurposes()).to.deep.equal(purposes);
    expect(kept().services).to.deep.equal({ 'microsoft-clarity': false });
    expect(noren.has('statistics')).to.equal(true);
    expect(causes().at(-1)).to.deep.equal(['decision', 'save']);
  });

  it('takes back one purpose and leaves the others: withdraw', async () => {
    const { request } = await visit();
    request({ action: 'accept-all', surface: 'notice' });
    request({ action: 'withdraw', surface: 'preferences', purpose: 'statistics' });
    expect(keptPurposes()).to.deep.equal({ ...everything(true), statistics: false });
  });

  it('permits nothing: acknowledge', async () => {
    const { request } = await visit();
    request({ action: 'acknowledge', surface: 'notice' });
    expect(kept()).to.deep.include({ purposes: {}, seen: 2 });
  });

  it('opens and closes, and decides nothing: show, hide', async () => {
    const { heard, request } = await visit();
    request({ action: 'show', surface: 'preferences' });
    await until(() => heard.length === 1);
    request({ action: 'hide', surface: 'preferences' });
    await until(() => heard.length === 2);
    expect(heard).to.deep.equal([
      ['shown', { name: 'preferences' }],
      ['hidden', { name: 'preferences' }],
    ]);
    expect(cookieTexts()).to.deep.equal([]);
  });

  it('throws nothing into the page when its file does not come: show', async () => {
    // Where nothing is asked, nothing has been fetched ahead.
    const { source, heard, thrown, request } = await visit({ returning: true });
    await source.answer({ status: 404 });
    request({ action: 'show', surface: 'preferences' });
    await source.requests(3);
    // What was asked for later has been answered, and what failed before it told.
    await fetch(source.path);
    await turn();
    expect(thrown).to.deep.equal([]);
    expect(heard).to.deep.equal([]);
  });

  it('is refused when the site does not have it, which the page hears of', async () => {
    const { thrown, request } = await visit();
    request({ action: 'save', surface: 'preferences', purposes: { statistic: true } });
    expect(thrown).to.have.length(1);
    expect(thrown[0]).to.contain('unknown-purpose');
    expect(cookieTexts()).to.deep.equal([]);
  });
});

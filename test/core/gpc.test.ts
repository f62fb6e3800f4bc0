import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { keep, kept, keptPurposes } from './kept-cookie.ts';
import { closePages, openPage, type Page } from './page.ts';

/** A page whose browser sends Global Privacy Control. @see https://www.w3.org/TR/gpc/ */
async function signallingPage(body = ''): Promise<Page> {
  const page = await openPage(body);
  Object.defineProperty(page.window.navigator, 'globalPrivacyControl', { value: true, configurable: true });
  return page;
}

describe('Global Privacy Control in the browser', () => {
  afterEach(closePages);

  it('closes what was permitted without it, and leaves what it does not cover', async () => {
    keep({ statistics: true, advertising: true });
    const page = await signallingPage(`<template data-noren="advertising"><b></b></template>
      <template data-noren="statistics"><i></i></template>`);
    const noren = page.lab.noren({ config: await runtimeOf() });
    expect(noren.state.gpc).to.equal(true);
    expect(page.document.querySelector('b')).to.equal(null);
    expect(page.document.querySelector('i')).to.not.equal(null);
  });

  it('gives way to a choice made under it, also on the next page', async () => {
    const page = await signallingPage();
    const noren = page.lab.noren({ config: await runtimeOf() });
    noren.decide({ purposes: { advertising: true } });
    expect(noren.has('advertising')).to.equal(true);
    expect(kept().gpc).to.equal(true);
    const next = await signallingPage();
    expect(next.lab.noren({ config: await runtimeOf() }).has('advertising')).to.equal(true);
  });

  it('makes an older permission a refusal once anything else is chosen under it', async () => {
    keep({ statistics: true, advertising: true });
    const page = await signallingPage();
    page.lab.noren({ config: await runtimeOf() }).decide({ purposes: { recommendation: true } });
    expect(keptPurposes()).to.deep.equal({ statistics: true, recommendation: true, advertising: false });
  });

  it('is not invented where a browser says nothing, or says something else than yes', async () => {
    for (const value of [undefined, false, 'true', 1]) {
      const page = await openPage();
      Object.defineProperty(page.window.navigator, 'globalPrivacyControl', { value });
      expect(page.lab.noren({ config: await runtimeOf() }).state.gpc).to.equal(false);
    }
  });
});

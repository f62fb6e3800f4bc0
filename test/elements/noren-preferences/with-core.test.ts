import { createNoren, type NorenRequestDetail } from '@noren/core';
import { createKernel, readCookie } from '@noren/core/kernel';
import { publishConfig } from '@noren/model/publish';
import { expect } from 'chai';
import { siteConfig } from '../../fixtures/site-config.ts';
import { clear, part, parts, place, still, textOf } from '../stage.ts';

/** The preferences over the real store, cookie and erasure, with the wording as it is served. */
async function overCore() {
  const { runtime, wordings } = await publishConfig(siteConfig, new Date());
  const file = URL.createObjectURL(new Blob([JSON.stringify(wordings.en)], { type: 'application/json' }));
  const kernel = createKernel(
    runtime,
    'en',
    readCookie(),
    '',
    undefined,
    () => new Promise(() => {}),
    () => Promise.reject(),
  );
  const noren = createNoren({
    kernel,
    beside: () => file,
    loadProof: () => import('@noren/core/proof'),
    show: async () => {},
    hide: () => {},
  });
  const act = (event: Event): void => {
    const {
      action,
      purposes = {},
      services = {},
      surface = 'preferences',
    } = (event as CustomEvent<NorenRequestDetail>).detail;
    if (action === 'accept-all') noren.acceptAll({ surface });
    if (action === 'reject-all') noren.rejectAll({ surface });
    if (action === 'save') noren.decide({ purposes, services }, { via: 'save', surface });
  };
  window.addEventListener('noren-request', act);
  const element = await place('noren-preferences', noren, true);
  while (!parts(element, '[part=purpose]').length) await still(element);
  return { element, noren, stop: () => window.removeEventListener('noren-request', act) };
}

const forget = (name: string): void => {
  // biome-ignore lint/suspicious/noDocumentCookie: the test stands in for a provider's tag.
  document.cookie = `${name}=; path=/; max-age=0`;
};

describe('noren-preferences: over the real store', () => {
  afterEach(() => {
    clear();
    for (const name of ['noren', '_ga']) forget(name);
    localStorage.removeItem('noren');
  });

  it('keeps a choice, and tells what its withdrawal deleted', async () => {
    const { element, noren, stop } = await overCore();
    part(element, '#switch-statistics').click();
    await still(element);
    part(element, '[part~=save]').click();
    expect(noren.has('statistics')).to.equal(true);
    expect(noren.has('advertising')).to.equal(false);
    // What was refused with it has been erased.
    while (!localStorage.getItem('noren')) await still(element);
    // biome-ignore lint/suspicious/noDocumentCookie: the test stands in for a provider's tag.
    document.cookie = '_ga=GA1.1.1; path=/';
    part(element, '[part~=reject-all]').click();
    const status = part(element, '[role=status]');
    while (!textOf(status).includes('Deleted')) await still(element);
    expect(textOf(status)).to.include('No longer allowed: Google Analytics 4, Microsoft Clarity, and AD EBiS');
    expect(textOf(status)).to.include('Deleted from this browser: _ga');
    expect(document.cookie).to.include('noren=').and.not.include('_ga=');
    stop();
  });
});

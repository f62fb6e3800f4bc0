import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { comeBack } from './come-back.ts';
import { endpoint } from './endpoint.ts';
import { keep } from './kept-cookie.ts';
import { until } from './moments.ts';
import { closePages, openPage, type Page } from './page.ts';

/** A page with the gate, and ways to permit and to withdraw. */
async function gatedPage(body: string) {
  const page = await openPage(body);
  const kernel = page.lab.kernel({ config: await runtimeOf() });
  const become = (granted: boolean, services = {}): void => {
    keep({ advertising: granted, statistics: granted }, { by: page.document, services });
    comeBack(page);
  };
  return { page, kernel, become };
}
const inside = ({ document }: Page): string[] =>
  [...document.body.querySelectorAll('iframe, img, p')].map(({ localName }) => localName);

describe('withdrawing', () => {
  afterEach(closePages);

  it('takes frames and pixels out of the page, and permitting again brings them back', async () => {
    const host = await endpoint({ body: 'frame' });
    const { page, become } = await gatedPage(
      `<p>own</p><template data-noren="advertising"><!-- text<iframe src="${host.path}/f"></iframe><img src="${host.path}/p"> --></template>`,
    );
    expect(await host.requests(0)).to.deep.equal([]);
    become(true);
    expect(inside(page)).to.deep.equal(['p', 'iframe', 'img']);
    await host.requests(2);
    become(false);
    expect(inside(page)).to.deep.equal(['p']);
    expect(page.document.body.textContent?.trim()).to.equal('own');
    become(true);
    expect(inside(page)).to.deep.equal(['p', 'iframe', 'img']);
    become(true);
    expect(inside(page)).to.deep.equal(['p', 'iframe', 'img']);
  });

  it('takes along what stands within, though its own purpose is still permitted, and brings it back once', async () => {
    const { page } = await gatedPage(
      '<template data-noren="advertising"><p></p><template data-noren="statistics"><img></template></template>',
    );
    for (const granted of [true, false, true]) {
      keep({ advertising: granted, statistics: true }, { by: page.document });
      comeBack(page);
      if (granted) await until(() => inside(page).length === 2);
      expect(inside(page)).to.deep.equal(granted ? ['p', 'img'] : []);
    }
  });

  it('takes what a tag has written out of the page, in both spellings', async () => {
    const write = "document.write('<iframe></iframe><img>')";
    const { page, become } =
      await gatedPage(`<p></p><template data-noren="advertising"><script>${write}</script></template>
      <script type="text/plain" data-noren="statistics">${write}</script>`);
    become(true);
    await until(() => inside(page).length > 1);
    expect(inside(page)).to.deep.equal(['p', 'iframe', 'img', 'iframe', 'img']);
    become(false);
    expect(inside(page)).to.deep.equal(['p']);
  });

  it('leaves alone what another purpose permits', async () => {
    const { page } = await gatedPage(`<template data-noren="advertising"><img></template>
      <template data-noren="statistics"><p></p></template>`);
    keep({ advertising: true, statistics: true }, { by: page.document });
    comeBack(page);
    keep({ advertising: false, statistics: true }, { by: page.document });
    comeBack(page);
    expect(inside(page)).to.deep.equal(['p']);
  });

  it('knows what has run in the page, by purpose and by service', async () => {
    const { kernel, become } = await gatedPage(`
      <script type="text/plain" data-noren="statistics" data-noren-service="google-analytics-4">1</script>
      <template data-noren="advertising"><img></template>`);
    expect(kernel.gate.ran.has('statistics')).to.equal(false);
    become(true);
    become(false);
    expect(kernel.gate.ran.has('statistics')).to.equal(true);
    expect(kernel.gate.ran.has('statistics/google-analytics-4')).to.equal(true);
    expect(kernel.gate.ran.has('statistics/microsoft-clarity')).to.equal(false);
    expect(kernel.gate.ran.has('advertising')).to.equal(false);
  });

  it('narrows to a service, and its markup alone leaves', async () => {
    const { page, become } = await gatedPage(`
      <template data-noren="statistics" data-noren-service="google-analytics-4"><img></template>
      <template data-noren="statistics" data-noren-service="microsoft-clarity"><p></p></template>`);
    become(true);
    become(true, { 'google-analytics-4': false });
    expect(inside(page)).to.deep.equal(['p']);
  });
});

import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { comeBack } from './come-back.ts';
import { endpoint, script } from './endpoint.ts';
import { keep } from './kept-cookie.ts';
import { until } from './moments.ts';
import { closePages, openPage } from './page.ts';

/** Markup that makes a browser fetch something, each in its own way. */
const markup = (path: string): string => `<img src="${path}/img"><img srcset="${path}/srcset 1x">
  <picture><source srcset="${path}/source"><img alt=""></picture><video poster="${path}/poster"></video>
  <link rel="stylesheet" href="${path}/css"><link rel="preload" as="image" href="${path}/preload">
  <iframe src="${path}/frame"></iframe><input type="image" src="${path}/input">
  <script src="${path}/script"></script><script>window.inline = true</script>`;

describe('markup in a comment within a gated template', () => {
  afterEach(closePages);

  it('is fetched by no browser before it may be', async () => {
    const host = await endpoint(script('window.outside = true'));
    const page = await openPage(`<template data-noren="statistics"><!-- ${markup(host.path)} --></template>`);
    page.lab.kernel({ config: await runtimeOf() });
    const own = await endpoint({ body: 'last' });
    await page.window.fetch(own.path);
    expect(await host.requests(0)).to.deep.equal([]);
  });

  it('is released like any other, its scripts in their order and once', async () => {
    keep({ statistics: true });
    const host = await endpoint(script('window.outside = (window.outside ?? 0) + 1'));
    const page = await openPage(`<template data-noren="statistics"><!-- ${markup(host.path)} --></template>`);
    page.lab.kernel({ config: await runtimeOf() });
    await until(() => page.window.inline);
    expect(page.window.outside).to.equal(1);
    expect(page.document.body.querySelectorAll('img, iframe, video')).to.have.length(5);
    keep({ statistics: false }, { by: page.document });
    comeBack(page);
    expect(page.document.body.querySelectorAll('img, iframe, video')).to.have.length(0);
    keep({ statistics: true }, { by: page.document });
    comeBack(page);
    expect(page.document.body.querySelectorAll('img, iframe, video')).to.have.length(5);
    expect(page.window.outside).to.equal(1);
  });

  it('is not taken for markup where elements stand beside it', async () => {
    keep({ statistics: true });
    const page = await openPage('<template data-noren="statistics"><!-- <b></b> --><i></i></template>');
    page.lab.kernel({ config: await runtimeOf() });
    expect(page.document.querySelector('b')).to.equal(null);
    expect(page.document.querySelector('i')).to.not.equal(null);
  });
});

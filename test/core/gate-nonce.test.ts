import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { endpoint, script } from './endpoint.ts';
import { keep } from './kept-cookie.ts';
import { record, until } from './moments.ts';
import { closePages, openPage, type Page } from './page.ts';

const NONCE = 'r4nd0m';
const CSP = `script-src 'nonce-${NONCE}' 'strict-dynamic'; style-src 'self'; require-trusted-types-for 'script'`;
const log = ({ window }: Page): string[] => (window.log as string[]) ?? [];
const note = (name: string): string => `(window.log ??= []).push('${name}')`;
const gated = (name: string, nonce = NONCE): string =>
  `<script type="text/plain" data-noren="statistics" nonce="${nonce}">${note(name)}</script>`;

/** A page under a strict policy, with everything permitted. */
async function strictPage(body: string, policy = CSP) {
  keep({ statistics: true });
  const page = await openPage(body, { nonce: NONCE, headers: { 'content-security-policy': policy } });
  const errors = record(page.window, 'error');
  page.lab.kernel({ config: await runtimeOf(), nonce: NONCE });
  return { page, errors };
}

describe('under a strict content security policy', () => {
  afterEach(closePages);

  it('gated scripts with the page’s nonce run, in both spellings, inline and external', async () => {
    const source = await endpoint(script(note('external')));
    const { page, errors } = await strictPage(`${gated('inline')}
      <script type="text/plain" data-noren="statistics" nonce="${NONCE}" src="${source.path}/a.js"></script>
      <template data-noren="statistics"><b></b><script nonce="${NONCE}">${note('template')}</script></template>`);
    await until(() => log(page).length === 3);
    expect(log(page)).to.deep.equal(['inline', 'external', 'template']);
    expect(errors).to.deep.equal([]);
  });

  it('what the policy forbids in one tag stops no other, and is told', async () => {
    const source = await endpoint(script(note('external')));
    const { page, errors } = await strictPage(`
      <script type="text/plain" data-noren="statistics" nonce="${NONCE}" src="${source.path}/a.js" onload="1"></script>
      ${gated('after')}`);
    await until(() => log(page).length);
    expect(log(page)).to.deep.equal(['after']);
    expect(errors.map(([, detail]) => detail.code)).to.deep.equal(['blocked-by-policy']);
  });

  it('a page that has forgotten the name of the gate’s policy keeps its templates closed, and everything else', async () => {
    const { page, errors } = await strictPage(
      `<template data-noren="statistics"><!-- <b></b> --></template>${gated('script')}<template data-noren="statistics"><i></i></template>`,
      `${CSP}; trusted-types lit-html`,
    );
    expect(page.document.querySelector('b')).to.equal(null);
    expect(page.document.querySelector('i')).to.not.equal(null);
    await until(() => errors.length);
    expect(errors.map(([, detail]) => detail.code)).to.deep.equal(['blocked-by-policy']);
  });

  it('a gated script without it is not run, although the gate itself could, and the next one is', async () => {
    const { page, errors } = await strictPage(
      `${gated('none', '')}${gated('wrong', 'guess')}<template data-noren="statistics"><script>${note('t')}</script></template>${gated('right')}`,
    );
    await until(() => errors.length === 3);
    expect(log(page)).to.deep.equal(['right']);
    expect(errors.map(([, detail]) => detail.code)).to.deep.equal(Array(3).fill('missing-nonce'));
  });

  it('a script that is injected later without the nonce stays closed', async () => {
    const { page, errors } = await strictPage('<p></p>');
    const injected = page.document.createElement('script');
    injected.type = 'text/plain';
    injected.append(note('injected'));
    injected.dataset.noren = 'statistics';
    page.document.body.append(injected);
    await until(() => errors.length);
    expect(errors[0]?.[1].code).to.equal('missing-nonce');
    expect(log(page)).to.deep.equal([]);
  });

  it('without nonces and trust handed on, the policy judges each gated script by its own hash', async () => {
    const [listed, other] = [note('listed'), note('injected')];
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(listed));
    const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
    keep({ statistics: true });
    const source = await endpoint(script(note('host')));
    const page = await openPage(
      `${gated('injected', '')}<template data-noren="statistics"><script>${other}</script></template>
      <script type="text/plain" data-noren="statistics">${listed}</script>
      <script type="text/plain" data-noren="statistics" src="${source.path}/a.js"></script>`,
      { headers: { 'content-security-policy': `script-src ${location.origin} 'sha256-${hash}'` } },
    );
    page.lab.kernel({ config: await runtimeOf() });
    await until(() => log(page).length === 2);
    expect(log(page)).to.deep.equal(['listed', 'host']);
  });

  it('scripts that a gated script writes need the nonce like any other that a parser finds', async () => {
    const tag = (name: string, attributes: string): string =>
      `<script${attributes}>${note(name).replaceAll("'", '"')}</script>`.replace('</', "</'+'");
    const write = `document.write('${tag('without', '')}${tag('with', ` nonce="${NONCE}"`)}')`;
    const { page, errors } = await strictPage(
      `<script type="text/plain" data-noren="statistics" nonce="${NONCE}">${write}</script>`,
    );
    await until(() => errors.length);
    expect(log(page)).to.deep.equal(['with']);
    expect(errors.map(([, detail]) => detail.code)).to.deep.equal(['missing-nonce']);
  });

  it('document.write of a gated script inserts at its place', async () => {
    const write = "document.write('<i>written</i>')";
    const { page } = await strictPage(
      `<script type="text/plain" data-noren="statistics" nonce="${NONCE}">${write}</script>`,
    );
    const inserted = await until(() => page.document.querySelector('i'));
    expect(inserted.textContent).to.equal('written');
  });
});

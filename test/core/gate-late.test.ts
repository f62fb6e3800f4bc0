import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { comeBack } from './come-back.ts';
import { keep } from './kept-cookie.ts';
import { next, record, until } from './moments.ts';
import { closePages, openPage, type Page, type PageOptions } from './page.ts';

const gated = (text: string, attributes = 'data-noren="statistics"'): string =>
  `<script type="text/plain" ${attributes}>(window.log ??= []).push(${JSON.stringify(text)})</script>`;
const log = ({ window }: Page): string[] => (window.log as string[]) ?? [];

async function gatedPage(body: string, options: PageOptions = {}): Promise<Page> {
  keep({ statistics: true, advertising: false }, { services: { 'microsoft-clarity': false } });
  const page = await openPage(body, options);
  page.lab.kernel({ config: await runtimeOf() });
  return page;
}

describe('the gate', () => {
  afterEach(closePages);

  it('finds markup that is inserted later, also deep inside and within other gated markup', async () => {
    const page = await gatedPage('');
    page.document.body.innerHTML = `<div><p>${gated('inserted')}</p></div>
      <template data-noren="statistics"><template data-noren="statistics"><b></b>${gated('nested')}</template></template>`;
    await until(() => log(page).length === 2);
    expect(log(page)).to.deep.equal(['inserted', 'nested']);
    expect(page.document.querySelectorAll('b')).to.have.length(1);
  });

  it('finds what a document of another frame has made', async () => {
    const page = await gatedPage('<iframe></iframe>');
    const box = page.document.querySelector('iframe')?.contentDocument?.createElement('div') as HTMLElement;
    box.innerHTML = gated('foreign');
    page.document.body.append(box);
    await until(() => log(page).length);
    expect(log(page)).to.deep.equal(['foreign']);
  });

  it('keeps nested markup closed that waits for something else', async () => {
    const page = await gatedPage(`<template data-noren="statistics"><i></i>
      <template data-noren="advertising"><b></b></template>${gated('ad', 'data-noren="advertising"')}</template>`);
    await until(() => page.document.querySelector('i'));
    expect(page.document.querySelector('b')).to.equal(null);
    expect(log(page)).to.deep.equal([]);
  });

  it('opens for one service and not for another of the same purpose', async () => {
    const page = await gatedPage(
      gated('refused', 'data-noren="statistics" data-noren-service="microsoft-clarity"') +
        gated('foreign', 'data-noren="advertising" data-noren-service="google-analytics-4"') +
        gated('allowed', 'data-noren="statistics" data-noren-service="google-analytics-4"'),
    );
    expect(log(page)).to.deep.equal(['allowed']);
  });

  it('asks for the purpose that markup has when it may run, not for that which it came with', async () => {
    const page = await gatedPage(
      gated('changed', 'id="tag" data-noren="advertising"') + gated('last', 'data-noren="recommendation"'),
    );
    const element = page.document.querySelector<HTMLElement>('#tag') as HTMLElement;
    element.dataset.noren = 'recommendation';
    keep({ statistics: true, advertising: true, recommendation: false }, { by: page.document });
    comeBack(page);
    expect(log(page)).to.deep.equal([]);
    keep({ statistics: true, advertising: false, recommendation: true }, { by: page.document });
    comeBack(page);
    expect(log(page)).to.deep.equal(['changed', 'last']);
  });

  it('never opens for a purpose that the site does not have, and says so once', async () => {
    keep({ statistics: true });
    const page = await openPage(
      gated('unknown', 'data-noren="statistic"') +
        gated('empty', 'data-noren=""') +
        gated('c', 'data-noren="constructor"'),
    );
    const errors = record(page.window, 'error');
    const kernel = page.lab.kernel({ config: await runtimeOf() });
    await next(page.window, 'noren:error');
    kernel.gate.update();
    await until(() => errors.length === 3);
    expect(errors.map(([, detail]) => detail.code)).to.deep.equal(Array(3).fill('unknown-purpose'));
    expect(errors[0]?.[1].received).to.include('data-noren="statistic"');
    expect(log(page)).to.deep.equal([]);
  });

  it('looks at what is closed once, however often something comes after it, and again when the visitor has chosen', async () => {
    const page = await gatedPage('');
    const { prototype } = page.window.HTMLElement as unknown as { prototype: HTMLElement };
    const dataset = Object.getOwnPropertyDescriptor(prototype, 'dataset') as PropertyDescriptor;
    let looks = 0;
    Object.defineProperty(prototype, 'dataset', {
      get(this: HTMLElement) {
        looks += 1;
        return dataset.get?.call(this);
      },
    });
    const names = Array.from({ length: 60 }, (_, at) => `tag-${at}`);
    for (const name of names) {
      page.document.body.insertAdjacentHTML('beforeend', `<b></b>${gated(name, 'data-noren="advertising"')}`);
      // Observers are told in microtasks.
      await undefined;
    }
    expect(looks).to.be.within(names.length, 2 * names.length);
    expect(log(page)).to.deep.equal([]);
    keep({ advertising: true }, { by: page.document });
    comeBack(page);
    await until(() => log(page).length >= names.length);
    expect(log(page)).to.deep.equal(names);
  });

  it('goes on after what is called a template within a picture, and is none', async () => {
    const page = await gatedPage(
      `<svg><template data-noren="statistics"><g></g></template></svg><math><template data-noren="statistics"></template></math>${gated('next')}`,
    );
    expect(log(page)).to.deep.equal(['next']);
  });

  it('opens as the page is parsed, and waits for the end of a template', async () => {
    const page = await gatedPage(`${gated('first')}<p></p>`, { open: true });
    await page.arrived(() => log(page).length);
    await page.source.more('<div><template data-noren="statistics"><b>half</b>');
    await page.arrived(() => page.document.querySelector('template'));
    expect(page.document.querySelector('b')).to.equal(null);
    await page.source.more(`<b>whole</b>${gated('inside')}</template></div><p id="next">`);
    await page.arrived(() => page.document.querySelector('#next'));
    await until(() => log(page).length === 2);
    expect([...page.document.querySelectorAll('b')].map(({ textContent }) => textContent)).to.deep.equal([
      'half',
      'whole',
    ]);
    await page.source.more(gated('last'), true);
    await until(() => log(page).length === 3);
    expect(log(page)).to.deep.equal(['first', 'inside', 'last']);
  });
});

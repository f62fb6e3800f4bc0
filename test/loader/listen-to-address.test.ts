import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { record, turn, until } from '../core/moments.ts';
import { closePages, openPage, type Page } from '../core/page.ts';
import { addTag, arrived, everything, filesAsked, GOOD, hasArrived, thrownIn } from './tag.ts';

/** A returning visitor's page at this hash, before the tag. */
async function pageAt(hash: string, body = '') {
  const page = await openPage(body);
  keep(everything(true), { by: page.document });
  page.window.location.hash = hash;
  const source = await endpoint(GOOD);
  return { page, source, shown: record(page.window, 'shown'), tag: { src: `${source.path}/noren-loader.js` } };
}

describe('the address of a page', () => {
  afterEach(closePages);

  it('opens the settings at once when it ends in #noren-settings', async () => {
    const { page, shown } = await pageAt('#noren-settings');
    await addTag(page);
    await until(() => shown.length);
    expect(shown.map(([, { name }]) => name)).to.deep.equal(['preferences']);
  });

  it('opens them when it comes to end in #noren, which is short for it', async () => {
    const { page, shown, source, tag } = await pageAt('#news');
    await addTag(page, tag);
    expect(await filesAsked(source)).to.deep.equal(['noren-loader.js']);
    page.window.location.hash = '#noren';
    await until(() => shown.length);
    expect(shown.map(([, { name }]) => name)).to.deep.equal(['preferences']);
  });

  it('opens nothing when it ends in anything else', async () => {
    const { page, source, tag } = await pageAt('#norens');
    await addTag(page, tag);
    const changed = new Promise((resolve) => page.window.addEventListener('hashchange', resolve, { once: true }));
    page.window.location.hash = '#settings';
    await changed;
    expect(await filesAsked(source)).to.deep.equal(['noren-loader.js']);
    expect(page.document.querySelectorAll('noren-preferences')).to.have.length(0);
  });

  it('throws nothing into the page when the second file does not come', async () => {
    const { page, source, tag } = await pageAt('#noren-settings');
    const thrown = thrownIn(page);
    const errors = record(page.window, 'error');
    await source.answer(GOOD, { status: 404 });
    await addTag(page, tag);
    await until(() => errors.length);
    await turn();
    expect(errors).to.have.length(1);
    expect(thrown).to.deep.equal([]);
  });
});

describe('an element that stands in the page', () => {
  afterEach(closePages);

  for (const name of [
    'noren-trigger',
    'noren-preferences',
    'noren-disclosure',
    'noren-document',
    'noren-editions',
    'noren-ad-optout',
  ]) {
    it(`brings what it needs also when it is parsed after the tag: <${name}>`, async () => {
      const page: Page = await openPage('<p></p>', { open: true });
      keep(everything(true), { by: page.document });
      await addTag(page);
      expect(hasArrived(page)).to.equal(false);
      await page.source.more(`<${name} inline></${name}>`, true);
      await arrived(page);
      await until(() => page.window.customElements.get(name));
      await until(() => page.document.querySelector(name)?.shadowRoot?.childElementCount);
    });
  }

  it('is not needed by a page that has none', async () => {
    const page = await openPage('<p></p>', { open: true });
    keep(everything(true), { by: page.document });
    const source = await endpoint(GOOD);
    await addTag(page, { src: `${source.path}/noren-loader.js` });
    const parsed = new Promise((resolve) => page.document.addEventListener('DOMContentLoaded', resolve));
    await page.source.more('<shop-cart></shop-cart><noren-notice></noren-notice>', true);
    await parsed;
    expect(await filesAsked(source)).to.deep.equal(['noren-loader.js']);
  });
});

import { publishConfig, renderHeadSnippet, renderStrictLoader, strictTag } from '@noren/model/publish';
import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { closePages, openPage } from '../core/page.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { builtText, everything, filledIn, GOOD } from '../loader/tag.ts';
import { PUBLISHED_AT } from '../model/runtime.ts';

describe('the head snippet before a tag of noren-strict.js', () => {
  afterEach(closePages);

  it('brings nothing itself, and hands what it holds to that tag alone', async () => {
    const personalUrls = {
      hold: ['mkt_tok'],
      joined: [{ ja: '閲覧したページ', en: 'Pages you view' }],
      keptFor: { ja: '1年', en: 'a year' },
    };
    const config = { ...siteConfig, api: location.origin, personalUrls };
    const published = await publishConfig(config, PUBLISHED_AT);
    const source = await endpoint(
      await filledIn('noren-strict.js', (text) => renderStrictLoader(text, published)),
      GOOD,
    );
    keep(everything(true));
    const src = `${source.path}/noren-strict.js`;
    const { text } = await renderHeadSnippet(await builtText('noren-strict-head.js'), config, src);
    const look = '<script>(window.seen ??= []).push(location.search, typeof document.currentScript.held)</script>';
    const page = await openPage(`<script>${text}</script>${look}${strictTag({ src, site: 'portal' })}${look}`, {
      address: '?a=1&mkt_tok=abc#noren-link=def',
    });
    // The tag has run by the second look: who may be recognised gets the vendors' parameter back, for which it had to be told.
    expect(page.window.seen).to.deep.equal(['?a=1', 'boolean', '?a=1&mkt_tok=abc', 'boolean']);
    expect(page.window.location.hash).to.equal('');
    expect((await source.requests(1)).filter(({ path }) => path.includes('noren-strict.js'))).to.have.length(1);
    expect(page.document.querySelectorAll('script[src*="noren-strict.js"]')).to.have.length(1);
    const layer = (page.window.dataLayer as IArguments[]).map((entry) => [...entry].slice(0, 2).join(' '));
    expect(layer).to.deep.equal(['consent default', 'consent update']);
  });
});

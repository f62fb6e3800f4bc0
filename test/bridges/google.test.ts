import { publishConfig } from '@noren/model/publish';
import type { RuntimeBridges, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { until } from '../core/moments.ts';
import { closePages, type Page } from '../core/page.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { arrived } from '../loader/tag.ts';
import { PUBLISHED_AT } from '../model/runtime.ts';
import { type BridgedPage, begun, openBridged } from './stage.ts';

const MAPPED = ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'personalization_storage'];
const values = (...granted: string[]): Record<string, string> =>
  Object.fromEntries(MAPPED.map((type) => [type, granted.includes(type) ? 'granted' : 'denied']));
const DENIED = { ...values(), functionality_storage: 'denied', security_storage: 'denied' };
const DEFAULT = ['consent', 'default', { ...DENIED, wait_for_update: 500 }];

/** The bridge as publishing writes it into `noren.js`. */
async function google(changes: Partial<SiteConfig> = {}): Promise<RuntimeBridges> {
  const { runtime } = await publishConfig({ ...siteConfig, bridges: { google: {} }, ...changes }, PUBLISHED_AT);
  return runtime.bridges ?? {};
}

const told = ({ window }: Page): unknown[] =>
  ((window.dataLayer ?? []) as unknown[]).map((entry) =>
    String(entry) === '[object Arguments]' ? Array.from(entry as ArrayLike<unknown>) : entry,
  );

/** A page with this script before the tag; its errors. */
async function open(code: string, options: { kept?: boolean } = {}): Promise<BridgedPage & { errors: unknown[] }> {
  const gtag = 'dataLayer = []; function gtag() { dataLayer.push(arguments); } errors = [];';
  const body = `<script>${gtag} addEventListener('noren:error', ({ detail }) => errors.push(detail)); ${code}</script>`;
  const bridged = await openBridged(await google(), { ...options, body });
  return { ...bridged, errors: bridged.page.window.errors as unknown as unknown[] };
}

describe('the bridge to Google’s tags', () => {
  afterEach(closePages);

  it('says the default first, then one update for each decision', async () => {
    const { page, errors } = await open(`addEventListener('noren:open', ({ detail }) => { last = detail; });`);
    const noren = await arrived(page);
    await until(() => told(page).length === 2);
    expect(told(page)).to.deep.equal([DEFAULT, ['consent', 'update', values()]]);
    noren.acceptAll();
    noren.rejectAll();
    noren.acceptAll();
    expect(told(page).slice(2)).to.deep.equal([
      ['consent', 'update', values(...MAPPED)],
      ['consent', 'update', values()],
      ['consent', 'update', values(...MAPPED)],
    ]);
    // That the consent API has confirmed it is no choice.
    page.window.dispatchEvent(
      new CustomEvent('noren:open', { detail: page.window.eval('({ ...last, cause: "sync" })') }),
    );
    expect(told(page)).to.have.length(5);
    expect(errors).to.deep.equal([]);
  });

  it('tells what a returning visitor has allowed, and that a tag was used before any default', async () => {
    const { page, errors } = await open(`gtag('js', 1); gtag('config', 'G-1'); gtag('event', 'page_view');`, {
      kept: true,
    });
    await until(() => told(page).length === 5);
    expect(told(page).slice(3)).to.deep.equal([DEFAULT, ['consent', 'update', values(...MAPPED)]]);
    await until(() => errors.length);
    expect(errors).to.deep.equal([{ code: 'consent-mode-late', path: 'dataLayer', received: 'config' }]);
  });

  it('says no second default where the page has its own, and tells one that came too late', async () => {
    const { page, errors } = await open(
      `dataLayer.push({ event: 'gtm.js' }); gtag('consent', 'default', { ad_storage: 'denied' });`,
    );
    await until(() => told(page).length === 3);
    expect(told(page).slice(1)).to.deep.equal([
      ['consent', 'default', { ad_storage: 'denied' }],
      ['consent', 'update', values()],
    ]);
    await until(() => errors.length);
    expect(errors).to.deep.equal([{ code: 'consent-mode-late', path: 'dataLayer', received: 'gtm.js' }]);
  });

  it('says nothing where the head snippet is at work', async () => {
    const [first] = (await google()).google?.commands ?? [];
    const own = `gtag(...${JSON.stringify(first)}); gtag('config', 'G-1'); gtag('consent', 'update', {});`;
    const { errors, ...bridged } = await open(own);
    await begun(bridged, ['google']);
    (await arrived(bridged.page)).acceptAll();
    expect(told(bridged.page)).to.deep.equal([DEFAULT, ['config', 'G-1'], ['consent', 'update', {}]]);
    expect(errors).to.deep.equal([]);
  });

  it('takes a page that has the same default of its own for no head snippet', async () => {
    const [first] = (await google()).google?.commands ?? [];
    const { page } = await open(`gtag(...${JSON.stringify(first)}); gtag('config', 'G-1');`);
    await until(() => told(page).length === 3);
    (await arrived(page)).acceptAll();
    expect(told(page).slice(2)).to.deep.equal([
      ['consent', 'update', values()],
      ['consent', 'update', values(...MAPPED)],
    ]);
  });

  it('is written with what the config says of regions, and left out where no purpose has a type', async () => {
    const consentMode = {
      layer: 'gtmLayer',
      regions: [{ regions: ['JP'], granted: [] }],
      urlPassthrough: true as const,
    };
    const { commands, types, layer } = (await google({ consentMode })).google ?? { commands: [], types: [] };
    expect(layer).to.equal('gtmLayer');
    expect(commands.map(([what, key]) => [what, key])).to.deep.equal([
      ['consent', 'default'],
      ['consent', 'default'],
      ['set', 'url_passthrough'],
    ]);
    expect(types).to.deep.include(['analytics_storage', 'statistics', 'start']);
  });
});

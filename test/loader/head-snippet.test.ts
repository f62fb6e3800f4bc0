import { renderHeadSnippet } from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { until } from '../core/moments.ts';
import { closePages, openPage, type Page } from '../core/page.ts';
import type { Answer } from '../endpoints.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { arrived, builtText, configText, everything, GOOD } from './tag.ts';

interface Visit {
  readonly config?: SiteConfig;
  /** Markup before the snippet. */
  readonly before?: string;
  /** By what a strict policy is to allow it. */
  readonly by?: 'nonce' | 'hash';
  /** How noren.js is answered for. */
  readonly loader?: Answer;
}

const NONCE = 'r4nd0m';
const TYPES = ['analytics_storage', 'personalization_storage', 'ad_storage', 'ad_user_data', 'ad_personalization'];

/** Consent Mode's values: `denied` but for these types. */
function values(...granted: string[]): Record<string, string> {
  return Object.fromEntries(TYPES.map((type) => [type, granted.includes(type) ? 'granted' : 'denied']));
}
const DEFAULT = ['consent', 'default', { ...values(), wait_for_update: 500 }];

/** A page that begins with the snippet of a config, as publishing makes it. */
async function visit({ config = siteConfig, before = '', by, loader = GOOD }: Visit = {}) {
  const source = await endpoint(loader, GOOD);
  const { text, cspHash } = await renderHeadSnippet(
    await builtText('noren-head.js'),
    config,
    `${source.path}/noren-loader.js`,
  );
  const policy = `script-src 'nonce-${NONCE}' '${cspHash}' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types noren noren-head lit-html`;
  const island = `<script type="application/json" data-noren-config>${await configText()}</script>`;
  const watch = `<script nonce="${NONCE}">
    violations = []; errors = [];
    addEventListener('securitypolicyviolation', ({ blockedURI, violatedDirective }) => violations.push([violatedDirective, blockedURI]));
    addEventListener('noren:error', ({ detail }) => errors.push(detail));
  </script>`;
  const page = await openPage(
    `${watch}${island}${before}<script nonce="${by === 'nonce' ? NONCE : ''}">${text}</script>`,
    {
      nonce: NONCE,
      ...(by ? { headers: { 'content-security-policy': policy } } : {}),
    },
  );
  return { page, source, violations: () => page.window.violations, errors: () => page.window.errors };
}
const layer = ({ window }: Page): unknown[] | undefined => window.dataLayer as unknown[] | undefined;
const told = (page: Page): unknown[][] => (layer(page) ?? []).map((entry) => Array.from(entry as ArrayLike<unknown>));
const tag = ({ document }: Page) => document.querySelector<HTMLScriptElement>('script[data-site]');

/** As noren.js would tell of it. */
function tell({ window }: Page, type: 'ready' | 'change', cause: string, open: readonly string[]): void {
  window.dispatchEvent(new CustomEvent(`noren:${type}`, { detail: { cause, open } }));
}
const NOBODY: Answer = { headers: { 'content-type': 'text/javascript' }, body: '' };

describe('the head snippet', () => {
  afterEach(closePages);

  it('denies every type before anything else, as Google’s own command does', async () => {
    const { page } = await visit({ loader: NOBODY });
    expect(told(page)).to.deep.equal([DEFAULT]);
    // Google's tags pass over what is an array.
    expect(Object.prototype.toString.call(layer(page)?.[0])).to.equal('[object Arguments]');
  });

  it('comes after what the page has put into its dataLayer, which it keeps', async () => {
    const { page } = await visit({ loader: NOBODY, before: '<script>own = dataLayer = [["own"]]</script>' });
    expect(told(page)).to.deep.equal([['own'], DEFAULT]);
    expect(layer(page)).to.equal(page.window.own);
  });

  it('brings noren.js, which nothing waits for, with the site’s name', async () => {
    const { page, source } = await visit({ loader: NOBODY });
    expect(tag(page)?.async).to.equal(true);
    expect(tag(page)?.dataset.site).to.equal('portal');
    expect((await source.requests(1)).map(({ path }) => path)).to.deep.equal([`${source.path}/noren-loader.js`]);
  });

  it('tells a new visitor’s answer once noren.js is ready, and the choice when it is made', async () => {
    const { page } = await visit();
    const noren = await arrived(page);
    expect(told(page)).to.deep.equal([DEFAULT, ['consent', 'update', values()]]);
    noren.decide({ purposes: { statistics: true } });
    expect(told(page).slice(2)).to.deep.equal([['consent', 'update', values('analytics_storage')]]);
    noren.acceptAll();
    noren.withdraw();
    expect(told(page).slice(3)).to.deep.equal([
      ['consent', 'update', values(...TYPES)],
      ['consent', 'update', values()],
    ]);
  });

  it('tells what a returning visitor has chosen', async () => {
    keep({ ...everything(false), advertising: true });
    const { page } = await visit();
    await until(() => told(page).length === 2);
    const granted = values('ad_storage', 'ad_user_data', 'ad_personalization');
    expect(told(page)).to.deep.equal([DEFAULT, ['consent', 'update', granted]]);
  });

  for (const cause of ['sync', 'other-tab', 'expiry']) {
    it(`says nothing twice for "${cause}", and something where it changes something`, async () => {
      const { page } = await visit({ loader: NOBODY });
      tell(page, 'ready', 'start', ['necessary']);
      tell(page, 'change', 'save', ['necessary', 'statistics']);
      tell(page, 'change', cause, ['necessary', 'statistics']);
      expect(told(page)).to.have.length(3);
      tell(page, 'change', cause, ['necessary']);
      expect(told(page).slice(3)).to.deep.equal([['consent', 'update', values()]]);
    });
  }

  it('tells of each decision, also of one that is like the one before', async () => {
    const { page } = await visit({ loader: NOBODY });
    for (let count = 0; count < 2; count += 1) tell(page, 'change', 'reject-all', ['necessary']);
    expect(told(page).slice(1)).to.deep.equal(Array(2).fill(['consent', 'update', values()]));
  });

  it('says nothing more where noren.js does not come: everything stays denied', async () => {
    const { page } = await visit({ loader: { status: 404 } });
    expect(told(page)).to.deep.equal([DEFAULT]);
  });

  it('makes no dataLayer where no purpose has a type', async () => {
    const purposes = siteConfig.purposes.map(({ consentMode: _, ...purpose }) => purpose);
    const { page } = await visit({ config: { ...siteConfig, purposes } });
    (await arrived(page)).acceptAll();
    expect('dataLayer' in page.window).to.equal(false);
  });

  it('names its site to noren.js, which refuses another one’s config', async () => {
    const { errors } = await visit({ config: { ...siteConfig, site: 'energy' } });
    const wrong = { code: 'config-of-another-site', received: 'energy', path: 'script[data-noren-config]' };
    expect(errors()).to.deep.equal([wrong]);
  });

  for (const by of ['nonce', 'hash'] as const) {
    it(`is allowed by its ${by} under a strict policy with Trusted Types, and breaks none of it`, async () => {
      const { page, violations } = await visit({ by });
      const noren = await arrived(page);
      noren.acceptAll();
      expect(told(page).at(-1)).to.deep.equal(['consent', 'update', values(...TYPES)]);
      expect(violations()).to.deep.equal([]);
      expect(tag(page)?.nonce).to.equal(by === 'nonce' ? NONCE : '');
    });
  }
});

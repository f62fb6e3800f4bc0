import type { Held } from '@noren/core/kernel';
import { TOKEN_PATTERN } from '@noren/model';
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
  /** Query and fragment that the page is opened with. */
  readonly address?: string;
  /** How noren.js is answered for. */
  readonly loader?: Answer;
}

const NONCE = 'r4nd0m';
const TYPES = ['analytics_storage', 'personalization_storage', 'ad_storage', 'ad_user_data', 'ad_personalization'];

/** Consent Mode's values: `denied` but for these types. */
function values(...granted: string[]): Record<string, string> {
  return Object.fromEntries(TYPES.map((type) => [type, granted.includes(type) ? 'granted' : 'denied']));
}
/** Every type, also those that no purpose of the fixture grants. */
const DENIED = { ...values(), functionality_storage: 'denied', security_storage: 'denied' };
const DEFAULT = ['consent', 'default', { ...DENIED, wait_for_update: 500 }];

/** A page that begins with the snippet of a config, as publishing makes it. */
async function visit({ config = siteConfig, before = '', by, address = '', loader = GOOD }: Visit = {}) {
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
      address,
      ...(by ? { headers: { 'content-security-policy': policy } } : {}),
    },
  );
  return { page, source, violations: () => page.window.violations, errors: () => page.window.errors };
}
const layer = ({ window }: Page): unknown[] | undefined => window.dataLayer as unknown[] | undefined;
const told = (page: Page): unknown[][] => (layer(page) ?? []).map((entry) => Array.from(entry as ArrayLike<unknown>));
const tag = ({ document }: Page) => document.querySelector<HTMLScriptElement>('script[data-site]');

/** As noren.js would tell of it. */
function tell({ window }: Page, cause: string, open: readonly string[]): void {
  window.dispatchEvent(new CustomEvent('noren:open', { detail: { cause, open } }));
}
const withLinks: SiteConfig = {
  ...siteConfig,
  personalUrls: {
    joined: [{ ja: '会社名', en: 'Company' }],
    keptFor: { ja: '解除まで', en: 'Until ended' },
    hold: ['mkt_tok'],
  },
};
/** Notes the history as it is before the snippet. */
const NOTE = '<script>before = [history.length, history.state]</script>';
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

  // As in Google's own example of the basic way: the update, then the tag. A tag that has run asks no second time.
  for (const kept of [true, undefined])
    it(`tells what was chosen before a gated tag runs, ${kept ? 'of a visitor who returns' : 'and as the choice is made'}`, async () => {
      if (kept) keep(everything(true));
      const gated = `<script type="text/plain" data-noren="statistics">dataLayer.push(['ran'])</script>`;
      const { page } = await visit({ before: gated });
      const said = (): unknown[] => told(page).map(([command, when]) => when ?? command);
      if (!kept) (await arrived(page)).acceptAll();
      await until(() => said().includes('ran'));
      expect(said()).to.deep.equal(['default', ...(kept ? [] : ['update']), 'update', 'ran']);
      expect(told(page).at(-2)).to.deep.equal(['consent', 'update', values(...TYPES)]);
    });

  for (const cause of ['sync', 'other-tab', 'expiry']) {
    it(`says nothing twice for "${cause}", and something where it changes something`, async () => {
      const { page } = await visit({ loader: NOBODY });
      tell(page, 'start', ['necessary']);
      tell(page, 'save', ['necessary', 'statistics']);
      tell(page, cause, ['necessary', 'statistics']);
      expect(told(page)).to.have.length(3);
      tell(page, cause, ['necessary']);
      expect(told(page).slice(3)).to.deep.equal([['consent', 'update', values()]]);
    });
  }

  it('tells of each decision, also of one that is like the one before', async () => {
    const { page } = await visit({ loader: NOBODY });
    for (let count = 0; count < 2; count += 1) tell(page, 'reject-all', ['necessary']);
    expect(told(page).slice(1)).to.deep.equal(Array(2).fill(['consent', 'update', values()]));
  });

  it('says first what the config sets: how long to wait, what regions have by default, what goes with an ad click', async () => {
    const regions = [
      { regions: ['JP'], granted: ['analytics_storage'] as const },
      { regions: ['ES', 'US-CA'], granted: [] },
    ].map((row) => ({ ...row, granted: [...row.granted] }));
    const consentMode = { waitForUpdateMs: 900, regions, adsDataRedaction: true, urlPassthrough: true } as const;
    const { page } = await visit({ loader: NOBODY, config: { ...siteConfig, consentMode } });
    const wait = { wait_for_update: 900 };
    const first = [
      ['consent', 'default', { ...DENIED, ...wait }],
      ['consent', 'default', { ...DENIED, analytics_storage: 'granted', ...wait, region: ['JP'] }],
      ['consent', 'default', { ...DENIED, ...wait, region: ['ES', 'US-CA'] }],
      ['set', 'ads_data_redaction', true],
      ['set', 'url_passthrough', true],
    ];
    expect(told(page)).to.deep.equal(first);
    // What a region has by default stands until it is decided.
    const undecided = Object.fromEntries(siteConfig.purposes.map(({ id }) => [id, 'undecided']));
    const say = (cause: string, after: object, open: string[]): unknown =>
      page.window.dispatchEvent(new CustomEvent('noren:open', { detail: { cause, open, after } }));
    say('start', { ...undecided, advertising: 'denied' }, ['statistics']);
    const ads = { ad_storage: 'denied', ad_user_data: 'denied', ad_personalization: 'denied' };
    expect(told(page).slice(5)).to.deep.equal([['consent', 'update', ads]]);
    say('withdraw', undecided, ['statistics']);
    expect(told(page).slice(6)).to.deep.equal([['consent', 'update', values('analytics_storage')]]);
  });

  it('speaks to the array that the page’s tags read, where they have another name for it', async () => {
    const { page } = await visit({ loader: NOBODY, config: { ...siteConfig, consentMode: { layer: 'gtmLayer' } } });
    expect(Array.from((page.window.gtmLayer as ArrayLike<unknown>[])[0] ?? [])).to.deep.equal(DEFAULT);
    expect('dataLayer' in page.window).to.equal(false);
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

  for (const [address, left] of [
    ['#noren-link=T', ''],
    ['?noren-link=T', ''],
    ['?a=1&noren-link=T&b=2', '?a=1&b=2'],
    ['?noren-link=T&b=2#part', '?b=2#part'],
    ['?a=1&noren-link=T#part', '?a=1#part'],
    ['?noren-link=T#part', '#part'],
    ['#part&noren-link=T', '#part'],
    ['#noren-link=T&x', '#x'],
    ['#/a?b=1&noren-link=T', '#/a?b=1'],
    ['#/a?noren-link=T', '#/a'],
    ['#!/a?noren-link=T&c=3', '#!/a?c=3'],
    ['?mkt_tok=V&noren-link=T&noren-link=U&z=%20+%E3%81%82', '?z=%20+%E3%81%82'],
    ['?q=a&&b=?&mkt_tok=V&#noren-link=', '?q=a&&b=?'],
    [
      '?xmkt_tok=V&mkt_tok2=W&not-noren-link=T#a=noren-link=T',
      '?xmkt_tok=V&mkt_tok2=W&not-noren-link=T#a=noren-link=T',
    ],
    ['?a=1&&b#', '?a=1&&b#'],
    // As mailers spoil it.
    ['?a=1#noren%2Dlink=T', '?a=1'],
    ['#part&noren%2dlink%3DT', '#part'],
    ['?noren-link=3DT&b=2', '?b=2'],
    ['?a=1&amp;noren-link=T&amp;b=2', '?a=1&amp;b=2'],
    ['?a=1&amp;noren-link=T&amp;noren-link=U#x', '?a=1#x'],
    ['?noren-links=T&amp=1&norenlink=U&mkt_tok3D=V', '?noren-links=T&amp=1&norenlink=U&mkt_tok3D=V'],
  ] as const) {
    it(`leaves "${left}" of "${address}", and no entry more`, async () => {
      const { page } = await visit({ config: withLinks, loader: NOBODY, address, before: NOTE });
      const { href } = page.window.location;
      expect(href.slice(href.indexOf(page.source.path) + page.source.path.length)).to.equal(left);
      expect(page.window.before).to.deep.equal([page.window.history.length, null]);
    });
  }

  it('keeps what the browser says of the arrival from everybody where something is held, and only there', async () => {
    for (const [address, isCovered] of [
      ['?a=1', false],
      ['?a=1#noren-link=T', true],
      ['?mkt_tok=V', true],
    ] as const) {
      const { page } = await visit({ config: withLinks, loader: NOBODY, address });
      const { navigation } = page.window as Partial<Window>;
      // WebKit has none.
      if (!navigation) return;
      expect(Object.hasOwn(navigation, 'activation')).to.equal(isCovered);
      if (isCovered) expect(navigation.activation).to.equal(null);
    }
  });

  it('leaves the address alone where there is nothing to hold, and the state of the history always', async () => {
    for (const address of ['?a=1#b', '#noren-link=T']) {
      const state = '<script>history.replaceState({ own: 1 }, "")</script>';
      const { page } = await visit({ config: withLinks, loader: NOBODY, address, before: state });
      expect(page.window.history.state).to.deep.equal({ own: 1 });
    }
  });

  it('hands what it holds to noren.js alone, once, while that runs', async () => {
    const tells = `const tag = document.currentScript; first = tag.held; again = tag.held;
      queueMicrotask(() => { later = tag.held; });`;
    const loader: Answer = { headers: { 'content-type': 'text/javascript' }, body: tells };
    const early =
      '<script>addEventListener("load", () => { other = document.querySelector("[data-site]").held; })</script>';
    const { page } = await visit({ config: withLinks, loader, address: '?x=1&mkt_tok=V#noren-link=T', before: early });
    await until(() => 'later' in page.window);
    const { first, again, later, other } = page.window as unknown as Record<string, unknown>;
    expect([again, later, other].map(Boolean)).to.deep.equal([false, false, false]);
    const held = first as Held;
    const { href } = page.window.location;
    const address = '?x=1&mkt_tok=V#noren-link=T';
    expect(held(() => false)).to.deep.equal([address, `${TOKEN_PATTERN}|mkt_tok=`]);
    expect(page.window.location.href).to.equal(href);
    expect(held((purpose) => purpose === 'identification')).to.deep.equal([address, TOKEN_PATTERN]);
    expect(page.window.location.search).to.equal('?x=1&mkt_tok=V');
    expect(page.window.location.hash).to.equal('');
    expect(held()[0]).to.equal('');
  });

  it('gives nothing back once it is told to drop it, nor where the page has gone on', async () => {
    const loader: Answer = {
      headers: { 'content-type': 'text/javascript' },
      body: 'held = document.currentScript.held',
    };
    for (const change of ['drop', 'go on'] as const) {
      const { page } = await visit({ config: withLinks, loader, address: '?x=1&mkt_tok=V' });
      await until(() => 'held' in page.window);
      const held = page.window.held as unknown as Held;
      if (change === 'drop') held();
      else page.window.history.pushState(null, '', '?x=2');
      expect(held(() => true)).to.deep.equal([change === 'drop' ? '' : '?x=1&mkt_tok=V', `${TOKEN_PATTERN}|mkt_tok=`]);
      expect(page.window.location.search).to.equal(change === 'drop' ? '?x=1' : '?x=2');
    }
  });
});

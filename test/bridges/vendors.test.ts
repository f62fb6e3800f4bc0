import { expect } from 'chai';
import { record, until } from '../core/moments.ts';
import { closePages, type Page } from '../core/page.ts';
import { arrived } from '../loader/tag.ts';
import { runtimeOf } from '../model/runtime.ts';
import { openBridged, runInPage } from './stage.ts';
import { callsOf, clarity, HELD, hubspot, NO, openWith, TOOLS, uet, YES } from './vendor-tools.ts';

/** What each tool is told from now on. */
function from({ window }: Page): void {
  window.calls = {};
  runInPage({ document: window.document }, 'calls = {}');
}

describe('bridges to vendors', () => {
  afterEach(closePages);

  it('hold what would run, and say nothing to the others, while nothing is decided; then one call for each decision', async () => {
    const { page } = await openWith(TOOLS);
    const noren = await arrived(page);
    await until(() => Object.keys(callsOf(page)).length === Object.keys(HELD).length);
    expect(callsOf(page)).to.deep.equal(HELD);
    for (const [decide, told] of [
      [noren.acceptAll, YES],
      [noren.rejectAll, NO],
      [noren.acceptAll, { ...YES, marketo: undefined }],
      [noren.acceptAll, {}],
    ] as const) {
      from(page);
      decide();
      expect(callsOf(page)).to.deep.equal(JSON.parse(JSON.stringify(told)));
    }
  });

  for (const [kept, told] of [
    [true, YES],
    [false, NO],
  ] as const) {
    it(`tell what a returning visitor has ${kept ? 'allowed' : 'refused'}, and nothing else`, async () => {
      const { page } = await openWith(TOOLS, { kept });
      const uetToo = { ...told, uet: [uet('denied'), ...(told.uet ?? [])] };
      await until(() => Object.keys(callsOf(page)).length === Object.keys(told).length);
      expect(callsOf(page)).to.deep.equal(uetToo);
    });
  }

  it('tell what runs until a no, before anybody has decided', async () => {
    const { purposes } = await runtimeOf();
    const optOut = purposes.map((purpose) =>
      purpose.id === 'advertising' ? { ...purpose, mode: 'opt-out' as const, requires: [] } : purpose,
    );
    const { page } = await openWith(TOOLS, { purposes: optOut });
    await until(() => callsOf(page).clarity && callsOf(page).meta && callsOf(page).tiktok);
    expect(callsOf(page)).to.deep.include({
      meta: [['consent', 'grant']],
      tiktok: [['grantConsent']],
      clarity: [['consentv2', { ad_Storage: 'granted', analytics_Storage: 'denied' }]],
    });
    expect(callsOf(page)).not.to.have.property('karte');
  });

  it('keep the last of it for a tool that comes later, and say it before the page’s own first use of the tool', async () => {
    const { page } = await openWith('');
    const noren = await arrived(page);
    noren.rejectAll();
    noren.acceptAll();
    // The base codes of each, shortened, as a page has them.
    runInPage(
      page,
      `!function(f,n){if(f.fbq)return;n=f.fbq=function(){n.callMethod?n.callMethod.apply(n,arguments):n.queue.push([...arguments])};
        if(!f._fbq)f._fbq=n;n.push=n;n.loaded=!0;n.version='2.0';n.queue=[]}(window);
      fbq('init', '1'); fbq('track', 'PageView');
      !function(n,o){o.forEach(function(o){n[o]||((n.__alloyNS=n.__alloyNS||[]).push(o),n[o]=function(){var u=arguments;
        return new Promise(function(i,l){n[o].q.push([i,l,u])})},n[o].q=[])})}(window,["alloy"]);
      alloy('configure', {}); alloy('sendEvent', {});
      window['pdt'] = window['pdt'] || function () { (window['pdt'].cq = window['pdt'].cq || []).push([...arguments]); };
      pdt('create', 1001, 1002, 'go.site.example'); pdt('sendPageView');
      td = { said: [] };
      for (const name of ['setSignedMode', 'setAnonymousMode', 'blockEvents', 'unblockEvents', 'trackPageview'])
        td[name] = () => td.said.push(name);
      td.trackPageview();
      adobe = {}; said = [];
      adobe.optIn = { approve: () => said.push('approve'), deny: () => said.push('deny'), complete: () => said.push('complete') };
      krt = { allow: () => said.push('allow'), deny: () => said.push('deny') };`,
    );
    const { window } = page as unknown as { window: Record<string, Record<string, unknown> & unknown[]> };
    expect(window.fbq?.queue).to.deep.equal([
      ['consent', 'grant'],
      ['init', '1'],
      ['track', 'PageView'],
    ]);
    const commands = (window.alloy as unknown as { q: ArrayLike<unknown>[][] }).q.map(([, , command]) => command?.[0]);
    expect(commands).to.deep.equal(['configure', 'setConsent', 'sendEvent']);
    expect((window.pdt as unknown as { cq: string[][] }).cq.map(([name]) => name)).to.deep.equal([
      'create',
      'setOptIn',
      'sendPageView',
    ]);
    expect(window.td?.said).to.deep.equal(['unblockEvents', 'setSignedMode', 'trackPageview']);
    await until(() => window.said?.length === 3);
    expect(window.said).to.have.members(['approve', 'complete', 'allow']);
    // Queues that the page shares with the tool, which others make as they are needed.
    expect(window.uetq).to.deep.equal([
      ...['consent', 'default', { ad_storage: 'denied' }],
      ...uet('denied'),
      ...uet('granted'),
    ]);
    expect(window.ttq).to.deep.equal([['holdConsent'], ['revokeConsent'], ['grantConsent']]);
    expect(window._hsp).to.deep.equal([...hubspot(false), ...hubspot(true)]);
    expect(
      (window.clarity as unknown as { q: ArrayLike<unknown>[] }).q.map((entry) => Array.from(entry)),
    ).to.deep.equal([clarity('denied'), clarity('granted')]);
  });

  it('leave one answer with a loader that does not keep the order of calls', async () => {
    const { page } = await openWith('');
    const noren = await arrived(page);
    // Treasure Data's, shortened.
    runInPage(
      page,
      `function Treasure() {}
      for (const name of ['blockEvents', 'setAnonymousMode', 'setSignedMode', 'trackPageview', 'unblockEvents'])
        Treasure.prototype[name] = function (...call) { (this['_' + name] ??= []).push(call); };
      td = new Treasure(); td.trackPageview('pageviews');`,
    );
    for (const [decide, kept] of [
      [noren.acceptAll, ['_trackPageview', '_unblockEvents', '_setSignedMode']],
      [noren.rejectAll, ['_trackPageview', '_setAnonymousMode', '_blockEvents']],
      [noren.acceptAll, ['_trackPageview', '_unblockEvents', '_setSignedMode']],
    ] as const) {
      decide();
      expect(Object.keys(page.window.td as object)).to.deep.equal(kept);
    }
  });

  it('speak to whatever has taken the place of a queue', async () => {
    const { page } = await openWith('');
    const noren = await arrived(page);
    noren.acceptAll();
    runInPage(page, TOOLS);
    from(page);
    noren.rejectAll();
    expect(callsOf(page)).to.deep.equal(NO);
  });

  it('leave a default of the page’s own alone', async () => {
    const { page } = await openWith(`uetq = ['consent', 'default', { ad_storage: 'granted' }]`);
    await arrived(page);
    expect(page.window.uetq).to.have.length(3);
  });

  it('tell of a tool that throws, which the page does not notice', async () => {
    const { page } = await openWith(`${TOOLS} pdt = () => { throw new TypeError('not ready'); };
      alloy = () => Promise.reject(new Error('not configured'));`);
    const errors = record(page.window, 'error');
    (await arrived(page)).acceptAll();
    await until(() => errors.length === 2);
    expect(errors.map(([, detail]) => detail)).to.deep.equal([
      { code: 'bridge-failed', path: 'pdt', received: 'TypeError: not ready' },
      { code: 'bridge-failed', path: 'alloy', received: 'Error: not configured' },
    ]);
    expect(callsOf(page).meta?.at(-1)).to.deep.equal(['consent', 'grant']);
  });
});

describe('settings of bridges to vendors', () => {
  afterEach(closePages);

  it('name other purposes, other globals and other ways to refuse', async () => {
    const body = `<script>${TOOLS} tracker = td; __karte_accept = (is) => note('karte', is);</script>`;
    const { page } = await openBridged(
      {
        clarity: { purposes: { ad_Storage: 'recommendation' } },
        karte: { tag: 1, purpose: 'statistics' },
        'treasure-data': { name: 'tracker', refused: 'anonymous', purpose: 'advertising' },
      },
      { body },
    );
    const noren = await arrived(page);
    noren.decide({ purposes: { statistics: true, recommendation: false, advertising: false } });
    await until(() => Object.keys(callsOf(page)).length === 3);
    expect(callsOf(page)).to.deep.equal({
      clarity: [['consentv2', { ad_Storage: 'denied', analytics_Storage: 'granted' }]],
      karte: [[true]],
      'treasure-data': [['setAnonymousMode']],
    });
  });

  it('name the object of KARTE’s tag as the tag does', async () => {
    const { page } = await openBridged(
      { karte: { name: 'krtAlt' } },
      { body: `<script>${TOOLS} krtAlt = krt; krt = undefined;</script>` },
    );
    (await arrived(page)).rejectAll();
    await until(() => callsOf(page).karte);
    expect(callsOf(page).karte).to.deep.equal([['deny']]);
  });

  it('call what the config names, with what it gives, and wait for it', async () => {
    const { page } = await openBridged({
      call: [
        {
          path: 'tool.consent.set',
          purpose: 'statistics',
          granted: ['on', { all: true }],
          refused: ['off'],
          waiting: [],
        },
        { path: 'toolQueue', purpose: 'statistics', queue: true, granted: [['allow']], refused: [['deny'], 1] },
        { path: 'toolFunction', purpose: 'advertising', granted: [] },
      ],
    });
    const noren = await arrived(page);
    noren.rejectAll();
    const { window } = page;
    await until(() => window.toolQueue);
    expect(window.toolQueue).to.deep.equal([['deny'], 1]);
    runInPage(
      page,
      'said = []; tool = { consent: { set(...values) { said.push([this === tool.consent, ...values]); } } };',
    );
    await until(() => (window.said as unknown as unknown[]).length);
    runInPage(page, 'function toolFunction() { said.push(arguments.length); }');
    noren.acceptAll();
    expect(window.said).to.deep.equal([[true, 'off'], [true, 'on', { all: true }], 0]);
    expect(window.toolQueue).to.deep.equal([['deny'], 1, ['allow']]);
  });
});

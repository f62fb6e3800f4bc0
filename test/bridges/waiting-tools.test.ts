import { expect } from 'chai';
import { turn, until } from '../core/moments.ts';
import { closePages, type Page } from '../core/page.ts';
import { arrived, GOOD } from '../loader/tag.ts';
import { begin, list, told } from './analytics-stage.ts';
import { openBridged, runInPage } from './stage.ts';

/** A tool that has no method yet. */
const LATER = { path: 'later.set', purpose: 'statistics', granted: [1] };

/** A page in which a yes was taken back before the bridge's own file has come. */
async function withdrawnEarly() {
  let calls: unknown[] = [];
  const { page: opened, source } = await openBridged(
    { plausible: {} },
    {
      held: 'noren-bridge',
      before: (early) => {
        calls = list(early, 'plausible')() as unknown[];
      },
    },
  );
  const noren = await arrived(opened);
  noren.acceptAll();
  noren.track('withdrawn');
  noren.rejectAll();
  return { opened, source, noren, calls };
}

describe('the bridges to analytics tools', () => {
  afterEach(closePages);

  for (const [how, bridges, come, ready] of [
    [
      'is declared by a script of its own, which takes the place of whatever stood there',
      { plausible: {} },
      (opened: Page) => {
        const script = opened.document.createElement('script');
        script.src = `data:text/javascript,var told = []; function plausible(...call) { told.push(call[0]); }`;
        opened.document.head.append(script);
      },
      () => undefined,
    ],
    [
      'has yet to read its queue',
      { snowplow: {} },
      (opened: Page) =>
        runInPage(
          opened,
          `var told = []; window.snowplow = (...call) => { told.push(call[0]); snowplow.q.push(call); }; snowplow.q = [];
          snowplow('enableActivityTracking')`,
        ),
      (opened: Page) => runInPage(opened, `snowplow('newTracker:shop'); snowplow.q = { push() {} };`),
    ],
    [
      'is started by whoever holds it already, unseen from the window',
      { posthog: {} },
      (opened: Page) =>
        runInPage(
          opened,
          `var told = []; const tell = (name) => () => told.push(name);
          const client = { opt_in_capturing: tell('opt_in_capturing'), capture: (name) => told.push(name) };
          window.posthog = client; var begin = () => { client.__loaded = true; };`,
        ),
      (opened: Page) => (opened.window.begin as () => void)(),
    ],
  ] as const) {
    it(`meet a tool that ${how}`, async () => {
      const { page: opened, noren } = await told(bridges, () => () => []);
      noren.acceptAll();
      noren.track('first');
      come(opened);
      const own = await until(() => opened.window.told as string[] | undefined);
      await turn();
      ready(opened);
      const name = how.includes('its queue') ? 'trackStructEvent' : 'first';
      await until(() => own.includes(name));
      const before = {
        plausible: [],
        posthog: ['opt_in_capturing'],
        snowplow: ['enableActivityTracking', 'newTracker:shop', 'flushBuffer'],
      };
      expect(own).to.deep.equal([...before[Object.keys(bridges)[0] as keyof typeof before], name]);
    });
  }

  it('tell a tool that comes later what it has missed, once, and nothing of what was withdrawn before it came', async () => {
    const { page: opened, noren } = await told({ plausible: {} }, () => () => []);
    begin(noren);
    noren.acceptAll();
    noren.rejectAll();
    noren.track('refused');
    noren.acceptAll();
    noren.track('first');
    await turn();
    const calls = list(opened, 'plausible')();
    // As a gated script is: the tool is there once that has run.
    const script = opened.document.createElement('script');
    script.src = '/lab.js';
    opened.document.head.append(script);
    await until(() => (calls as unknown[]).length);
    noren.track('second');
    expect(calls).to.deep.equal([
      ['first', { props: {} }],
      ['second', { props: {} }],
    ]);
  });

  it('hand on nothing that was withdrawn before their own file had come', async () => {
    const { opened, source, noren, calls } = await withdrawnEarly();
    await source.answer(GOOD);
    await until(() =>
      opened.window.performance.getEntriesByType('resource').some(({ name }) => name.includes('noren-bridge')),
    );
    noren.acceptAll();
    noren.track('allowed');
    await until(() => calls.length);
    expect(calls).to.deep.equal([['allowed', { props: {} }]]);
  });

  it('hand on nothing that was withdrawn before their own file had come, where it was allowed again by then', async () => {
    const { source, noren, calls } = await withdrawnEarly();
    noren.acceptAll();
    noren.track('allowed');
    await source.answer(GOOD);
    await until(() => calls.length);
    await turn();
    expect(calls).to.deep.equal([['allowed', { props: {} }]]);
  });

  it('take no element of the page for a tool, whose id is the same name', async () => {
    const { page: opened, noren } = await told({ plausible: {}, call: [LATER] }, (early) => {
      early.document.body.insertAdjacentHTML('beforeend', '<i id="plausible"></i><i id="later"></i>');
      return () => [];
    });
    noren.acceptAll();
    noren.track('first');
    await turn();
    runInPage(opened, `var said = []; window.later = { set: (value) => said.push(value) };`);
    const calls = list(opened, 'plausible')() as unknown[];
    const said = await until(() => opened.window.said as unknown[] | undefined);
    await until(() => calls.length && said.length);
    expect([calls, said]).to.deep.equal([[['first', { props: {} }]], [1]]);
  });

  it('look at a tool that is not ready no oftener than they must, whoever else looks', async () => {
    const { page: opened, noren } = await told({ posthog: {}, call: [LATER] }, () => () => []);
    noren.acceptAll();
    runInPage(
      opened,
      `var looks = 0;
      const unready = { get __loaded() { looks += 1; return false; }, capture() {} };
      window.posthog = unready; window.later = { get set() { looks += 1; } };
      [window.posthog.capture, window.later.other];`,
    );
    const looks = async (turns: number): Promise<number> => {
      for (let count = 0; count < turns; count += 1) await turn();
      return opened.window.looks as number;
    };
    const before = await looks(30);
    expect(before).to.be.at.least(1);
    // Where a look brought about the next one, each turn would have its own. Those that come by themselves wait twice as long each
    // time: however slow the machine is, eleven a tool are the most.
    expect((await looks(60)) - before).to.be.at.most(22);
  });

  it('take what is withdrawn out of the queue of a tool that has yet to come', async () => {
    const { page: opened, noren } = await told(
      { matomo: {}, posthog: {}, snowplow: {}, gtag: {}, 'data-layer': {} },
      (early) => {
        runInPage(
          early,
          `var _paq = [['setSiteId', 1]], posthog = [], told = [];
        for (const name of ['set_config', 'opt_in_capturing', 'opt_out_capturing', 'capture'])
          posthog[name] = (...call) => posthog.push([name, ...call]);
        var snowplow = (...call) => { (snowplow.q.read ? told : snowplow.q).push(call); };
        snowplow.q = [];`,
        );
        return () => [];
      },
    );
    const queues = () => [opened.window._paq, opened.window.posthog] as unknown[][][];
    const names = () => queues().map((calls) => calls.map(([name]) => name));
    await until(() => names()[0]?.includes('requireConsent') && names()[1]?.length);
    noren.acceptAll();
    noren.track('withdrawn');
    await until(() => names()[0]?.includes('trackEvent') && names()[1]?.includes('capture'));
    await until(() => JSON.stringify(opened.window.dataLayer)?.match(/withdrawn/g)?.length === 2);
    const [matomo] = queues();
    noren.rejectAll();
    expect(names()).to.deep.equal([
      ['setSiteId', 'requireConsent'],
      ['set_config', 'opt_out_capturing'],
    ]);
    expect(opened.window._paq).to.equal(matomo);
    runInPage(opened, 'snowplow.q = { read: true };');
    noren.acceptAll();
    noren.track('allowed');
    expect((await until(() => (opened.window.told as unknown[][])[1]))[0]).to.equal('trackStructEvent');
    const layer = opened.window.dataLayer as { event?: string; 1?: string }[];
    await until(
      () => layer.some(({ 1: name }) => name === 'allowed') && layer.some(({ event }) => event === 'allowed'),
    );
    expect(layer.filter(({ event }) => event === 'noren.change')).to.have.length(3);
    expect(JSON.stringify([opened.window.told, layer, queues()])).to.not.include('withdrawn');
  });

  it('hear of the no, however much a page has tracked before their own file has come', async () => {
    const { page: opened, source } = await openBridged({ matomo: {} }, { held: 'noren-bridge' });
    const noren = await arrived(opened);
    noren.acceptAll();
    for (let count = 0; count < 1200; count += 1) noren.track('much');
    noren.rejectAll();
    await source.answer(GOOD);
    const calls = await until(() => opened.window._paq as string[][] | undefined);
    await turn();
    expect(calls).to.deep.equal([['requireConsent']]);
  });
});

import type { RuntimeBridges } from '@noren/model/schema';
import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { record, turn, until } from '../core/moments.ts';
import { closePages, type Page } from '../core/page.ts';
import { arrived, filesAsked, GOOD } from '../loader/tag.ts';
import { type BridgedPage, begun, openBridged } from './stage.ts';

const GOOGLE: NonNullable<RuntimeBridges['google']> = {
  commands: [['consent', 'default', { ad_storage: 'denied' }]],
  types: [['ad_storage', 'advertising']],
};
/** Bridges that speak to a tool as soon as they hear of a choice. */
const BRIDGES: RuntimeBridges = {
  google: GOOGLE,
  uet: {},
  clarity: {},
  meta: {},
  tiktok: {},
  hubspot: {},
  call: [{ path: 'toolQueue', queue: true, purpose: 'advertising', granted: ['yes'], refused: ['no'] }],
};
/** Each tool writes down what it is told. */
const TOOLS = `
  told = [];
  const heard = (tool) => (...call) => void told.push(tool + ' ' + JSON.stringify(call));
  gtagLayer = dataLayer = { length: 0, push: (entry) => heard('google')(...entry) };
  uetq = { push: heard('uet') };
  clarity = heard('clarity');
  fbq = Object.assign(heard('meta'), { callMethod() {} });
  ttq = { holdConsent: heard('tiktok hold'), grantConsent: heard('tiktok grant'), revokeConsent: heard('tiktok revoke') };
  _hsp = { push: heard('hubspot') };
  toolQueue = { push: heard('call') };
`;
const toldIn = ({ window }: Page): string[] => window.told as unknown as string[];

/** A page whose bridges are on their way. */
async function openLate(bridges: RuntimeBridges, code: string, kept?: boolean): Promise<BridgedPage> {
  const bridged = await openBridged(bridges, {
    body: `<script>${code}</script>`,
    held: 'noren-bridge',
    ...(kept === undefined ? {} : { kept }),
  });
  const wanted = Object.keys(bridges).map((name) => `noren-bridge-${name}.js`);
  await until(async () => {
    const asked = await filesAsked(bridged.source);
    return wanted.every((file) => asked.includes(file));
  });
  return bridged;
}

describe('a bridge whose file comes late', () => {
  afterEach(closePages);

  it('hands nothing on that was tracked up to a refusal of its row, or under it', async () => {
    const address = await endpoint({ status: 204 });
    const settings = { url: location.origin + address.path, service: 'microsoft-clarity' };
    const bridged = await openLate({ endpoint: settings }, '', true);
    const { window } = bridged.page;
    const noren = await arrived(bridged.page);
    const decide = (clarity: boolean): unknown =>
      noren.decide({ purposes: {}, services: { 'microsoft-clarity': clarity } });
    noren.track('withdrawn');
    decide(false);
    noren.track('refused');
    decide(true);
    noren.track('allowed');
    await bridged.source.answer(GOOD);
    await begun(bridged, ['endpoint']);
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    const bodies = (await address.requests(1)).map(({ body }) => JSON.parse(body));
    expect(bodies.flatMap(({ events }) => events.map(({ name }: { name: string }) => name))).to.deep.equal(['allowed']);
  });

  // Some at a time: a browser has six connections to one host.
  for (const [names, last] of [
    [
      ['google', 'uet', 'meta'],
      [
        'google ["consent","default",{"ad_storage":"denied"}]',
        'google ["consent","update",{"ad_storage":"denied"}]',
        'meta ["consent","revoke"]',
        'uet ["consent","update",{"ad_storage":"denied"}]',
        'uet ["consent","update",{"ad_storage":"denied"}]',
      ],
    ],
    [
      ['clarity', 'tiktok', 'hubspot', 'call'],
      [
        'call ["no"]',
        'clarity ["consentv2",{"ad_Storage":"denied","analytics_Storage":"denied"}]',
        'hubspot [["setHubSpotConsent",{"analytics":false,"advertisement":false,"functionality":false}]]',
        'tiktok revoke []',
      ],
    ],
  ] as const)
    it(`tells its tool the choice that holds, once, and no yes that was taken back meanwhile (${names})`, async () => {
      const bridged = await openLate(Object.fromEntries(names.map((name) => [name, BRIDGES[name]])), TOOLS);
      const noren = await arrived(bridged.page);
      noren.acceptAll();
      noren.rejectAll();
      await bridged.source.answer(GOOD);
      await begun(bridged, names);
      expect(toldIn(bridged.page).toSorted()).to.deep.equal(last);
    });

  it('tells a choice that the page has changed meanwhile, as it heard of it, as it is in the end', async () => {
    const veto = `addEventListener('noren:open', ({ detail }) => detail.cause === 'accept-all' && noren.rejectAll());`;
    const bridged = await openLate({ hubspot: {} }, `${TOOLS} ${veto}`);
    (await arrived(bridged.page)).acceptAll();
    await bridged.source.answer(GOOD);
    await begun(bridged, ['hubspot']);
    expect(toldIn(bridged.page).map((line) => /true/.test(line))).to.deep.equal([false]);
  });

  it('lets no trigger fire on what was taken back meanwhile', async () => {
    const bridged = await openLate({ 'data-layer': {} }, '', true);
    (await arrived(bridged.page)).rejectAll();
    await bridged.source.answer(GOOD);
    await begun(bridged, ['data-layer']);
    const layer = bridged.page.window.dataLayer as { event: string; norenPurpose?: string; noren?: object }[];
    expect(layer.filter(({ event }) => event === 'noren.granted')).to.deep.equal([
      { event: 'noren.granted', norenPurpose: 'necessary' },
    ]);
    for (const { event, noren } of layer.filter((entry) => entry.noren))
      expect(noren, event).to.deep.include({ granted: ['necessary'], cause: 'reject-all' });
    expect(layer.map(({ event }) => event)).to.deep.equal(['noren.ready', 'noren.granted', 'noren.change']);
  });
});

describe('a choice that the page changes as it hears of it', () => {
  afterEach(closePages);

  for (const type of ['open', 'change'])
    it(`is told as it is in the end, also where the page was the first to hear of it (noren:${type})`, async () => {
      const veto = `addEventListener('noren:${type}', ({ detail }) => detail.cause === 'accept-all' && noren.rejectAll());`;
      const bridged = await openBridged(
        { ...BRIDGES, 'data-layer': { name: 'layer' } },
        { body: `<script>${TOOLS} ${veto}</script>` },
      );
      await begun(bridged, [...Object.keys(BRIDGES), 'data-layer']);
      (await arrived(bridged.page)).acceptAll();
      const told = toldIn(bridged.page);
      for (const tool of ['google', 'uet', 'clarity', 'meta', 'hubspot', 'tiktok', 'call'])
        expect(told.filter((line) => line.startsWith(tool)).at(-1), tool).to.match(/denied|revoke|false|no/);
      const layer = bridged.page.window.layer as {
        event: string;
        norenPurpose?: string;
        noren?: { denied: string[] };
      }[];
      expect(layer.findLast(({ noren }) => noren)?.noren?.denied).to.include('advertising');
    });
});

describe('a choice that a tool changes as it is told of it', () => {
  afterEach(closePages);

  it('is told to the others as it is in the end', async () => {
    const veto = `const plain = clarity; clarity = (...call) => {
      plain(...call);
      if (/granted/.test(JSON.stringify(call))) noren.rejectAll();
    };`;
    const bridged = await openBridged(BRIDGES, { body: `<script>${TOOLS} ${veto}</script>` });
    await begun(bridged, Object.keys(BRIDGES));
    (await arrived(bridged.page)).acceptAll();
    const told = toldIn(bridged.page);
    for (const tool of ['google', 'uet', 'meta', 'hubspot', 'tiktok', 'call'])
      expect(told.filter((line) => line.startsWith(tool)).at(-1), tool).to.match(/denied|revoke|hold|false|no/);
  });
});

describe('a tool that throws', () => {
  afterEach(closePages);

  it('is told by the name of its bridge, however it is spoken to, and keeps no other from its word', async () => {
    const broken = `const broken = () => { throw new TypeError('broken'); };
      uetq = { push: broken }; clarity = broken; ttq = { push: broken }; _hsp = { push: broken };
      dataLayer = { length: 0, push: broken };
      thrown = []; addEventListener('error', (event) => { event.preventDefault(); thrown.push(event.message); });`;
    const bridged = await openBridged(BRIDGES, { body: `<script>${TOOLS} ${broken}</script>` });
    const errors = record<{ code: string; path: string }>(bridged.page.window, 'error');
    await begun(bridged, Object.keys(BRIDGES));
    (await arrived(bridged.page)).rejectAll();
    await turn();
    expect(new Set(errors.map(([, { code, path }]) => `${code} ${path}`))).to.deep.equal(
      new Set(['google', 'uet', 'clarity', 'tiktok', 'hubspot'].map((name) => `bridge-failed ${name}`)),
    );
    expect(bridged.page.window.thrown).to.deep.equal([]);
    expect(toldIn(bridged.page).filter((line) => line.startsWith('call'))).to.deep.equal(['call ["no"]']);
  });
});

describe('a bridge whose file neither comes nor fails', () => {
  afterEach(closePages);

  /** A page whose long waits are over when the test says so. */
  async function openHanging(bridges: RuntimeBridges, held: string, code: string) {
    const waits: (() => void)[] = [];
    const body = ['statistics', 'advertising']
      .map((purpose) => `<script type="text/plain" data-noren="${purpose}">ran.push('${purpose}')</script>`)
      .join('');
    const bridged = await openBridged(bridges, {
      held,
      body: `<script>ran = []; ${code}</script>${body}`,
      before({ window }) {
        const { setTimeout: set } = window;
        window.setTimeout = ((act: () => void, ms?: number) =>
          ms && ms >= 5000 ? waits.push(act) : set.call(window, act, ms)) as typeof setTimeout;
      },
    });
    const errors = record<{ code: string; path: string }>(bridged.page.window, 'error');
    await until(async () => (await filesAsked(bridged.source)).some((file) => file?.startsWith(held)));
    return {
      ...bridged,
      ran: bridged.page.window.ran as unknown as string[],
      told: () => errors.map(([, { code: one, path }]) => `${one} ${path}`),
      giveUp: () => {
        for (const act of waits.splice(0)) act();
      },
    };
  }

  it('is waited for no longer than that: it is told, and tags run whose tool need hear of no refusal', async () => {
    const { page, ran, told, giveUp, source } = await openHanging({ pardot: {} }, 'noren-bridge-pardot', '');
    (await arrived(page)).decide({ purposes: { statistics: true, advertising: false } });
    await turn();
    expect(ran).to.deep.equal([]);
    giveUp();
    await until(() => ran.length);
    await turn();
    expect([ran, told()]).to.deep.equal([['statistics'], ['bridge-not-loaded pardot']]);
    // Told once, also where it fails after that.
    await source.answer({ drop: true });
    await turn();
    expect(told()).to.deep.equal(['bridge-not-loaded pardot']);
  });

  for (const [name, settings] of [
    ['clarity', {}],
    [
      'call',
      ['statistics', 'advertising'].map((purpose) => ({
        path: 'clarity',
        purpose,
        granted: [purpose, true],
        refused: [purpose, false],
      })),
    ],
  ] as const)
    it(`keeps those closed that would run without hearing of a no, until it comes after all (${name})`, async () => {
      const { page, ran, told, giveUp, source } = await openHanging(
        { [name]: settings },
        `noren-bridge-${name}`,
        'heard = []; clarity = (...call) => heard.push([...ran, JSON.stringify(call)]);',
      );
      (await arrived(page)).decide({ purposes: { statistics: true, advertising: false } });
      giveUp();
      await until(() => told().length);
      await turn();
      expect([ran, told()]).to.deep.equal([[], [`bridge-not-loaded ${name}`]]);
      await source.answer(GOOD);
      await until(() => ran.length);
      expect(ran).to.deep.equal(['statistics']);
      const heard = page.window.heard as unknown as string[][];
      // Before the tag.
      expect(heard.at(-1)).to.have.length(1);
      expect(heard.flat().join()).to.match(/denied|false/);
    });
});

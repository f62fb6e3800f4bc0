import type { RuntimeBridges } from '@noren/model/schema';
import { expect } from 'chai';
import { record, turn, until } from '../core/moments.ts';
import { closePages, type Page } from '../core/page.ts';
import { arrived, filesAsked, GOOD } from '../loader/tag.ts';
import { type BridgedOptions, type BridgedPage, begun, openBridged } from './stage.ts';

/** Gated scripts as a page has them, each of which notes that it has run. */
const gated = (purpose: string, code: string): string =>
  `<script type="text/plain" data-noren="${purpose}">${code}</script>`;
const PARDOT = gated(
  'advertising',
  `pdt = (...call) => { (pdt.cq ??= []).push(call); }; pdt('create', 1001, 1002, 'go.site.example'); pdt('sendPageView');`,
);
const body = `<script>ran = []</script>${['necessary', 'statistics', 'advertising']
  .map((purpose) => gated(purpose, `ran.push('${purpose}')`))
  .join('')}${PARDOT}`;

const open = (bridges: RuntimeBridges, options: BridgedOptions = {}): Promise<BridgedPage> =>
  openBridged(bridges, { body, ...options });
const ran = ({ window }: Page): string[] => window.ran as unknown as string[];
const calls = ({ window }: Page): string[] | undefined =>
  (window.pdt as unknown as { cq: string[][] } | undefined)?.cq.map(([name]) => name as string);

describe('a gated tag whose tool is told what was chosen', () => {
  afterEach(closePages);

  it('runs once its bridge has spoken, as the choice is made', async () => {
    const bridged = await open({ pardot: {} });
    await begun(bridged, ['pardot']);
    const noren = await arrived(bridged.page);
    noren.rejectAll();
    noren.acceptAll();
    expect(calls(bridged.page)).to.deep.equal(['create', 'setOptIn', 'sendPageView']);
  });

  it('waits for a bridge that is still on its way, and nothing else does', async () => {
    const { page, source } = await open({ pardot: {} }, { kept: true, held: 'noren-bridge-pardot' });
    await until(async () => (await filesAsked(source)).includes('noren-bridge-pardot.js'));
    (await arrived(page)).acceptAll();
    await turn();
    expect(ran(page)).to.deep.equal(['necessary']);
    await source.answer(GOOD);
    await until(() => calls(page));
    expect(ran(page)).to.deep.equal(['necessary', 'statistics', 'advertising']);
    expect(calls(page)).to.deep.equal(['create', 'setOptIn', 'sendPageView']);
  });

  it('does not wait for what tells its tool nothing of a choice', async () => {
    const { page } = await open({ 'data-layer': {} }, { kept: true, held: 'noren-bridge-data-layer' });
    expect(ran(page)).to.deep.equal(['necessary', 'statistics', 'advertising']);
  });

  it('does not run where its bridge does not come and would have to tell it of a no', async () => {
    const { page } = await open({ clarity: {}, pardot: {} }, { broken: 'noren-bridge-clarity.js' });
    const errors = record<{ code: string; path: string }>(page.window, 'error');
    const noren = await arrived(page);
    noren.decide({ purposes: { statistics: true, advertising: false } });
    // The other one has come, too: nothing is waited for any more.
    const { performance } = page.window;
    await until(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.endsWith('noren-bridge-pardot.js')),
    );
    await until(() => errors.length);
    await turn();
    expect(errors).to.deep.equal([['error', { code: 'bridge-not-loaded', path: 'clarity' }]]);
    expect(ran(page)).to.deep.equal(['necessary']);
    // Nothing is refused that it could be told of.
    noren.acceptAll();
    await until(() => ran(page).length > 1);
    expect(ran(page)).to.deep.equal(['necessary', 'statistics', 'advertising']);
  });

  it('runs where the bridge that does not come tells of its own purpose alone', async () => {
    const { page } = await open({ pardot: {} }, { broken: 'noren-bridge-pardot.js' });
    (await arrived(page)).decide({ purposes: { statistics: true, advertising: false } });
    await until(() => ran(page).length > 1);
    expect(ran(page)).to.deep.equal(['necessary', 'statistics']);
  });
});

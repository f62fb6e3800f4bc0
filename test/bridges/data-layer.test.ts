import { expect } from 'chai';
import { comeBack } from '../core/come-back.ts';
import { endpoint } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { record, until } from '../core/moments.ts';
import { closePages } from '../core/page.ts';
import { arrived, filesAsked } from '../loader/tag.ts';
import { openBridged } from './stage.ts';

type Entry = {
  readonly event?: string;
  readonly norenPurpose?: string;
  readonly noren?: { readonly denied: string[] };
};

const layerOf = (page: { window: Record<string, unknown> }, name = 'dataLayer'): Entry[] =>
  (page.window[name] ?? []) as Entry[];
const namesIn = (layer: readonly Entry[]): string[] =>
  layer.map(({ event, norenPurpose }) => [event, norenPurpose].filter(Boolean).join(' '));

describe('the bridge to dataLayer', () => {
  afterEach(closePages);

  it('tells what is granted, denied and undecided, and once per page each purpose that may run', async () => {
    const { page } = await openBridged({ 'data-layer': {} });
    await until(() => layerOf(page).length);
    const [ready] = layerOf(page);
    expect(ready).to.deep.include({ event: 'noren.ready', _clear: true });
    const noren = await arrived(page);
    noren.acceptAll();
    noren.rejectAll();
    noren.acceptAll();
    const told = namesIn(layerOf(page));
    expect(told.filter((name) => name === 'noren.granted statistics')).to.have.length(1);
    expect(told.filter((name) => name === 'noren.change')).to.have.length(3);
  });

  it('tells a decision once: that the API has confirmed it, or that another tab has the same, is no event of its own', async () => {
    const api = await endpoint({ confirm: {} });
    const { page } = await openBridged({ 'data-layer': {} }, { api: api.path });
    const changes = record(page.window, 'change');
    const noren = await arrived(page);
    const count = () => namesIn(layerOf(page)).filter((name) => name === 'noren.change').length;
    noren.decide({ purposes: { statistics: true } });
    await until(() => changes.some(([, { cause }]) => cause === 'sync'));
    await until(count);
    expect(count()).to.equal(1);
    // The same said again by the visitor is another decision.
    noren.decide({ purposes: { statistics: true } });
    expect(count()).to.equal(2);
    keep({ statistics: false }, { by: page.document });
    comeBack(page);
    await until(() => count() === 3);
    expect(layerOf(page).at(-1)?.noren?.denied).to.include('statistics');
  });

  it('tells a full refusal too', async () => {
    const { page } = await openBridged({ 'data-layer': {} });
    (await arrived(page)).rejectAll();
    const entry = await until(() => layerOf(page).find(({ event }) => event === 'noren.change'));
    expect(entry?.noren?.denied).to.include.members(['statistics', 'advertising']);
    expect(namesIn(layerOf(page))).not.to.include('noren.granted statistics');
  });

  it('misses nothing that was said before its file came, and hands on what the page tracks', async () => {
    const { page } = await openBridged({ 'data-layer': { name: 'ownLayer' } }, { kept: true });
    (await arrived(page)).track('order', { value: 1200 });
    await until(() => namesIn(layerOf(page, 'ownLayer')).includes('order'));
    expect(layerOf(page, 'ownLayer').find(({ event }) => event === 'order')).to.deep.equal({
      event: 'order',
      value: 1200,
    });
    expect(namesIn(layerOf(page, 'ownLayer'))[0]).to.equal('noren.ready');
    expect(layerOf(page)).to.deep.equal([]);
  });

  it('is fetched by no page of a site that does not name it', async () => {
    const { page, source } = await openBridged({}, { kept: true });
    await arrived(page);
    const files = await filesAsked(source);
    expect(files.filter((file) => file?.includes('bridge'))).to.deep.equal([]);
  });
});

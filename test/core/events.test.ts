import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { endpoint } from './endpoint.ts';
import { keep } from './kept-cookie.ts';
import { next, record, until } from './moments.ts';
import { closePages, openPage } from './page.ts';

const TYPES = ['ready', 'decision', 'change', 'grant', 'revoke', 'track', 'synced', 'sync-failed', 'error'];

async function norenPage(api?: string) {
  const page = await openPage();
  const events = record(page.window, ...TYPES);
  const noren = page.lab.noren({ config: await runtimeOf(api === undefined ? {} : { api }) });
  return { page, noren, events };
}

describe('events', () => {
  afterEach(closePages);

  it('tell of a choice what may run before and after it, and why, in one order', async () => {
    const { noren, events } = await norenPage();
    noren.decide({ purposes: { statistics: true } });
    expect(events.map(([type]) => type)).to.deep.equal(['grant', 'change', 'decision']);
    const [grant, change, decision] = events.map(([, detail]) => detail);
    expect(grant).to.deep.include({ purposes: ['statistics'], cause: 'page' });
    expect(change?.before).to.include({ statistics: 'undecided' });
    expect(change?.after).to.include({ statistics: 'granted' });
    expect(decision).to.deep.equal({ purposes: { statistics: true }, cause: 'page' });
  });

  it('name the cause of each way to choose', async () => {
    const { noren, events } = await norenPage();
    noren.acceptAll();
    noren.rejectAll();
    noren.withdraw('statistics');
    noren.decide({ purposes: {} }, { via: 'save' });
    noren.decide({ purposes: {} });
    expect(events.filter(([type]) => type === 'decision').map(([, { cause }]) => cause)).to.deep.equal([
      'accept-all',
      'reject-all',
      'withdraw',
      'save',
      'page',
    ]);
  });

  it('are frozen, with the grants in them, so that no listener can tell the next one something else', async () => {
    const { noren, events } = await norenPage();
    noren.on('change', (detail) => events.push(['replayed', detail as never]), { replay: true });
    noren.acceptAll();
    for (const [type, detail] of events) {
      expect(Object.isFrozen(detail), type).to.equal(true);
      for (const grants of [detail.before, detail.after]) if (grants) expect(Object.isFrozen(grants)).to.equal(true);
    }
    expect(Object.isFrozen(noren.state)).to.equal(true);
  });

  it('reach the others when one listener throws', async () => {
    const { page, noren } = await norenPage();
    const reported = next(page.window, 'error');
    page.window.addEventListener('error', (event) => event.preventDefault());
    const heard: string[] = [];
    noren.on('change', () => {
      throw new Error('of the page itself');
    });
    noren.on('change', () => heard.push('second'));
    noren.acceptAll();
    await reported;
    expect(heard).to.deep.equal(['second']);
    expect(noren.has('statistics')).to.equal(true);
  });

  it('come no more after unsubscribing', async () => {
    const { noren } = await norenPage();
    const heard: string[] = [];
    const off = noren.on('change', () => heard.push('change'));
    off();
    noren.acceptAll();
    expect(heard).to.deep.equal([]);
  });

  it('tell a late subscriber the present state once, if it wants to know', async () => {
    keep({ statistics: true });
    const { noren } = await norenPage();
    const heard: unknown[] = [];
    noren.on('grant', ({ purposes, cause }) => heard.push([purposes, cause]), { replay: true });
    noren.on('revoke', () => heard.push('revoke'), { replay: true });
    noren.on('grant', () => heard.push('without replay'));
    expect(heard).to.deep.equal([[['necessary', 'statistics'], 'start']]);
  });

  it('say nothing that would identify a visitor', async () => {
    const api = await endpoint({ status: 500 }, { confirm: {} });
    const { page, noren, events } = await norenPage(api.path);
    noren.acceptAll();
    const [request] = await api.requests(1);
    const { id } = JSON.parse(request?.body ?? '');
    page.window.dispatchEvent(new Event('online'));
    await until(() => events.some(([type]) => type === 'synced'));
    noren.on('ready', (detail) => events.push(['ready', detail as never]), { replay: true });
    noren.rejectAll();
    await until(() => events.some(([type]) => type === 'revoke'));
    expect(id).to.have.length(36);
    expect(JSON.stringify(events))
      .to.not.match(/[\da-f]{8}-[\da-f]{4}-7/)
      .and.not.include(id);
  });

  it('keep each choice’s own record when a listener decides again', async () => {
    const api = await endpoint({ hold: true });
    const { page, noren } = await norenPage(api.path);
    const now = Date.now();
    page.window.Date.now = () => now;
    noren.on('grant', ({ purposes }) => {
      if (purposes.includes('advertising')) noren.withdraw('advertising');
    });
    noren.acceptAll();
    await api.requests(1);
    await api.answer({ confirm: {} });
    const sent = (await api.requests(2)).map(({ body }) => JSON.parse(body));
    expect(sent.map(({ control }) => control)).to.deep.equal(['accept-all', 'withdraw']);
    expect(sent[0].id < sent[1].id && sent[0].decidedAt < sent[1].decidedAt).to.equal(true);
    expect(sent[0].chosen.purposes.advertising).to.equal(true);
    expect(sent[1].chosen.purposes).to.deep.equal({ advertising: false });
    page.close();
  });
});

import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { record, until } from '../core/moments.ts';
import { closePages } from '../core/page.ts';
import { arrived } from '../loader/tag.ts';
import { openBridged } from './stage.ts';

/** A page of a site that sends what it tracks to an address of its own. */
async function sending(kept?: boolean, settings: { service?: string } = {}) {
  const address = await endpoint({ status: 204 });
  const url = location.origin + address.path;
  const { page } = await openBridged({ endpoint: { url, ...settings } }, kept === undefined ? {} : { kept });
  const errors = record(page.window, 'error');
  const noren = await arrived(page);
  await until(() =>
    page.window.performance.getEntriesByType('resource').some(({ name }) => name.includes('noren-bridge-endpoint')),
  );
  const leave = () => page.window.dispatchEvent(new PageTransitionEvent('pagehide'));
  const bodies = async (count: number) => (await address.requests(count)).map(({ body }) => JSON.parse(body));
  return { page, noren, address, errors, leave, bodies };
}

const names = ({ events }: { events: { name: string }[] }): string[] => events.map(({ name }) => name);

describe('the bridge to an address of the operator', () => {
  afterEach(closePages);

  it('sends what was held after a yes, in order and in one request, and nothing that tells who it was', async () => {
    const { noren, address, leave, bodies } = await sending();
    // biome-ignore lint/suspicious/noDocumentCookie: at once, and in every engine.
    document.cookie = 'member=1;path=/';
    noren.track('page-view', { url: 'https://www.example.jp/' });
    noren.track('download', { file: 'catalogue.pdf' });
    leave();
    noren.acceptAll();
    noren.track('click');
    leave();
    expect(await bodies(1)).to.deep.equal([
      {
        v: 1,
        site: 'portal',
        events: [
          { name: 'page-view', detail: { url: 'https://www.example.jp/' } },
          { name: 'download', detail: { file: 'catalogue.pdf' } },
          { name: 'click', detail: {} },
        ],
      },
    ]);
    const [request] = await address.requests(1);
    expect(request?.method).to.equal('POST');
    expect(request?.headers).not.to.have.any.keys('cookie', 'referer', 'authorization');
  });

  it('sends twenty at once, without waiting for more, and the rest after them', async () => {
    const { noren, leave, bodies } = await sending(true);
    for (let count = 0; count < 45; count += 1) noren.track(`event-${count}`);
    await bodies(2);
    leave();
    const sent = await bodies(3);
    expect(sent.map(({ events }) => events.length)).to.deep.equal([20, 20, 5]);
    expect(sent.flatMap(names)).to.deep.equal(Array.from({ length: 45 }, (_, count) => `event-${count}`));
  });

  it('sends again what did not arrive with what comes next, says so once, and drops what was refused for what it is', async () => {
    const { noren, address, leave, bodies, errors } = await sending(true);
    await address.answer({ status: 503 });
    noren.track('first');
    leave();
    await until(() => errors.length);
    await address.answer({ status: 400 });
    noren.track('second');
    leave();
    await bodies(2);
    await address.answer({ status: 204 });
    await until(async () => {
      noren.track('third');
      leave();
      return (await address.requests(0)).length > 2;
    });
    const [one, two, three] = await bodies(3);
    expect([names(one), names(two)]).to.deep.equal([['first'], ['first', 'second']]);
    expect(new Set(names(three))).to.deep.equal(new Set(['third']));
    expect(errors.map(([, { code, received }]) => [code, received])).to.deep.equal([['endpoint-failed', 503]]);
  });

  it('forgets what has not left when it is withdrawn', async () => {
    const { noren, address, leave } = await sending(true);
    noren.track('withdrawn');
    noren.withdraw('statistics');
    noren.track('refused');
    leave();
    noren.acceptAll();
    noren.track('allowed');
    leave();
    const [request] = await address.requests(1);
    expect(names(JSON.parse(request?.body ?? ''))).to.deep.equal(['allowed']);
  });

  it('gets nothing while a visitor has refused the row that it is, and allows its purpose', async () => {
    const { noren, address, leave } = await sending(true, { service: 'microsoft-clarity' });
    noren.track('withdrawn');
    noren.decide({ purposes: {}, services: { 'microsoft-clarity': false } });
    noren.track('refused');
    leave();
    noren.decide({ purposes: {}, services: { 'microsoft-clarity': true } });
    noren.track('allowed');
    leave();
    const [request] = await address.requests(1);
    expect(names(JSON.parse(request?.body ?? ''))).to.deep.equal(['allowed']);
  });
});

import { expect } from 'chai';
import { hasCookie, permittedPage, service } from './erase-page.ts';
import { until } from './moments.ts';
import { closePages, openPage, type Page } from './page.ts';

const tag = service('tag', 'statistics', {
  cookies: [{ name: '_tag' }],
  databases: [{ name: 'tag-kept' }],
  caches: [{ name: 'tag-kept' }],
  workers: [{ name: '/tag-worker.js' }],
});

const [databases, workers] = ['indexedDB.databases', 'serviceWorker.getRegistrations'];

/** Has a browser take its time with what it is asked for. @returns has it answer, or fail */
function slow({ window }: Page, what: string | undefined, isBroken = false): () => void {
  const [of, method] =
    what === databases ? [window.indexedDB, 'databases'] : [window.navigator.serviceWorker, 'getRegistrations'];
  const owner = of as unknown as Record<string, () => unknown>;
  const own = owner[method as string] as () => unknown;
  let answer!: () => void;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  owner[method as string] = () => answered.then(() => (isBroken ? Promise.reject(new Error()) : own.call(of)));
  return answer;
}

/** Writes what the tag does once it may run. */
async function write({ window, document }: Page): Promise<void> {
  document.cookie = '_tag=new;path=/';
  await window.caches.open('tag-kept');
  await new Promise((resolve) => {
    window.indexedDB.open('tag-kept').onsuccess = ({ target }) => resolve((target as IDBOpenDBRequest).result.close());
  });
}

const kept = async ({ window }: Page): Promise<unknown[]> => [
  ...(await window.indexedDB.databases()).flatMap(({ name }) => (name === 'tag-kept' ? [name] : [])),
  ...(await window.caches.keys()),
];

describe('a yes while a browser is slow to erase', () => {
  afterEach(async () => {
    await closePages();
    indexedDB.deleteDatabase('tag-kept');
    await caches.delete('tag-kept');
  });

  for (const what of [databases, workers])
    it(`loses nothing of what is written then, nor tells it as erased: ${what}`, async () => {
      const { page, noren, revoked } = await permittedPage([tag]);
      const answer = slow(page, what);
      const revoke = revoked();
      page.document.cookie = '_tag=old;path=/';
      noren.withdraw('statistics');
      await until(() => !hasCookie(page, '_tag'));
      noren.decide({ purposes: { statistics: true } });
      await write(page);
      answer();
      expect(await revoke).to.deep.include({ erased: ['_tag'], kept: [] });
      expect(await kept(page)).to.deep.equal(['tag-kept', 'tag-kept']);
      expect(hasCookie(page, '_tag')).to.equal(true);
    });

  it('loses nothing where it is said in another tab either', async () => {
    const { page, noren, revoked } = await permittedPage([tag]);
    const other = await openPage();
    const answer = slow(page, workers);
    const revoke = revoked();
    page.document.cookie = '_tag=old;path=/';
    noren.withdraw('statistics');
    await until(() => !hasCookie(page, '_tag'));
    // Of the same second the no would stand.
    other.window.Date.now = () => Date.now() + 2000;
    const there = other.lab.noren({ config: noren.config });
    there.decide({ purposes: { statistics: true } });
    await until(() => noren.has('statistics'));
    await write(other);
    answer();
    await revoke;
    expect(await kept(page)).to.deep.equal(['tag-kept', 'tag-kept']);
  });

  it('tells nothing as not looked for that may be there again', async () => {
    const unseen = (id: string, purpose: string) =>
      service(id, purpose, {
        cookies: [{ name: `_${id}` }, { name: `_${id}-unseen`, httpOnly: true }],
        workers: [{ name: `/${id}-worker.js` }],
      });
    for (const isBroken of [false, true]) {
      const { page, noren, revoked } = await permittedPage([unseen('tag', 'statistics'), unseen('ad', 'advertising')]);
      const answer = slow(page, workers, isBroken);
      const revoke = revoked();
      page.document.cookie = '_tag=old;path=/';
      noren.rejectAll();
      await until(() => !hasCookie(page, '_tag'));
      noren.decide({ purposes: { statistics: true } });
      answer();
      const { services, unchecked } = await revoke;
      expect(services).to.deep.equal(['tag', 'ad']);
      expect(unchecked).to.have.members(['_ad-unseen', ...(isBroken ? ['/ad-worker.js'] : [])]);
      await closePages();
    }
  });

  it('leaves nothing to be stopped by a reload', async () => {
    const { page, noren, revoked } = await permittedPage([tag], { reloadOnWithdrawal: true });
    const answer = slow(page, workers);
    page.document.body.innerHTML =
      '<script type="text/plain" data-noren="statistics" data-noren-service="tag">ran = true</script>';
    await until(() => page.window.ran);
    let loads = 0;
    (page.window.frameElement as HTMLIFrameElement).addEventListener('load', () => {
      loads += 1;
    });
    const revoke = revoked();
    noren.withdraw('statistics');
    noren.decide({ purposes: { statistics: true } });
    answer();
    expect(await revoke).to.deep.include({ services: ['tag'], running: [], stillRunning: false });
    // What a reload waits for as well.
    await noren.history();
    expect([loads, page.window.ran]).to.deep.equal([0, true]);
  });
});

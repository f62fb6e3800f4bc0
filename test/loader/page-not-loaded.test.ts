import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { record, until } from '../core/moments.ts';
import { closePages, openPage, type Page } from '../core/page.ts';
import type { Answer } from '../endpoints.ts';
import { addTag, arrived, everything, filesAsked, GOOD, hasArrived, isAsking, thrownIn } from './tag.ts';

/** A page that waits for the second file, which is answered for like this. */
async function visit(answer: Answer, { returning = true } = {}) {
  const source = await endpoint(GOOD, answer);
  const page = await openPage();
  const errors = record(page.window, 'error');
  const thrown = thrownIn(page);
  if (returning) keep(everything(true), { by: page.document });
  const called: string[] = [];
  page.window.noren = [() => called.push('before')];
  await addTag(page, { src: `${source.path}/noren-loader.js` });
  await until(() => errors.length);
  return { page, source, errors, thrown, called };
}
const push = ({ window }: Page, callback: () => void): void => {
  (window.noren as { push(callback: () => void): void }).push(callback);
};

describe('the second file, where it does not come', () => {
  afterEach(closePages);

  for (const [what, answer] of [
    ['is not there', { status: 404 }],
    ['cannot be had', { drop: true }],
    ['is no script', { headers: { 'content-type': 'text/html' }, body: '<h1>Maintenance</h1>' }],
    ['does not run', { headers: { 'content-type': 'text/javascript' }, body: 'throw new Error("cut off")' }],
  ] as [string, Answer][]) {
    it(`is told of when it ${what}; nothing is thrown, and the notice stays`, async () => {
      const { page, errors, thrown, called } = await visit(answer, { returning: false });
      expect(errors).to.deep.equal([['error', { code: 'page-not-loaded', path: 'noren-page.js' }]]);
      expect(isAsking(page)).to.equal(true);
      expect(hasArrived(page)).to.equal(false);
      expect(called).to.deep.equal([]);
      // A script that threw while it ran is an error of the page's, as the browser tells it.
      expect(thrown.filter((text) => !text.includes('cut off'))).to.deep.equal([]);
    });
  }

  for (const [what, answer] of [
    ['was not there', { status: 404 }],
    ['could not be had', { drop: true }],
  ] as [string, Answer][]) {
    it(`is asked for again when it ${what}, and those who waited are called`, async () => {
      const { page, source, errors, called } = await visit(answer);
      const tried = (await filesAsked(source)).length;
      await source.answer(GOOD);
      push(page, () => called.push('after'));
      await arrived(page);
      expect(called).to.deep.equal(['before', 'after']);
      expect(await filesAsked(source)).to.deep.equal(['noren-loader.js', ...Array(tried).fill('noren-page.js')]);
      expect(errors).to.have.length(1);
    });
  }

  it('is told of once for each time that it was asked for', async () => {
    const { page, errors } = await visit({ status: 404 });
    for (let times = 1; times < 4; times += 1) {
      await until(() => errors.length >= times);
      expect(errors).to.have.length(times);
      push(page, () => undefined);
    }
  });
});

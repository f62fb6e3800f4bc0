import { publishConfig } from '@noren/model/publish';
import { expect } from 'chai';
import type { Answer } from '../endpoints.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { PUBLISHED_AT } from '../model/runtime.ts';
import { endpoint } from './endpoint.ts';
import { closePages, openPage } from './page.ts';

async function wordingPage(language: string, answer?: Answer) {
  const { runtime, wordings } = await publishConfig(siteConfig, PUBLISHED_AT);
  const good = { body: JSON.stringify(wordings[language]) };
  const files = await endpoint(answer ?? good);
  const page = await openPage();
  return { files, good, runtime, wordings, noren: page.lab.noren({ config: runtime, beside: files.path, language }) };
}
const refused = (promise: Promise<unknown>): Promise<{ code: string; path: string; fix: string }> =>
  promise.then(
    () => Promise.reject(new Error('was not refused')),
    (error) => error,
  );

describe('the wording', () => {
  afterEach(closePages);

  it('is that of the page’s language alone, fetched once', async () => {
    const { noren, files, runtime, wordings } = await wordingPage('en');
    expect(await noren.wording()).to.deep.equal(wordings.en);
    expect(await noren.wording()).to.deep.equal(wordings.en);
    const asked = (await files.requests(1)).map(({ path }) => path.split('/').at(-1));
    expect(asked).to.deep.equal([`wording.${runtime.wording.en}.json`]);
  });

  for (const [what, answer] of [
    ['a broken connection', { drop: true }],
    ['a page that says "not found"', { status: 404, body: '<h1>Not found</h1>' }],
    ['a broken server that answers in JSON', { status: 500, body: '{"code":"broken"}' }],
    ['an answer of null', { body: 'null' }],
    ['the words of another language', { body: '{"language":"fr"}' }],
  ] as [string, Answer][]) {
    it(`is refused with a code and asked for again after ${what}`, async () => {
      const { noren, files, runtime, wordings, good } = await wordingPage('ja', answer);
      const error = await refused(noren.wording());
      expect(error).to.include({ code: 'no-wording', path: `wording.${runtime.wording.ja}.json` });
      expect(error.fix).to.be.a('string');
      await files.answer(good);
      expect(await noren.wording()).to.deep.equal(wordings.ja);
    });
  }
});

import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { cookieTexts, keptPurposes } from '../core/kept-cookie.ts';
import { record, turn, until } from '../core/moments.ts';
import { closePages, openPage } from '../core/page.ts';
import type { Answer } from '../endpoints.ts';
import { addTag, everything, GOOD, isAsking, press, thrownIn } from './tag.ts';

async function visit(answer: Answer) {
  const source = await endpoint(GOOD, answer);
  const page = await openPage();
  const heard = record(page.window, 'decision', 'shown', 'error');
  const thrown = thrownIn(page);
  await addTag(page, { src: `${source.path}/noren-loader.js` });
  return { source, page, heard, thrown };
}
const isTold = (heard: readonly [string, unknown][]): boolean => heard.some(([type]) => type === 'error');

describe('a button of the notice, pressed before the second file has come', () => {
  afterEach(closePages);

  for (const [button, granted, cause] of [
    ['accept', true, 'accept-all'],
    ['reject', false, 'reject-all'],
  ] as const) {
    it(`does once what it says when the file has: ${button}`, async () => {
      const { source, page, heard } = await visit({ hold: true });
      press(page, button);
      expect(isAsking(page)).to.equal(true);
      expect(cookieTexts()).to.deep.equal([]);
      await source.answer(GOOD);
      await until(() => !isAsking(page));
      expect(keptPurposes()).to.deep.equal(everything(granted));
      const decisions = heard.filter(([type]) => type === 'decision');
      expect(decisions.map(([, detail]) => detail.cause)).to.deep.equal([cause]);
    });
  }

  for (const [first, second, granted] of [
    ['accept', 'reject', false],
    ['reject', 'accept', true],
  ] as const) {
    it(`counts for nothing once another was pressed after it: ${first}, then ${second}`, async () => {
      const { source, page, heard } = await visit({ hold: true });
      press(page, first);
      press(page, second);
      await source.answer(GOOD);
      await until(() => !isAsking(page));
      expect(keptPurposes()).to.deep.equal(everything(granted));
      expect(heard.filter(([type]) => type === 'decision')).to.have.length(1);
    });
  }

  it('counts for nothing once the settings were asked for after it: those open, and the notice goes on asking', async () => {
    const { source, page, heard } = await visit({ hold: true });
    press(page, 'accept');
    press(page, 'settings');
    await source.answer(GOOD);
    await until(() => heard.some(([, { name }]) => name === 'preferences'));
    expect(isAsking(page)).to.equal(true);
    expect(cookieTexts()).to.deep.equal([]);
    expect(heard.some(([type]) => type === 'decision')).to.equal(false);
  });

  it('opens the settings when the file has come', async () => {
    const { source, page, heard } = await visit({ hold: true });
    press(page, 'settings');
    await source.answer(GOOD);
    await until(() => heard.some(([, { name }]) => name === 'preferences'));
    expect(page.document.querySelectorAll('noren-preferences')).to.have.length(1);
    expect(cookieTexts()).to.deep.equal([]);
  });

  it('counts for nothing while the file does not come: the notice goes on asking', async () => {
    const { page, heard } = await visit({ status: 404 });
    press(page, 'accept');
    await until(() => isTold(heard));
    expect(heard.some(([type]) => type === 'decision')).to.equal(false);
    expect(isAsking(page)).to.equal(true);
    expect(cookieTexts()).to.deep.equal([]);
  });

  it('works when it is pressed again and the file can be had', async () => {
    const { source, page, heard } = await visit({ status: 404 });
    press(page, 'accept');
    await until(() => isTold(heard));
    await source.answer(GOOD);
    press(page, 'reject');
    await until(() => !isAsking(page));
    expect(keptPurposes()).to.deep.equal(everything(false));
  });

  it('throws nothing into the page when the file does not come', async () => {
    const { page, heard, thrown } = await visit({ status: 404 });
    press(page, 'accept');
    await until(() => isTold(heard));
    await turn();
    expect(thrown).to.deep.equal([]);
  });
});

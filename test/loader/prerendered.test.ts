import { expect } from 'chai';
import { comeBack } from '../core/come-back.ts';
import { keep } from '../core/kept-cookie.ts';
import { record, turn, until } from '../core/moments.ts';
import { closePages, openPage, type Page } from '../core/page.ts';
import { addTag, arrived, configText, everything, isAsking, notices } from './tag.ts';

const log = ({ window }: Page): string[] => (window.log as string[]) ?? [];
const GATED = `<script type="text/plain" data-noren="statistics">(window.log ??= []).push('ran')</script>
  <template data-noren="statistics"><iframe></iframe></template>`;

/** A page that a browser has made ready before anybody goes to it, with the tag on it; nothing but Chromium does so, and not for a frame. */
async function prerendered(tags = 1) {
  const page = await openPage(
    `${GATED}<script type="application/json" data-noren-config>${await configText()}</script>`,
  );
  const become = (value: boolean): void =>
    void Object.defineProperty(page.document, 'prerendering', { value, configurable: true });
  become(true);
  const heard = record(page.window, 'open', 'ready', 'grant', 'shown', 'error');
  for (let count = 0; count < tags; count += 1) await addTag(page, { inPage: null });
  await turn();
  return {
    page,
    heard,
    goTo(): void {
      become(false);
      page.document.dispatchEvent(new Event('prerenderingchange'));
    },
  };
}

describe('a page that is made ready before somebody goes to it', () => {
  afterEach(closePages);

  it('asks, runs and tells nothing until then, and then all of it', async () => {
    const { page, heard, goTo } = await prerendered();
    expect(heard).to.deep.equal([]);
    expect(notices(page)).to.have.length(0);
    goTo();
    expect(heard.map(([type]) => type)).to.deep.equal(['open', 'ready', 'grant', 'shown']);
    expect(isAsking(page)).to.equal(true);
  });

  it('runs what was permitted long ago when somebody goes to it, and not before', async () => {
    keep(everything(true));
    const { page, goTo } = await prerendered();
    comeBack(page);
    page.document.dispatchEvent(new Event('visibilitychange'));
    await turn();
    expect(log(page)).to.deep.equal([]);
    expect(page.document.querySelector('iframe')).to.equal(null);
    goTo();
    expect(log(page)).to.deep.equal(['ran']);
    expect(page.document.querySelectorAll('iframe')).to.have.length(1);
  });

  for (const [said, before] of [
    ['no', true],
    ['yes', false],
  ] as const)
    it(`does as was said meanwhile in the page before: a ${said}`, async () => {
      keep(everything(before));
      const { page, goTo } = await prerendered();
      keep(everything(!before), { by: page.document });
      goTo();
      expect(log(page)).to.deep.equal(before ? [] : ['ran']);
    });

  it('calls what the page has pushed when somebody goes to it', async () => {
    keep(everything(true));
    const { page, goTo } = await prerendered();
    let isCalled = false;
    const called = arrived(page).then(() => {
      isCalled = true;
    });
    await turn();
    expect(isCalled).to.equal(false);
    goTo();
    await called;
  });

  it('takes one tag of two', async () => {
    const { page, heard, goTo } = await prerendered(2);
    goTo();
    await until(() => heard.some(([type]) => type === 'error'));
    expect(heard.filter(([type]) => type === 'ready')).to.have.length(1);
    expect(notices(page)).to.have.length(1);
  });
});

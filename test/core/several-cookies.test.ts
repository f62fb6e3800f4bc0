import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { keep, keptPurposes } from './kept-cookie.ts';
import { closePages, openPage, type Page } from './page.ts';

describe('several cookies', () => {
  afterEach(closePages);

  const toss = (page: Page, purposes: Record<string, boolean>): void =>
    keep(purposes, { by: page.document, attributes: `;path=${page.window.location.pathname}` });

  it('grant only what all of them grant', async () => {
    const page = await openPage();
    keep({ statistics: true, advertising: true }, { by: page.document });
    toss(page, { statistics: true, advertising: false });
    const noren = page.lab.noren({ config: await runtimeOf() });
    expect([noren.has('statistics'), noren.has('advertising')]).to.deep.equal([true, false]);
  });

  it('run nothing optional when one of them cannot be read', async () => {
    const page = await openPage();
    keep({ statistics: true }, { by: page.document });
    page.document.cookie = `noren=tossed;path=${page.window.location.pathname}`;
    const noren = page.lab.noren({ config: await runtimeOf() });
    expect(noren.has('statistics')).to.equal(false);
  });

  it('become one again with the next choice, whatever path they stood on', async () => {
    const page = await openPage();
    keep({ statistics: true }, { by: page.document });
    toss(page, { statistics: false });
    const noren = page.lab.noren({ config: await runtimeOf() });
    noren.decide({ purposes: { statistics: true } });
    expect(page.document.cookie.match(/noren=/g)).to.have.length(1);
    expect(noren.state.blocked).to.equal(false);
    expect(keptPurposes()).to.deep.equal({ statistics: true });
  });

  it('include a single one on a longer path, which the next choice replaces', async () => {
    const page = await openPage();
    toss(page, { statistics: false });
    const noren = page.lab.noren({ config: await runtimeOf() });
    noren.acceptAll();
    expect(noren.state.blocked).to.equal(false);
    expect(page.document.cookie.match(/noren=/g)).to.have.length(1);
  });
});

import type { NorenErrorDetail } from '@noren/model';
import { renderLoader } from '@noren/model/publish';
import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { record, until } from '../core/moments.ts';
import { closePages, openPage } from '../core/page.ts';
import { runtimeOf } from '../model/runtime.ts';
import { addTag, arrived, filledIn, GOOD, notices, type Tag, thrownIn } from './tag.ts';

/** A page with a site's own noren.js, as publishing makes it from this site. */
async function visit(site: string, tag: Tag = {}) {
  const config = { ...(await runtimeOf()), site };
  const source = await endpoint(await filledIn('noren.js', (text) => renderLoader(text, config)), GOOD);
  const page = await openPage();
  const heard = record<Partial<NorenErrorDetail>>(page.window, 'ready', 'error');
  await addTag(page, { inPage: null, src: `${source.path}/noren.js`, ...tag });
  await until(() => heard.length);
  return { page, heard: heard.map(([type, { code }]) => code ?? type), detail: heard[0]?.[1] };
}

describe('a site’s own noren.js', () => {
  afterEach(closePages);

  it('starts with the config inside it and nothing else in the page', async () => {
    const { page, heard } = await visit('portal');
    expect(heard).to.deep.equal(['ready']);
    expect(notices(page)).to.have.length(1);
    expect((await arrived(page)).config.site).to.equal('portal');
  });

  it('looks nowhere else: not in the page, not at an address', async () => {
    const file = await endpoint({ body: 'not asked' });
    const { page, heard } = await visit('portal', {
      inPage: '{"site":"of somebody else"}',
      data: { config: `${file.path}/runtime.json` },
    });
    expect(heard).to.deep.equal(['ready']);
    expect((await arrived(page)).config.site).to.equal('portal');
    expect(await file.requests(0)).to.deep.equal([]);
  });

  it('of another site is refused', async () => {
    const { page, heard, detail } = await visit('portal', { data: { site: 'energy' } });
    expect(heard).to.deep.equal(['config-of-another-site']);
    expect(detail).to.include({ received: 'energy' });
    expect(notices(page)).to.have.length(0);
  });

  it('that is served as it was built, without a config, starts nothing, and the page hears of it', async () => {
    const page = await openPage('<template data-noren="necessary"><b></b></template>');
    const heard = record<NorenErrorDetail>(page.window, 'ready', 'error');
    const thrown = thrownIn(page);
    await addTag(page, { inPage: null, src: '/built/noren.js' });
    await until(() => heard.length + thrown.length);
    expect(heard.filter(([type]) => type === 'ready')).to.deep.equal([]);
    expect(page.document.querySelectorAll('b')).to.have.length(0);
    expect(notices(page)).to.have.length(0);
  });
});

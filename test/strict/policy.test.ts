import { expect } from 'chai';
import { until } from '../core/moments.ts';
import { closePages } from '../core/page.ts';
import { openStrict, passed, thirdParty } from './stage.ts';

const DYNAMIC = "script-src 'nonce-abc' 'strict-dynamic'";

describe('what the page’s policy about scripts says, in strict mode', () => {
  afterEach(closePages);

  it('goes for what waited too: a script of the markup runs with a yes where it has the nonce, and never without it', async () => {
    const [third, other] = await Promise.all([thirdParty(), thirdParty('other.localhost')]);
    const stage = await openStrict({
      nonce: 'abc',
      headers: { 'content-security-policy': DYNAMIC },
      body: `<script src="${third.at('injected.js')}"></script>
        <script data-noren-src="${other.at('planted.js')}"></script>
        <script nonce="abc" src="${third.at('own.js')}"></script>
        <script nonce="abc">
          document.write('<script src="${third.at('injected-written.js')}"></' + 'script><script nonce="abc" src="${third.at('own-written.js')}"></' + 'script>');
          document.head.append(Object.assign(document.createElement('script'), { src: '${third.at('made.js')}' }));
        </script>`,
    });
    stage.decide(true);
    await until(() => (stage.page.window.ran as string[])?.length >= 3);
    await passed(stage);
    expect((stage.page.window.ran as string[]).sort()).to.deep.equal(['made.js', 'own-written.js', 'own.js']);
    expect(await other.asked()).to.deep.equal([]);
  });

  it('lets a script of the markup run under Trusted Types as well, where it has the nonce', async () => {
    const third = await thirdParty();
    const stage = await openStrict({
      nonce: 'abc',
      headers: {
        'content-security-policy': `${DYNAMIC}; require-trusted-types-for 'script'; trusted-types noren noren-head`,
      },
      body: `<script src="${third.at('injected.js')}"></script><script nonce="abc" src="${third.at('own.js')}"></script>`,
    });
    stage.decide(true);
    await until(() => (stage.page.window.ran as string[])?.length >= 1);
    await passed(stage);
    expect(stage.page.window.ran).to.deep.equal(['own.js']);
  });

  it('that forbids Noren’s own Trusted Types keeps a script of the markup from running, and nobody else', async () => {
    const third = await thirdParty();
    const stage = await openStrict({
      nonce: 'abc',
      headers: { 'content-security-policy': `${DYNAMIC}; trusted-types page` },
      body: '<p id="place"></p>',
    });
    await stage.run(`
      document.querySelector('#place').innerHTML = '<script nonce="abc" src="${third.at('own.js')}"></' + 'script><img src="${third.at('picture.png')}">';`);
    stage.decide(true);
    expect(await third.asked(1)).to.deep.equal(['picture.png']);
  });

  it('gives a frame no address back that is none of a host', async () => {
    const third = await thirdParty();
    const stage = await openStrict({ body: `<iframe data-noren-src="java\nscript:parent.planted = true"></iframe>` });
    await stage.run(`document.body.insertAdjacentHTML('beforeend',
      '<iframe data-noren-src="javascript:parent.planted = true"></iframe><img src="${third.at('picture.png')}">')`);
    stage.decide(true);
    expect(await third.asked(1)).to.deep.equal(['picture.png']);
    await passed(stage);
    expect(stage.page.window.planted).to.equal(undefined);
  });
});

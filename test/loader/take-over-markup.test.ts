import type { NorenErrorDetail } from '@noren/model';
import type { TakeOver } from '@noren/model/schema';
import { expect } from 'chai';
import { endpoint, script } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { record, turn, until } from '../core/moments.ts';
import { closePages, openPage, type Page, type PageOptions } from '../core/page.ts';
import { OTHER_MARKS, OTHER_TOOLS, takeOverOf } from '../fixtures/other-marks.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { runtimeOf } from '../model/runtime.ts';
import { addTag, arrived } from './tag.ts';

const ALL: TakeOver = {
  'vanilla-cookieconsent': {
    categories: { necessary: 'necessary', analytics: 'statistics', ads: 'advertising' },
    services: { clarity: 'microsoft-clarity' },
  },
  klaro: { services: { matomo: 'statistics', maps: 'recommendation' } },
  cookiebot: { categories: { statistics: 'statistics', marketing: 'advertising' } },
  onetrust: { categories: { C0002: 'statistics', C0004: 'advertising' } },
  markup: ['vanilla-cookieconsent', 'klaro', 'cookiebot', 'onetrust'],
};

const held = (text: string, attributes: string): string =>
  `<script type="text/plain" ${attributes}>(window.log ??= []).push(${JSON.stringify(text)})</script>`;
const log = ({ window }: Page): string[] => (window.log as string[]) ?? [];

/** A page in another tool's markup, with the loader in it. */
async function visit(body: string, { takeOver = ALL, ...options }: PageOptions & { takeOver?: TakeOver } = {}) {
  const page = await openPage(body, options);
  const heard = record<NorenErrorDetail>(page.window, 'ready', 'error');
  const inPage = JSON.stringify(await runtimeOf({ ...siteConfig, takeOver }));
  await addTag(page, { inPage });
  await until(() => heard.some(([type]) => type === 'ready'));
  return { page, heard };
}

describe('the markup of another tool', () => {
  afterEach(closePages);

  it('a service is none of the register because every object has something of its name', async () => {
    keep({ statistics: true });
    const { page } = await visit(held('a', 'data-category="analytics" data-service="constructor" id="a"'));
    expect(log(page)).to.deep.equal(['a']);
    const before = await visit(held('b', 'data-category="ads" data-service="toString" id="b"'));
    expect(before.page.document.getElementById('b')?.getAttribute('data-noren-service')).to.equal(null);
  });

  it('is understood in each way of writing it, in document order, and what is not allowed stays closed', async () => {
    keep({ statistics: true, recommendation: false, advertising: false });
    const source = await endpoint(script('(window.log ??= []).push(document.currentScript.id)'));
    const { page, heard } = await visit(
      held('vanilla', 'data-category="analytics"') +
        `<script type="text/plain" data-category="analytics" data-src="${source.path}/a.js" id="vanilla-src"></script>` +
        held('vanilla-2', 'data-cookiecategory="analytics"') +
        held('klaro', 'data-type="application/javascript" data-name="matomo"') +
        held('module', 'data-type="module" data-category="analytics"') +
        `<script type="text/plain" data-type="text/javascript" data-src="${source.path}/b.js" data-name="matomo" id="klaro-src"></script>` +
        held('cookiebot', 'data-cookieconsent="statistics"') +
        `<script type="text/plain" data-cookieconsent="statistics" src="${source.path}/c.js" id="cookiebot-src"></script>` +
        held('onetrust', 'class="first optanon-category-C0002"') +
        held('always', 'data-category="necessary"') +
        held('no', 'data-category="ads"') +
        held('no', 'data-name="maps"') +
        held('no', 'data-cookieconsent="marketing"') +
        held('no', 'class="optanon-category-C0004"') +
        `<script type="text/plain" class="optanon-category-C0004" src="${source.path}/never.js"></script>`,
    );
    await until(() => log(page).length >= 10);
    await turn();
    expect(log(page)).to.deep.equal([
      'vanilla',
      'vanilla-src',
      'vanilla-2',
      'klaro',
      'klaro-src',
      'cookiebot',
      'cookiebot-src',
      'onetrust',
      'always',
      // A module waits for the others, as anywhere.
      'module',
    ]);
    expect(heard.filter(([, { code }]) => code === 'unknown-category')).to.deep.equal([]);
    expect((await source.requests(0)).map(({ path }) => path.slice(-4)).sort()).to.deep.equal(['a.js', 'b.js', 'c.js']);
  });

  for (const tool of OTHER_TOOLS)
    it(`of ${tool} is understood where the config names it, and no other’s`, async () => {
      keep({ statistics: true });
      const scripts = OTHER_TOOLS.flatMap((one) => OTHER_MARKS[one].map((mark) => held(`${one} ${mark}`, mark)));
      const { page } = await visit(scripts.join(''), { takeOver: takeOverOf([tool]) });
      const theirs = OTHER_MARKS[tool].map((mark) => `${tool} ${mark}`);
      await until(() => log(page).length >= theirs.length);
      await turn();
      expect(log(page)).to.deep.equal(theirs);
    });

  it('a frame or an image comes with its permission, is fetched no sooner, and goes when it is withdrawn', async () => {
    const source = await endpoint({ headers: { 'content-type': 'text/html' }, body: '<p>' });
    const at = (name: string): string => `${source.path}/${name}`;
    const { page } = await visit(
      `<iframe title="v" data-category="analytics" data-src="${at('frame')}" width="320"></iframe>
       <img alt="k" data-name="matomo" data-src="${at('klaro.gif')}">
       <iframe title="c" data-cookieconsent="statistics" data-cookieblock-src="${at('cookiebot')}"></iframe>
       <img alt="o" class="optanon-category-C0002" data-src="${at('onetrust.gif')}">`,
    );
    const noren = await arrived(page);
    const shown = () => [...page.document.querySelectorAll('iframe,img')].map((one) => one.getAttribute('src'));
    expect(shown()).to.deep.equal([]);
    expect(await source.requests(0)).to.deep.equal([]);
    noren.acceptAll();
    const all = ['frame', 'klaro.gif', 'cookiebot', 'onetrust.gif'].map(at);
    expect(shown()).to.deep.equal(all);
    expect(page.document.querySelector('iframe')?.width).to.equal('320');
    await source.requests(4);
    noren.rejectAll();
    expect(shown()).to.deep.equal([]);
    noren.acceptAll();
    expect(shown()).to.deep.equal(all);
  });

  it('of several categories all must be allowed', async () => {
    keep({ statistics: true, advertising: false });
    const several =
      held('cookiebot', 'data-cookieconsent="statistics, marketing"') +
      held('onetrust', 'class="optanon-category-C0002-C0004"') +
      '<img alt="" class="optanon-category-C0002-C0004" data-src="/held.gif">';
    const { page } = await visit(several + held('one', 'data-cookieconsent="statistics"'));
    const noren = await arrived(page);
    expect(log(page)).to.deep.equal(['one']);
    noren.decide({ purposes: { statistics: false, advertising: true } });
    expect(log(page)).to.deep.equal(['one']);
    expect(page.document.querySelector('img')).to.equal(null);
    noren.decide({ purposes: { statistics: true } });
    expect(log(page)).to.deep.equal(['one', 'cookiebot', 'onetrust']);
    expect(page.document.querySelector('img')?.getAttribute('src')).to.equal('/held.gif');
  });

  it('a service that was refused alone stays closed within its category', async () => {
    keep({ statistics: true }, { services: { 'microsoft-clarity': false } });
    const { page } = await visit(
      held('refused', 'data-category="analytics" data-service="clarity"') +
        held('allowed', 'data-category="analytics" data-service="another"'),
    );
    expect(log(page)).to.deep.equal(['allowed']);
  });

  it('a category that the config does not name stays closed and is told once, and so is none of the prototype', async () => {
    keep({ statistics: true, advertising: true });
    const { page, heard } = await visit(
      held('a', 'data-category="video"') +
        held('b', 'data-category="video"') +
        held('c', 'data-cookieconsent="statistics,toString"') +
        held('d', 'data-category="!analytics"') +
        held('d2', 'data-category="analytics" data-service="!clarity"') +
        held('e', 'data-cookieconsent="statistics,unclassified"'),
    );
    await until(() => heard.filter(([, { code }]) => code === 'unknown-category').length >= 5);
    await turn();
    expect(
      heard
        .filter(([, { code }]) => code === 'unknown-category')
        .map(([, { code, path, received }]) => [code, path, received]),
    ).to.have.deep.members([
      ['unknown-category', 'vanilla-cookieconsent', 'video'],
      ['unknown-category', 'cookiebot', 'toString'],
      ['unknown-category', 'cookiebot', 'unclassified'],
      ['unknown-category', 'vanilla-cookieconsent', '!analytics'],
      ['unknown-category', 'vanilla-cookieconsent', '!clarity'],
    ]);
    expect(log(page)).to.deep.equal([]);
  });

  it('is found where it is inserted later, deep inside', async () => {
    keep({ statistics: true, advertising: true });
    const { page } = await visit('');
    page.document.body.insertAdjacentHTML(
      'beforeend',
      `<div><p>${held('later', 'data-name="matomo"')}${held('both', 'data-cookieconsent="statistics,marketing"')}
       <img alt="" data-name="matomo" data-src="/later.gif"></p></div>`,
    );
    await until(() => log(page).length === 2);
    expect(log(page)).to.deep.equal(['later', 'both']);
    expect(page.document.querySelector('img')?.getAttribute('src')).to.equal('/later.gif');
  });

  it('is run once the parser has finished with it, while the page is still coming', async () => {
    keep({ statistics: true, advertising: true });
    const open = `<script type="text/plain" data-category="analytics">(window.log ??= []).push('whole')//`;
    const { page } = await visit(open, { open: true });
    expect(log(page)).to.deep.equal([]);
    const several = `<script type="text/plain" class="optanon-category-C0002-C0004">window.log.push('both')//`;
    await page.source.more(`\n</script>${several}`);
    await page.arrived(() => log(page).length === 1);
    await page.source.more('\n</script><p></p>');
    await page.arrived(() => log(page).length === 2);
    expect(log(page)).to.deep.equal(['whole', 'both']);
    await page.source.more('', true);
  });

  it('keeps the page’s nonce, runs nothing without it, and passes Trusted Types', async () => {
    keep({ statistics: true, advertising: true });
    const policy = "script-src 'nonce-n1' 'strict-dynamic'; require-trusted-types-for 'script'";
    const source = await endpoint(script('(window.log ??= []).push("src")'));
    const config = JSON.stringify(await runtimeOf({ ...siteConfig, takeOver: ALL })).replaceAll('<', '\\u003c');
    // In the page as it is sent: a script that puts text into a tag would need the page's own policy.
    const page = await openPage(
      held('good', 'nonce="n1" data-category="analytics"') +
        held('both', 'nonce="n1" data-cookieconsent="statistics,marketing"') +
        `<script type="text/plain" nonce="n1" data-name="matomo" data-src="${source.path}/a.js"></script>` +
        held('without', 'data-category="analytics"') +
        `<script type="application/json" data-noren-config>${config}</script>` +
        '<script nonce="n1" src="/built/noren-loader.js"></script>',
      { nonce: 'n1', headers: { 'content-security-policy': policy } },
    );
    await until(() => log(page).length === 3);
    await turn();
    expect(log(page)).to.deep.equal(['good', 'both', 'src']);
  });

  it('is left as it is where the config does not ask for it', async () => {
    keep({ statistics: true });
    const { markup: _, ...takeOver } = ALL;
    const { page } = await visit(
      `${held('left', 'data-category="analytics"')}<img alt="" data-name="matomo" data-src="/a.gif">`,
      {
        takeOver,
      },
    );
    await turn();
    expect(log(page)).to.deep.equal([]);
    expect(page.document.querySelectorAll('template,[data-noren]')).to.have.length(0);
  });
});

import { expect } from 'chai';
import { until } from '../core/moments.ts';
import { closePages } from '../core/page.ts';
import { openStrict, passed, thirdParty } from './stage.ts';

describe('elements that would ask a registered host, in strict mode', () => {
  afterEach(closePages);

  it('wait for a yes, however their address is set, and ask once then', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    const kept = await stage.run(`
      const at = (path) => '${third.at('')}' + path;
      const put = (name, set) => { const element = document.createElement(name); set(element); document.body.append(element); return element };
      const script = put('script', (one) => { one.src = at('1-property.js') });
      put('script', (one) => one.setAttribute('SRC', at('2-attribute.js')));
      put('iframe', (one) => { one.src = at('3-frame') });
      put('link', (one) => { one.rel = 'stylesheet'; one.href = at('4-style.css') });
      put('img', (one) => { one.srcset = at('5-srcset.png') + ', ' + at('5-twice.png') + ' 2x' });
      new Image().src = at('6-beacon.png');
      put('div', (one) => { one.innerHTML = '<p><img alt="a>b" src="' + at('7-inner.png') + '"></p>' });
      put('p', (one) => one.insertAdjacentHTML('beforeend', "<iframe SRC='" + at('8-adjacent') + "'></iframe>"));
      const template = document.createElement('template');
      template.innerHTML = '<img src=' + at('9-template.png') + '>';
      document.body.append(template.content.cloneNode(true));
      const inert = new DOMParser().parseFromString('<img src="' + at('10-parsed.png') + '">', 'text/html');
      document.body.append(...inert.body.childNodes);
      const range = document.createRange();
      range.selectNode(document.body);
      document.body.append(range.createContextualFragment('<script src="' + at('11-range.js') + '"></' + 'script>'));
      return [script.src, script.hasAttribute('src'), document.querySelector('[alt]').alt];`);
    await passed(stage);
    expect(kept).to.deep.equal([third.at('1-property.js'), false, 'a>b']);
    expect(await third.asked()).to.deep.equal([]);
    stage.decide(true);
    const numbers = (await third.asked(11)).map((path) => Number.parseInt(path, 10)).sort((a, b) => a - b);
    expect(numbers).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    await until(() => (stage.page.window.ran as string[])?.length === 3);
    stage.decide(true);
    await passed(stage);
    expect(new Set(await third.asked()).size).to.equal((await third.asked()).length);
    expect(stage.page.document.querySelector('[data-noren-src],[data-noren-href]')).to.equal(null);
  });

  it('have the address of an image under its other name, and of one in SVG, once with a yes', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    await stage.run(`
      document.body.insertAdjacentHTML('beforeend', '<image src="${third.at('old.png')}"><svg><image href="${third.at('markup.png')}"/></svg>');
      const image = document.createElementNS('http://www.w3.org/2000/svg', 'image');
      image.setAttribute('href', '${third.at('set.png')}');
      document.querySelector('svg').append(image);`);
    await passed(stage);
    expect(await third.asked()).to.deep.equal([]);
    stage.decide(true);
    expect((await third.asked(3)).sort()).to.deep.equal(['markup.png', 'old.png', 'set.png']);
  });

  it('wait also in a srcdoc whose markup is escaped, behind a stray apostrophe, and as a script that says it is gated and is not', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    await stage.run(`
      const at = (path) => '${third.at('')}' + path;
      const put = (markup) => document.body.insertAdjacentHTML('beforeend', markup);
      put('<iframe srcdoc="&lt;img src=&quot;' + at('1-escaped.png') + '&quot;&gt;"></iframe>');
      put('<img alt=it\\'s src="' + at('2-apostrophe.png') + '">');
      const script = Object.assign(document.createElement('script'), { src: at('3-ungated.js') });
      script.dataset.noren = 'statistics';
      document.head.append(script);`);
    await passed(stage);
    expect(await third.asked()).to.deep.equal([]);
    stage.decide(true);
    expect((await third.asked(3)).sort()).to.deep.equal(['1-escaped.png', '2-apostrophe.png', '3-ungated.js']);
  });

  it('have with a yes what stands beside pictures of their own; an element of the page keeps its attributes', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    const seen = await stage.run(`
      document.body.insertAdjacentHTML('beforeend', '<video-player src="${third.at('film')}"></video-player>');
      const image = new Image();
      image.srcset = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw== 1w, ${third.at('large.png')} 9000w';
      document.body.append(image);
      const inline = new Image();
      inline.src = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";
      return document.querySelector('video-player').getAttribute('src');`);
    expect(seen).to.equal(third.at('film'));
    expect(stage.told.filter(({ type }) => type === 'undeclared')).to.deep.equal([]);
    stage.decide(true);
    expect(await third.asked(1)).to.deep.equal(['large.png']);
  });

  it('run once with a yes where jQuery has put them in, however it was told to', async () => {
    const third = await thirdParty();
    const stage = await openStrict({ body: '<script src="/node_modules/jquery/dist/jquery.min.js"></script>' });
    await stage.run(`
      const at = (path) => '${third.at('')}' + path;
      $('<script>').attr('src', at('1-attribute.js')).appendTo('body');
      const script = document.createElement('script');
      script.src = at('2-element.js');
      $('body').append(script);
      $('body').append('<script src="' + at('3-markup.js') + '"></' + 'script>');
      $.getScript(at('4-asked.js'));`);
    await passed(stage);
    expect(await third.asked()).to.deep.equal([]);
    stage.decide(true);
    // jQuery adds the time to an address that it asks for itself.
    const ran = (): string[] =>
      ((stage.page.window.ran as string[]) ?? []).map((name) => name.replace(/\?.*/, '')).sort();
    await until(() => ran().length >= 4);
    await passed(stage);
    expect(ran()).to.deep.equal(['1-attribute.js', '2-element.js', '3-markup.js', '4-asked.js']);
  });

  it('keep what a page only notes on them as it was', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    const note = `<img src="${third.at('noted.png')}">`;
    await stage.run(`document.body.setAttribute('data-srcdoc', '${note}')`);
    expect(stage.page.document.body.dataset.srcdoc).to.equal(note);
  });

  it('run nothing that stands in the page itself, and ask for nothing that is written while it is parsed', async () => {
    const third = await thirdParty();
    const written = `<script>document.write('<img src="${third.at('written.png')}"><script src="${third.at('written.js')}"></' + 'script><p id="after">');</script>`;
    const stage = await openStrict({
      body: `${written}<script src="${third.at('parsed.js')}"></script><script>window.own = true</script>`,
    });
    await passed(stage);
    // A browser may have fetched ahead what stands in the page; it has not run it.
    expect((await third.asked()).filter((path) => path.startsWith('written'))).to.deep.equal([]);
    // Firefox asks nobody between a script of its parser and running it.
    const ran = navigator.userAgent.includes('Firefox') ? ['parsed.js'] : undefined;
    expect(stage.page.window.ran).to.deep.equal(ran);
    expect(stage.page.window.own).to.equal(true);
    expect(stage.page.document.querySelector('#after')).not.to.equal(null);
    stage.decide(true);
    await until(() => (stage.page.window.ran as string[])?.length === 2);
    expect((stage.page.window.ran as string[]).sort()).to.deep.equal(['parsed.js', 'written.js']);
  });

  it('wait in markup that was made small, and in what else fetches; what a page puts in after the yes has its address', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    await stage.run(`
      const at = (path) => '${third.at('')}' + path;
      const put = (name, set) => { const element = document.createElement(name); set(element); document.body.append(element); return element };
      put('div', (one) => { one.innerHTML = '<img alt="x"src="' + at('1-close.png') + '"><img/src="' + at('2-slash.png') + '">' });
      put('img', (one) => { one.srcset = '/own.png 9x,' + at('3-comma.png') + ' 1x' });
      put('input', (one) => { one.type = 'image'; one.src = at('4-input.png') });
      put('embed', (one) => { one.type = 'image/svg+xml'; one.src = at('6-embed.svg') });
      const inert = new DOMParser().parseFromString('<img src="' + at('7-import.png') + '"><img src="' + at('8-adopt.png') + '">', 'text/html').body;
      document.importNode(inert, true);
      document.adoptNode(inert.lastChild);
      window.later = document.createElement('div');
      later.innerHTML = '<p><img src="' + at('10-later.png') + '"></p>';`);
    await passed(stage);
    expect(await third.asked()).to.deep.equal([]);
    stage.decide(true);
    stage.page.document.body.append(stage.page.window.later as Node);
    const pictures = ['1-close', '2-slash', '3-comma', '8-adopt', '10-later'];
    await until(async () => {
      const asked = await third.asked();
      return pictures.every((name) => asked.includes(`${name}.png`));
    });
  });

  it('are let alone where a later address is nobody’s, and the first one is not asked for after a yes', async () => {
    const [third, other] = await Promise.all([thirdParty(), thirdParty('other.localhost')]);
    const stage = await openStrict();
    await stage.run(`
      const image = new Image();
      image.src = '${third.at('first.png')}';
      image.src = '${other.at('second.png')}';
      const gone = document.createElement('script');
      gone.src = '${third.at('gone.js')}';
      document.head.append(gone);
      gone.remove();`);
    expect(await other.asked(1)).to.deep.equal(['second.png']);
    stage.decide(true);
    await passed(stage);
    expect(await third.asked()).to.deep.equal([]);
  });

  it('of the gate run as ever, once their purpose may', async () => {
    const third = await thirdParty();
    const stage = await openStrict({
      body: `<script type="text/plain" data-noren="statistics" src="${third.at('gated.js')}"></script>
        <template data-noren="statistics"><!-- <img src="${third.at('pixel.png')}"><script>ran.push('inline')</script> --></template>`,
    });
    await passed(stage);
    expect(await third.asked()).to.deep.equal([]);
    stage.decide(true);
    await until(() => (stage.page.window.ran as string[])?.length === 2);
    expect(stage.page.window.ran).to.deep.equal(['gated.js', 'inline']);
    expect((await third.asked(2)).sort()).to.deep.equal(['gated.js', 'pixel.png']);
    expect(stage.told).to.deep.equal([]);
  });

  it('keep a policy about scripts: what it takes is taken, and what it refuses is refused when it may go', async () => {
    const third = await thirdParty();
    const stage = await openStrict({
      headers: { 'content-security-policy': "require-trusted-types-for 'script'" },
      body: `<script type="text/plain" data-noren="statistics" src="${third.at('gated.js')}"></script>`,
    });
    if (!('trustedTypes' in stage.page.window)) return;
    const { document, trustedTypes } = stage.page.window as never as {
      document: Document;
      trustedTypes: {
        createPolicy(name: string, rules: object): Record<'createHTML' | 'createScriptURL', (text: string) => string>;
      };
    };
    const policy = trustedTypes.createPolicy('page', { createHTML: String, createScriptURL: String });
    const script = document.createElement('script');
    script.src = policy.createScriptURL(third.at('trusted.js'));
    const text = document.createElement('script');
    text.src = third.at('text.js');
    document.head.append(script, text);
    document.body.insertAdjacentHTML(
      'beforeend',
      policy.createHTML(`<script src="${third.at('markup.js')}"></script>`),
    );
    stage.decide(true);
    // What the policy refuses keeps nobody else from running.
    await third.asked(2);
    await passed(stage);
    expect((await third.asked()).sort()).to.deep.equal(['gated.js', 'trusted.js']);
  });
});

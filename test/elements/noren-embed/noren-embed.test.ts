import { expect } from 'chai';
import { faults } from '../axe.ts';
import { decidedAll, decisions } from '../decisions.ts';
import { hasFocus, press, tabTo } from '../keyboard.ts';
import { inMedium, inWindow, plainMedium } from '../media.ts';
import { clear, part, parts, type Scene, still, textOf } from '../stage.ts';
import { embed, embedOf, FRAME, LINK, withFilm } from './embed-stage.ts';

const frame = (): HTMLIFrameElement | null => document.querySelector('iframe');
/** Counted, never compared: to show how two elements differ, chai would walk the whole page. */
const frames = (): number => document.querySelectorAll('iframe').length;
const button = (element: Element, name: string): HTMLButtonElement => part(element, `[part=${name}] > button`);
const denied = { decisions: decidedAll(false) };

/** What the gate does once it may. */
function release(template: HTMLTemplateElement): void {
  template.after(document.importNode(template.content, true));
}

describe('noren-embed', () => {
  afterEach(async () => {
    clear();
    await plainMedium();
  });

  it('tells what it is, who would receive what and why, and leads to the content, the policy and the row', async () => {
    const { element } = await embed();
    const group = part(element, '[role=group]');
    expect(textOf(part(element, `#${group.getAttribute('aria-labelledby')}`))).to.equal('工場の一日（3分）');
    const words = ['動画株式会社', '日本', 'URL、閲覧した日時', '製品を紹介する動画の再生', '次に再生する動画の選択'];
    for (const word of words) expect(textOf(group)).to.include(word);
    expect(parts<HTMLAnchorElement>(element, 'a').map((link) => link.getAttribute('href'))).to.deep.equal([
      'https://film.example/watch?v=1',
      'https://film.example/privacy',
      '/privacy/transmissions/#noren-film',
    ]);
    for (const one of parts<HTMLButtonElement>(element, 'button')) {
      const about = one.getAttribute('aria-describedby')?.split(' ') ?? [];
      expect(about.every((id) => textOf(part(element, `#${id}`)))).to.equal(true);
    }
    expect(frames()).to.equal(0);
  });

  for (const [form, content] of [
    ['a bare template', FRAME],
    ['a comment', `<!-- ${FRAME}<p>text</p> -->`],
  ] as const)
    it(`shows this one alone at one press, out of ${form}: nothing is chosen, and the focus is in it`, async () => {
      const { element, requests, noren } = await embed({}, embedOf(content) + embedOf(FRAME));
      await tabTo('[part=once] > button');
      await press('Enter');
      await still(element);
      expect(document.querySelectorAll('iframe')).to.have.length(1);
      expect(hasFocus(frame() as Element)).to.equal(true);
      expect(frame()?.checkVisibility?.() ?? true).to.equal(true);
      expect(parts(element, '[role=group]')).to.have.length(0);
      // Out of the gate's hands: a yes to its purpose later shows it no second time.
      expect(element.querySelectorAll('template').length).to.equal(0);
      expect([requests, noren.state.decisions.purposes]).to.deep.equal([[], {}]);
    });

  it('takes this one back at a no, new or said again, and waits as before', async () => {
    for (const scene of [{}, denied] satisfies Scene[]) {
      const { element, template, decide } = await embed(scene);
      button(element, 'once').click();
      await still(element);
      decide({ purposes: { statistics: true } }, 'save');
      expect(frames()).to.equal(1);
      decide({ purposes: { recommendation: false } }, 'reject-all');
      await still(element);
      expect(frames()).to.equal(0);
      expect(template.parentElement === element).to.equal(true);
      expect(textOf(part(element, '[part=state]'))).to.include('許可しない設定です');
      button(element, 'once').click();
      await still(element);
      expect(document.querySelectorAll('iframe')).to.have.length(1);
      clear();
    }
  });

  it('keeps what is shown alone where everything of its purpose is allowed afterwards, and takes it back with that', async () => {
    const { element, decide } = await embed();
    button(element, 'once').click();
    await still(element);
    const shown = frame();
    decide({ purposes: { recommendation: true } }, 'other-tab');
    await still(element);
    expect(frame() === shown).to.equal(true);
    decide({ purposes: { recommendation: false } }, 'other-tab');
    await still(element);
    expect(frames()).to.equal(0);
  });

  it('takes this one back at a no to its service alone, also where its purpose was refused before', async () => {
    for (const scene of [{}, denied] satisfies Scene[]) {
      const { element, decide } = await embed({ config: withFilm(true), ...scene });
      button(element, 'once').click();
      await still(element);
      decide({ purposes: {}, services: { film: false } }, 'save');
      await still(element);
      expect(frames()).to.equal(0);
      clear();
    }
  });

  it('does not come back into the page with what was refused while it was out of it', async () => {
    const { element, decide } = await embed();
    button(element, 'once').click();
    await still(element);
    element.remove();
    document.body.append(element);
    await still(element);
    expect(frames()).to.equal(1);
    element.remove();
    decide({ purposes: { recommendation: false } }, 'reject-all');
    document.body.append(element);
    expect(frames()).to.equal(0);
    await still(element);
    expect(textOf(part(element, '[part=state]'))).to.include('許可しない設定です');
  });

  it('stands for what the page puts in its place later, be the first one shown or not', async () => {
    const other = FRAME.replace('工場の一日（3分）', '次の動画');
    for (const isShown of [false, true]) {
      const { element } = await embed();
      if (isShown) button(element, 'once').click();
      await still(element);
      element.innerHTML = embedOf(other).replace(/<\/?noren-embed>/g, '');
      await still(element);
      await still(element);
      expect(textOf(part(element, '.title'))).to.equal('次の動画');
      button(element, 'once').click();
      await still(element);
      expect(frame()?.title).to.equal('次の動画');
      clear();
    }
  });

  it('reads the title of a frame in a comment as a browser reads it', async () => {
    for (const [written, title] of [
      ['"&#24037;場&nbsp;&copy;&thinsp;2026 &amp;amp; &#x3042;"', '工場\u00a0©\u20092026 &amp; あ'],
      ["'2 &gt; 1, &eacute;&hellip;'", '2 > 1, é…'],
      ['工場&mdash;&#x26;', '工場—&'],
    ]) {
      const { element } = await embed({}, embedOf(`<!-- <iframe title=${written} srcdoc="x"></iframe> -->`));
      expect(part(element, '.title').textContent?.trim()).to.equal(title);
      clear();
    }
  });

  it('offers no single yes to what has a script, which nothing can hold to one embed', async () => {
    for (const content of [
      '<blockquote>post</blockquote><script src="/endpoint/widget.js" async></script>',
      '<!-- <blockquote>post</blockquote><SCRIPT src="/endpoint/widget.js" async></SCRIPT> -->',
    ]) {
      const { element } = await embed({}, embedOf(content));
      expect(parts(element, '.actions button').map(textOf)).to.deep.equal([
        '「おすすめの表示（レコメンド）」を許可する',
      ]);
      clear();
    }
  });

  for (const [what, scene, words, request] of [
    [
      'its purpose, where another recipient of it could not be left out',
      { config: withFilm(true) },
      ['「おすすめの表示（レコメンド）」を許可する', '送信先2件への送信を許可し'],
      { purposes: { recommendation: true }, services: {} },
    ],
    [
      'its provider alone, where every other one has a switch to stay off by',
      { config: withFilm(true, true) },
      ['動画プレーヤーをいつも表示する', '動画プレーヤーへの送信だけを許可し'],
      { purposes: { recommendation: true }, services: { karte: false, film: true } },
    ],
    [
      'its provider, where that alone was switched off',
      { config: withFilm(true), decisions: decisions({ recommendation: true }, { film: false }) },
      ['動画プレーヤーをいつも表示する', '動画プレーヤーへの送信を停止する設定です'],
      { purposes: {}, services: { film: true } },
    ],
  ] as const satisfies readonly (readonly [string, Scene, readonly string[], object])[])
    it(`asks in words for ${what}, and shows it then`, async () => {
      const { element, requests, noren, template } = await embed(scene);
      for (const word of words) expect(textOf(part(element, '.panel'))).to.include(word);
      const heard = () => release(template);
      window.addEventListener('noren-request', heard, { once: true });
      parts<HTMLButtonElement>(element, '.actions button')[1]?.click();
      await still(element);
      expect(requests).to.deep.equal([{ action: 'save', ...request, surface: 'preferences' }]);
      expect(noren.has('recommendation')).to.equal(true);
      expect(parts(element, '[role=group]')).to.have.length(0);
      expect(hasFocus(frame() as Element)).to.equal(true);
    });

  it('says how a no can be changed, and opens the settings', async () => {
    const { element, requests } = await embed(denied);
    expect(textOf(part(element, '[part=state]'))).to.equal(
      '「おすすめの表示（レコメンド）」を許可しない設定です。いつでも変更できます。',
    );
    part(element, '[part=settings]').click();
    expect(requests).to.deep.equal([{ action: 'show', surface: 'preferences' }]);
  });

  it('offers nothing where the site is switched off', async () => {
    const { element } = await embed({ config: { ...withFilm(), enabled: false } });
    expect(parts(element, 'button')).to.have.length(0);
    expect(textOf(part(element, '.panel'))).to.include('工場の一日');
  });

  it('leads to the settings where its purpose needs another one first', async () => {
    const config = withFilm();
    const purposes = config.purposes.map((purpose) =>
      purpose.id === 'recommendation' ? { ...purpose, requires: ['statistics'] } : purpose,
    );
    const { element } = await embed({ config: { ...config, purposes } });
    expect(parts(element, '.actions button').map(textOf)).to.deep.equal(['これだけを表示する']);
    expect(textOf(part(element, '[part=state]'))).to.include('「おすすめの表示（レコメンド）」の許可が必要です');
    expect(textOf(part(element, '[part=settings]'))).to.equal('クッキーの設定');
  });

  it('is the content alone once the gate has let it through, and stands there again after a withdrawal, with the focus', async () => {
    const { element, template, decide } = await embed({ decisions: decidedAll(true) });
    release(template);
    await still(element);
    expect(parts(element, '[role=group]')).to.have.length(0);
    expect(element.querySelector('[slot=link]')?.getClientRects()).to.have.length(0);
    frame()?.focus();
    await still(element);
    frame()?.remove();
    decide({ purposes: { recommendation: false } }, 'other-tab');
    await still(element);
    expect(hasFocus(part(element, '[role=group]'))).to.equal(true);
  });

  it('leaves the focus where it is when that is elsewhere', async () => {
    const { element, template, decide } = await embed(
      { decisions: decidedAll(true) },
      `${embedOf(FRAME)}<button>x</button>`,
    );
    release(template);
    await still(element);
    document.querySelector('button')?.focus();
    frame()?.remove();
    decide({ purposes: { recommendation: false } }, 'save');
    await still(element);
    expect(hasFocus(document.querySelector('body > button') as Element)).to.equal(true);
  });

  it('keeps the place of its frame, before and after, and grows where its words need more', async function () {
    await inWindow(this, 800, 600);
    const large = FRAME.replace('"480"', '"720"').replace('"270"', '"600"');
    for (const form of [large, `<!-- ${large.replace('title="', 'title="1 > 0, ')} -->`]) {
      const { element } = await embed({}, embedOf(form));
      const box = () => [element.offsetWidth, element.offsetHeight];
      expect(box()).to.deep.equal([720, 600]);
      button(element, 'once').click();
      await still(element);
      expect(box()).to.deep.equal([720, 600]);
      expect([frame()?.offsetWidth, frame()?.offsetHeight]).to.deep.equal([720, 600]);
      clear();
    }
    await inWindow(this, 320, 600);
    const small = (await embed()).element;
    const panel = part(small, '.panel');
    expect(panel.scrollHeight).to.be.at.most(small.offsetHeight);
    expect(panel.getBoundingClientRect().bottom).to.be.at.most(small.getBoundingClientRect().bottom);
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
    await inWindow(this, 800, 600);
  });

  it('has two presses of one size beside each other, though the words of one need more lines', async function () {
    await inWindow(this, 560, 700);
    const { element } = await embed({}, embedOf(FRAME.replace('"480"', '"560"')));
    const [one, all] = parts(element, '.actions button').map((press) => press.getBoundingClientRect());
    expect(all?.left).to.be.above(one?.right ?? 0);
    expect([one?.top, one?.height]).to.deep.equal([all?.top, all?.height]);
    await inWindow(this, 800, 600);
  });

  it('shows the poster of the page behind its words', async () => {
    const poster = '<img slot="poster" alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">';
    const { element } = await embed({}, embedOf(FRAME, LINK + poster));
    const [shown, place] = [element.querySelector('img') as HTMLElement, part(element, '[role=group]')];
    expect(shown.offsetHeight).to.be.at.least(place.clientHeight - 1);
  });

  it('shows what the page has put into it where its words do not come, or nobody could be told who receives what', async () => {
    const lost = await embed({ noren: { wording: () => Promise.reject(new Error()) } });
    expect(lost.element.querySelector('a')?.getClientRects()).to.have.length(1);
    clear();
    const unknown = await embed({}, embedOf(FRAME).replace('"film"', '"movie"'));
    expect(unknown.element.querySelector('a')?.getClientRects()).to.have.length(1);
    expect(parts(unknown.element, 'button')).to.have.length(0);
  });

  it('prints the address of the content', async function () {
    const { element } = await embed();
    await inMedium(this, 'print');
    const link = part(element, '.out > a');
    expect(getComputedStyle(link, '::after').content).to.include('https://film.example/watch?v=1');
    expect(getComputedStyle(part(element, '.actions')).display).to.equal('none');
  });

  for (const wish of ['light', 'dark', 'forced-colors'] as const)
    it(`has nothing for axe to find in ${wish}`, async function () {
      await inMedium(this, wish);
      await embed(denied, `<main>${embedOf(FRAME)}</main>`);
      expect(await faults()).to.deep.equal([]);
    });
});

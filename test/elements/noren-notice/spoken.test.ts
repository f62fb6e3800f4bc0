import { virtual } from '@guidepup/virtual-screen-reader/browser.js';
import { drawNotice } from '@noren/elements/draw-notice';
import { NorenNotice } from '@noren/elements/noren-notice';
import { expect } from 'chai';
import { faults } from '../axe.ts';
import { decidedAll, decisions } from '../decisions.ts';
import { hasFocus, press } from '../keyboard.ts';
import { clear, part, type Scene, type Stage, stage } from '../stage.ts';

/** The notice as the first file draws it; `arrive` lets the second take it over, as it does in a page. */
async function drawn(scene: Scene = {}): Promise<Stage & { element: NorenNotice; arrive: () => void }> {
  const set = await stage(scene);
  document.documentElement.lang = set.noren.state.language;
  NorenNotice.noren = undefined;
  // As the loader does for another language than the first.
  set.noren.config.notice[set.noren.state.language] = (await set.noren.wording()).notice;
  const element = document.createElement('noren-notice') as NorenNotice;
  drawNotice(element, set.noren.config, set.noren.state);
  document.body.prepend(element);
  const arrive = (): void => {
    NorenNotice.draw = drawNotice;
    NorenNotice.noren = set.noren;
    if (!customElements.get('noren-notice')) customElements.define('noren-notice', NorenNotice);
    // From the second test on the class is there already, and the element has waited for its Noren.
    element.connectedCallback();
  };
  return { ...set, element, arrive };
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Holds what is put off to the next frame. @returns lets it run */
function heldFrames(): () => void {
  const { requestAnimationFrame } = window;
  const held: FrameRequestCallback[] = [];
  window.requestAnimationFrame = (callback) => held.push(callback);
  return () => {
    window.requestAnimationFrame = requestAnimationFrame;
    for (const callback of held) callback(performance.now());
  };
}

/** Everything that was said politely, oldest first. */
async function saidPolitely(): Promise<string[]> {
  const log = await virtual.spokenPhraseLog();
  return log.filter((phrase) => phrase.startsWith('polite: ')).map((phrase) => phrase.slice('polite: '.length));
}

describe('noren-notice: what a screen reader says', () => {
  afterEach(async () => {
    await virtual.stop();
    clear();
  });

  it('reads a region with its heading, the sentence, three buttons and a link, in this order', async () => {
    const { element, arrive } = await drawn({ language: 'en' });
    arrive();
    await virtual.start({ container: part(element, '.panel') });
    const phrases: string[] = [];
    while (!phrases.at(-1)?.startsWith('end of region')) {
      phrases.push(await virtual.lastSpokenPhrase());
      await virtual.next();
    }
    const words = phrases.filter((phrase) => !/^(end of |paragraph$)/.test(phrase));
    expect(words.slice(0, 2)).to.deep.equal([
      'region, Cookies and web beacons',
      'heading, Cookies and web beacons, level 2',
    ]);
    expect(words[2]).to.match(
      /^This site would like to use cookies .* advertising .*You can change your mind at any time\.$/,
    );
    expect(words.slice(3, 6)).to.deep.equal([
      'button, Allow all',
      'button, Only what is needed',
      'button, Choose one by one',
    ]);
    expect(words[6]).to.match(/^link, Who receives what, and why \(edition 6\)/);
    expect(words.length).to.equal(7);
  });

  for (const [what, keys, action] of [
    ['accepting', ['Tab', 'Enter'], 'accept-all'],
    ['refusing', ['Tab', 'Tab', 'Enter'], 'reject-all'],
  ] as const) {
    it(`is announced once; ${what} takes ${keys.length} presses and is said`, async () => {
      const page = document.createElement('button');
      page.textContent = 'page';
      const { element, arrive, requests } = await drawn({ language: 'en' });
      document.body.append(page);
      // The virtual screen reader does not see into shadow roots, so it is put before the live region itself, between
      // its coming into the page and its first words.
      const speak = heldFrames();
      arrive();
      await virtual.start({ container: part(element, '[role=status]') });
      speak();
      while (!(await saidPolitely()).length) await frame();
      expect(await saidPolitely()).to.deep.equal([
        'Cookies and web beacons: Allow all, Only what is needed, Choose one by one.',
      ]);
      for (const key of keys) await press(key);
      expect(requests).to.deep.equal([{ action }]);
      while ((await saidPolitely()).length < 2) await frame();
      expect((await saidPolitely()).slice(1)).to.deep.equal(['Your choice has been saved.']);
      expect(part(element, '.panel').hidden).to.equal(true);
    });
  }

  it('gives the focus back to what had it before the notice was entered', async () => {
    const page = document.createElement('button');
    page.textContent = 'page';
    const { element, arrive, decide } = await drawn();
    document.body.append(page);
    arrive();
    page.focus();
    part<HTMLButtonElement>(element, 'button').focus();
    decide({ purposes: { statistics: false } }, 'save');
    expect(hasFocus(page)).to.equal(false);
    const all = Object.keys(decidedAll(false).purposes);
    decide({ purposes: Object.fromEntries(all.map((id) => [id, false])) }, 'reject-all');
    expect(part(element, '.panel').hidden).to.equal(true);
    expect(hasFocus(page)).to.equal(true);
  });
});

describe('noren-notice', () => {
  afterEach(clear);

  it('is taken over as it stands: the same nodes, the same focus, nothing drawn twice', async () => {
    const { element, arrive } = await drawn();
    const before = [...(element.shadowRoot?.querySelectorAll('.panel, .panel *') ?? [])];
    const second = part<HTMLButtonElement>(element, 'button:nth-child(2)');
    second.focus();
    arrive();
    expect([...(element.shadowRoot?.querySelectorAll('.panel, .panel *') ?? [])]).to.deep.equal(before);
    expect(hasFocus(second)).to.equal(true);
    expect(element.shadowRoot?.querySelectorAll('.panel').length).to.equal(1);
  });

  for (const language of ['ja', 'en']) {
    for (const scene of [{}, { gpc: true }, { blocked: true }] as Scene[]) {
      it(`has nothing for axe to find: ${language} ${JSON.stringify(scene)}`, async () => {
        const { element, arrive } = await drawn({ ...scene, language });
        arrive();
        while (!part(element, '[role=status]').textContent) await frame();
        const lines = [...part(element, '.surface > div').children].slice(1);
        const states = Object.keys(scene).map(() => 'state');
        expect(lines.map(({ className }) => className)).to.deep.equal([...states, '']);
        expect(await faults()).to.deep.equal([]);
      });
    }
  }

  it('does not say that the browser keeps off what the visitor has switched on in spite of it', async () => {
    for (const [inSpite, said] of [
      [false, 1],
      [true, 0],
    ] as const) {
      const kept = { ...decisions({ advertising: true }), gpc: inSpite };
      const { element, arrive, noren } = await drawn({ gpc: true, decisions: kept });
      arrive();
      await noren.wording();
      await frame();
      expect([...(element.shadowRoot?.querySelectorAll('.state') ?? [])], String(inSpite)).to.have.length(said);
      clear();
    }
  });

  it('hides without deciding, and comes back when it is asked for', async () => {
    const { element, arrive, requests } = await drawn();
    arrive();
    element.hide();
    expect(part(element, '.panel').hidden).to.equal(true);
    element.show();
    expect(part(element, '.panel').hidden).to.equal(false);
    expect(requests).to.deep.equal([]);
  });

  it('hears nothing more once it has left the page', async () => {
    const { element, arrive, decide } = await drawn();
    arrive();
    element.remove();
    decide({ purposes: decidedAllFalse() }, 'reject-all');
    expect(part(element, '.panel').hidden).to.equal(false);
  });
});

function decidedAllFalse(): Record<string, boolean> {
  return Object.fromEntries(Object.keys(decidedAll(false).purposes).map((id) => [id, false]));
}

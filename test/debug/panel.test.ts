import { expect } from 'chai';
import { until } from '../core/moments.ts';
import { faults } from '../elements/axe.ts';
import { hasFocus, press, tabTo } from '../elements/keyboard.ts';
import { inMedium, inWindow, plainMedium } from '../elements/media.ts';
import { clear, part, parts, still } from '../elements/stage.ts';
import { inspector } from './inspector.ts';

describe('noren-debug', () => {
  afterEach(async () => {
    clear();
    document.documentElement.removeAttribute('dir');
    Reflect.deleteProperty(window, 'klaro');
    await plainMedium();
  });

  for (const [language, title] of [
    ['ja', 'Noren インスペクター'],
    ['en-GB', 'Noren inspector'],
    ['fr', 'Noren inspector'],
  ] as const) {
    it(`speaks to a page in ${language}`, async () => {
      const { element } = await inspector(language);
      expect(part(element, 'aside').getAttribute('aria-label')).to.equal(title);
      expect(part(element, 'aside').lang).to.equal(language.slice(0, 2).replace('fr', 'en'));
      expect(parts(element, 'article')).to.have.length(2);
    });
  }

  it('shows what happens while it is open', async () => {
    const { element } = await inspector('en');
    dispatchEvent(new CustomEvent('noren:error', { detail: { code: 'page-not-loaded', path: 'noren-page.js' } }));
    await until(() => element.shadowRoot?.textContent?.includes('page-not-loaded (noren-page.js)'));
  });

  it('tells a tag that cannot hold anything back, one that is there twice, and a Google tag that came before the default', async () => {
    const { element, recording } = await inspector('en');
    const tag = Object.assign(document.createElement('script'), { async: true });
    const entry = {
      name: 'https://www.googletagmanager.com/gtm.js?id=secret',
      startTime: 1,
    } as PerformanceResourceTiming;
    Object.assign(window, { dataLayer: [['consent', 'default', {}]] });
    element.recording = {
      ...recording,
      tag,
      config: { ...recording.config, strict: { hosts: {}, rows: [] } },
      requests: [
        { entry, beforeDefault: true },
        { entry: { ...entry, name: 'https://www.google-analytics.com/g' }, beforeDefault: false },
      ],
      events: [{ at: 1, type: 'error', detail: { code: 'loaded-twice' } }],
    };
    await still(element);
    Reflect.deleteProperty(window, 'dataLayer');
    const said = parts(element, 'article').map(({ textContent }) => (textContent ?? '').replace(/\s+/g, ' ').trim());
    const begins = (text: string): string | undefined => said.find((one) => one.startsWith(text));
    expect(begins('The tag of strict mode is async or deferred.')).to.be.a('string');
    expect(begins('Noren is in the page twice.')).to.be.a('string');
    const google = begins('A Google tag was loaded before the Consent Mode default.');
    expect(google)
      .to.contain('www.googletagmanager.com/gtm.js')
      .and.to.not.match(/secret|google-analytics/);
  });

  it('can be reached by keyboard, folded and opened, and goes by Esc only where that is pressed in it', async () => {
    const { element } = await inspector('en');
    const outside = document.body.appendChild(document.createElement('button'));
    outside.focus();
    outside.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    expect(element.isConnected).to.equal(true);
    await tabTo('[aria-expanded]');
    const fold = part(element, '[aria-expanded]');
    // Firefox sends no click for a key here, as it does for the same panel in a page of its own (test/e2e/debug.spec.ts).
    fold.click();
    await still(element);
    expect(parts(element, '.body')).to.have.length(0);
    expect(fold.getAttribute('aria-expanded')).to.equal('false');
    expect(hasFocus(fold), 'the focus stays').to.equal(true);
    fold.click();
    await still(element);
    expect(parts(element, '.body')).to.have.length(1);
    for (const stop of ['summary', '.body > .button']) await tabTo(stop);
    await press('Escape');
    await until(() => !element.isConnected);
  });

  it('keeps its texts as they are under what a page says of everything in it', async () => {
    const { element } = await inspector('en');
    const type = () =>
      parts(element, '*').map((inner) => {
        const { fontSize, lineHeight, letterSpacing, textTransform, direction } = getComputedStyle(inner);
        return [inner.localName, fontSize, lineHeight, letterSpacing, textTransform, direction].join(' ');
      });
    const alone = type();
    const sheet = document.body.appendChild(document.createElement('style'));
    sheet.textContent =
      '* { font-size: 10px !important; line-height: 1 !important; letter-spacing: 9px !important; text-transform: uppercase !important }';
    document.documentElement.dir = 'rtl';
    expect(type()).to.deep.equal(alone);
  });

  it('has larger text for a reader who has text larger', async () => {
    document.documentElement.style.fontSize = '200%';
    const { element } = await inspector('en');
    const sizes = ['h2', 'code'].map((one) => Number.parseFloat(getComputedStyle(part(element, one)).fontSize));
    document.documentElement.removeAttribute('style');
    expect(sizes[0]).to.be.closeTo(28, 0.5);
    expect(sizes[1]).to.be.closeTo(24, 0.5);
  });

  it('copies a report without queries, and says so', async () => {
    const { element } = await inspector('en');
    let copied = '';
    const clipboard = {
      async writeText(text: string) {
        copied = text;
      },
    };
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    history.replaceState(null, '', `${location.pathname}${location.search || '?'}&secret=1`);
    part(element, '.body > .button').click();
    await until(() => part(element, '[role=status]').textContent === 'Copied');
    Reflect.deleteProperty(navigator, 'clipboard');
    const report = JSON.parse(copied);
    expect(report.problems.map(({ code }: { code: string }) => code)).to.deep.equal(['second-manager', 'undeclared']);
    expect(report.page).to.equal(location.host + location.pathname);
    expect(copied).to.not.contain('secret');
  });

  it('gives the report to be taken by hand where it cannot be copied, as on a host without TLS', async () => {
    const { element } = await inspector('en');
    for (const clipboard of [undefined, { writeText: () => Promise.reject(new Error('refused')) }]) {
      Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
      part(element, '.body > .button').click();
      await until(() => part(element, '[role=status]').textContent === 'Could not copy');
      const area = await until(() => element.shadowRoot?.querySelector('textarea'));
      await until(() => hasFocus(area) && area.selectionEnd === area.value.length);
      expect(JSON.parse(area.value).problems).to.have.length(2);
      Reflect.deleteProperty(navigator, 'clipboard');
    }
  });

  it('goes on where somebody else tells the window of something by a name of Noren’s', async () => {
    const { element } = await inspector('en');
    for (const type of ['ready', 'track', 'grant', 'error', 'undeclared', 'strict'])
      for (const detail of [null, 'text', { code: Symbol('code'), host: null, open: 1 }])
        dispatchEvent(new CustomEvent(`noren:${type}`, { detail }));
    dispatchEvent(new CustomEvent('noren:error', { detail: { code: 'page-not-loaded', path: 'noren-page.js' } }));
    await until(() => element.shadowRoot?.textContent?.includes('page-not-loaded (noren-page.js)'));
  });

  it('tells of a sign that nobody can see, or that turns the others around, by its number, and of a long name its beginning', async () => {
    const { element } = await inspector('en');
    const { body } = document;
    for (const purpose of ['statistics\u200b', '\u202emoc.live', '統計\u3000', 'x'.repeat(9000)]) {
      const gated = Object.assign(document.createElement('template'), { innerHTML: '<p>' });
      gated.dataset.noren = purpose;
      body.append(gated);
    }
    await until(() => element.shadowRoot?.textContent?.includes('statistics\\u{200b}'));
    const text = element.shadowRoot?.textContent ?? '';
    expect(text)
      .to.include('\\u{202e}moc.live')
      .and.to.include('統計\\u{3000}')
      .and.to.include(`${'x'.repeat(500)}…`);
    expect(text).to.not.match(/[\u200b\u202e\u3000]|x{501}/);
  });

  it('draws the newest rows of a long list, says how many there are, and that there were more than it keeps', async () => {
    const { element, recording } = await inspector('en');
    const events = Array.from(
      { length: 5000 },
      (_, at) => ({ at, type: 'track', detail: { name: `n${at}`, detail: {} } }) as const,
    );
    element.recording = { ...recording, startedAt: 0, events };
    await still(element);
    const list = parts(element, 'details').at(-1);
    expect(list?.querySelector('.number')?.textContent).to.equal('5001+');
    const rows = [...(list?.querySelectorAll('li') ?? [])];
    expect(rows).to.have.length(500);
    expect(rows.at(-1)?.textContent).to.include('n4999');
    expect(list?.textContent).to.include('…');
  });

  it('leaves the notice its place, and stands on the other side of a page that is written from the right', async function () {
    await inWindow(this, 320, 640);
    const notice = document.body.appendChild(document.createElement('noren-notice'));
    const panel = (notice.shadowRoot ?? notice.attachShadow({ mode: 'open' })).appendChild(
      Object.assign(document.createElement('div'), { className: 'panel' }),
    );
    Object.assign(panel.style, { position: 'fixed', inset: 'auto 8px 8px', height: '250px' });
    const { element } = await inspector('en');
    const box = () => part(element, 'aside').getBoundingClientRect();
    expect(box().bottom).to.be.at.most(panel.getBoundingClientRect().top);
    expect(box().top).to.be.at.least(0);
    expect(document.documentElement.scrollWidth).to.equal(320);
    panel.remove();
    await inWindow(this, 1000, 700);
    expect(box().left).to.be.greaterThan(500);
    document.documentElement.dir = 'rtl';
    element.requestUpdate();
    await still(element);
    expect(box().right).to.be.lessThan(500);
  });

  for (const medium of ['light', 'dark', 'forced-colors'] as const) {
    it(`has nothing that axe finds wrong (${medium})`, async function () {
      await inMedium(this, medium);
      for (const language of ['ja', 'en']) {
        const { element } = await inspector(language);
        for (const details of parts<HTMLDetailsElement>(element, 'details')) details.open = true;
        expect(await faults()).to.deep.equal([]);
        clear();
      }
    });
  }
});

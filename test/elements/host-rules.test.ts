import { expect } from 'chai';
import { everyElement } from './every-element.ts';
import { clear, part, parts } from './stage.ts';

/** What a page says of everything in it. It means its own texts, and the elements are among them. */
const rules = [
  '* { font-size: 10px !important; line-height: 1 !important; letter-spacing: 9px !important }',
  '* { text-align: center !important; text-transform: uppercase !important; font-weight: 900 !important }',
  '* { all: unset }',
];

const TYPE = [
  'fontSize',
  'fontWeight',
  'lineHeight',
  'letterSpacing',
  'textAlign',
  'textTransform',
  'whiteSpace',
  'color',
] as const;

/** How each text of an element is set. */
function set(element: HTMLElement): string[] {
  return parts(element, '*')
    .filter(({ childNodes }) =>
      [...childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim()),
    )
    .map((inner) => `${inner.textContent?.trim()}: ${TYPE.map((name) => getComputedStyle(inner)[name])}`);
}

/** A text as it stands in lines. */
function linesOf(element: Element): string[] {
  const node = [...element.childNodes].find(
    ({ nodeType, nodeValue }) => nodeType === Node.TEXT_NODE && nodeValue?.trim(),
  );
  const lines = new Map<number, string>();
  const range = document.createRange();
  for (let at = 0; node && at < (node.nodeValue?.length ?? 0); at += 1) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const { top } = range.getBoundingClientRect();
    lines.set(top, (lines.get(top) ?? '') + range);
  }
  return [...lines.values()];
}

describe('what a page says of everything in it', () => {
  afterEach(() => {
    clear();
    document.head.querySelector('style.of-the-page')?.remove();
    document.documentElement.removeAttribute('dir');
  });

  for (const [name, scene] of Object.entries(everyElement)) {
    it(`${name}: leaves its texts as they are, in size, weight and distance`, async () => {
      const element = await scene('en');
      const alone = set(element);
      expect(alone).to.not.have.lengthOf(0);
      const sheet = document.head.appendChild(document.createElement('style'));
      sheet.className = 'of-the-page';
      for (const rule of rules) {
        sheet.textContent = rule;
        expect(set(element), rule).to.deep.equal(alone);
      }
    });

    it(`${name}: runs as its own language does, whichever way the page runs`, async () => {
      for (const [language, direction, other] of [
        ['ar', 'rtl', 'ltr'],
        ['en', 'ltr', 'rtl'],
      ] as const) {
        document.documentElement.dir = other;
        const element = await scene(language);
        expect(getComputedStyle(part(element, '[lang]')).direction).to.equal(direction);
        const arrows = parts(element, '[part=link] > [aria-hidden]').map((arrow) => getComputedStyle(arrow).scale);
        expect(new Set(arrows).size, 'ways that arrows point').to.be.at.most(1);
        if (arrows[0]) expect(arrows[0]).to.equal(language === 'ar' ? '-1 1' : '1');
        for (const control of parts<HTMLInputElement>(element, '.switch:checked')) {
          const [label] = control.labels ?? [];
          const { left, right } = control.getBoundingClientRect();
          const box = label?.getBoundingClientRect() ?? new DOMRect();
          const knob = getComputedStyle(control, '::after').translate;
          expect(knob, control.id).to.equal(language === 'ar' ? '-22px' : '22px');
          // Some are read out only.
          if (!label || getComputedStyle(label).opacity === '0') continue;
          const isBeside = language === 'ar' ? right <= box.left : left >= box.right;
          expect(isBeside, `beside its label: ${control.id}`).to.equal(true);
        }
        clear();
      }
    });
  }

  it('breaks Japanese between phrases where the browser knows them, as the page itself can', async function () {
    if (!CSS.supports('word-break', 'auto-phrase')) this.skip();
    const element = await everyElement['noren-personal-url']?.('ja');
    if (!element) throw new RangeError('no card');
    const text = part(element, '.text > p');
    const likeIt = (wordBreak: string): HTMLElement => {
      const like = document.body.appendChild(document.createElement('p'));
      const { font, textWrap, overflowWrap, width } = getComputedStyle(text);
      Object.assign(like, { lang: 'ja', textContent: text.textContent });
      Object.assign(like.style, { font, textWrap, overflowWrap, width, wordBreak });
      return like;
    };
    expect(linesOf(text)).to.deep.equal(linesOf(likeIt('auto-phrase')));
    expect(linesOf(text)).to.not.deep.equal(linesOf(likeIt('normal')));
  });

  it('keeps the order of a name that begins with a mark among words from right to left', async () => {
    for (const name of ['noren-preferences', 'noren-disclosure']) {
      const element = await everyElement[name]?.('ar');
      if (!element) throw new RangeError(`no ${name}`);
      const nodes = document.createNodeIterator(element.shadowRoot as ShadowRoot, NodeFilter.SHOW_TEXT);
      const traces: Text[] = [];
      for (let node = nodes.nextNode(); node; node = nodes.nextNode())
        if (/^_\w/.test((node as Text).data)) traces.push(node as Text);
      expect(traces.length, name).to.be.above(0);
      for (const trace of traces) {
        const [mark, letter] = [0, 1].map((at) => {
          const range = document.createRange();
          range.setStart(trace, at);
          range.setEnd(trace, at + 1);
          return range.getBoundingClientRect().left;
        });
        expect(mark, `${name} ${trace.data}`).to.be.below(letter ?? 0);
      }
      clear();
    }
  });

  it('closes the settings at the end of their first line', async () => {
    for (const language of ['ar', 'en']) {
      const element = await everyElement['noren-preferences']?.(language);
      if (!element) throw new RangeError('no settings');
      const [title, close] = [part(element, 'h2'), part(element, '.close')].map((box) => box.getBoundingClientRect());
      expect((close?.left ?? 0) < (title?.left ?? 0), language).to.equal(language === 'ar');
      clear();
    }
  });
});

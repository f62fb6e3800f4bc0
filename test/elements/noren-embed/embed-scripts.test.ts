import { expect } from 'chai';
import { clear, part, parts, still, textOf } from '../stage.ts';
import { embed, embedOf, FRAME, LINK } from './embed-stage.ts';

const frames = (): number => document.querySelectorAll('iframe').length;
const POST = '<blockquote>post</blockquote><script type="text/x-inert" src="/widget.js"></script>';

/** As the gate releases a post's text, and the post's script then puts a frame in the place of that. */
function render(template: HTMLTemplateElement): void {
  const text = document.createElement('blockquote');
  template.after(text);
  const around = document.createElement('div');
  around.innerHTML = '<iframe srcdoc="<p>post" title="post"></iframe>';
  text.replaceWith(around);
}

describe('noren-embed around content that comes by script', () => {
  afterEach(clear);

  for (const isFaster of [false, true])
    it(`takes out after a no what a script has put in the place of its text${isFaster ? ', where that came before the page’s Noren' : ''}`, async () => {
      const { element, noren, template, decide } = await embed({}, embedOf(POST, `<p>the page’s own</p>${LINK}`));
      if (isFaster) {
        element.noren = undefined;
        decide({ purposes: { recommendation: true } }, 'save');
        render(template);
        await still(element);
        element.noren = noren;
      } else {
        decide({ purposes: { recommendation: true } }, 'save');
        render(template);
      }
      await still(element);
      expect(frames()).to.equal(1);
      decide({ purposes: { recommendation: false } }, 'save');
      await still(element);
      expect(frames()).to.equal(0);
      expect(textOf(part(element, '[part=state]'))).to.include('許可しない設定です');
      const kept = [...element.children].map(({ localName }) => localName);
      expect(kept).to.deep.equal(['template', 'p', 'a']);
      // What was still on its way.
      render(template);
      await still(element);
      expect(frames()).to.equal(0);
    });

  it('leaves alone what the page has put beside content without a script', async () => {
    const { element, template, decide } = await embed();
    decide({ purposes: { recommendation: true } }, 'save');
    await still(element);
    template.after(document.createElement('figcaption'));
    decide({ purposes: { recommendation: false } }, 'save');
    await still(element);
    expect(element.querySelectorAll('figcaption')).to.have.length(1);
  });
});

describe('noren-embed', () => {
  afterEach(clear);

  it('is called by the title of its frame out of a comment, too', async () => {
    const named = FRAME.replace('工場の一日（3分）', 'A &amp; “B” &#39;c&#39; &amp;lt;');
    for (const [content, title] of [
      [`<!-- ${named} -->`, "A & “B” 'c' &lt;"],
      [`<!-- ${FRAME.replace(/ title="[^"]*"/, ' data-title="no"')} -->`, '工場の一日'],
    ] as const) {
      const { element } = await embed({}, embedOf(content));
      expect(part(element, '#title').textContent).to.equal(title);
      clear();
    }
  });

  it('is pressed without following a link that stands around it', async () => {
    for (const name of ['once', 'allow']) {
      const { element } = await embed({}, `<a href="#followed">${embedOf(FRAME, '')}</a>`);
      parts<HTMLButtonElement>(element, `[part=${name}] > button`)[0]?.click();
      await still(element);
      expect(location.hash).to.equal('');
      clear();
    }
  });
});

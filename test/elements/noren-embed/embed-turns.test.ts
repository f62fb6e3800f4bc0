import type { NorenEmbed } from '@noren/elements';
import { expect } from 'chai';
import { turn } from '../../core/moments.ts';
import { decisions } from '../decisions.ts';
import { clear, part, parts, still, textOf } from '../stage.ts';
import { embed, embedOf, FRAME, withFilm } from './embed-stage.ts';

const OTHER = FRAME.replace('工場の一日（3分）', '別の動画');
const titles = (within: ParentNode = document): string[] =>
  [...within.querySelectorAll('iframe')].map(({ title }) => title);
const once = (element: Element): HTMLButtonElement => part(element, '[part=once] > button');

async function shownAlone(...scene: Parameters<typeof embed>) {
  const set = await embed(...scene);
  once(set.element).click();
  await still(set.element);
  expect(titles()).to.have.length(1);
  return set;
}

/** As an application that draws anew: other children of the same element. */
async function redraw(element: NorenEmbed): Promise<void> {
  element.innerHTML = /<noren-embed>(.*)<\/noren-embed>/s.exec(embedOf(OTHER))?.[1] ?? '';
  await still(element);
  await still(element);
}

describe('noren-embed in an application', () => {
  afterEach(clear);

  it('is no longer shown alone once it has left the page, where it would hear of no no', async () => {
    const { element, decide } = await shownAlone();
    element.remove();
    await turn();
    decide({ purposes: { recommendation: false } }, 'save');
    document.body.append(element);
    expect(titles()).to.deep.equal([]);
    await still(element);
    expect(textOf(part(element, '[part=state]'))).to.include('許可しない設定です');
  });

  it('goes on being shown alone where it is only moved', async () => {
    const { element } = await shownAlone();
    document.body.prepend(element);
    await still(element);
    expect(titles()).to.have.length(1);
  });

  it('tells of the template that has come in the place of another, and shows that', async () => {
    const { element } = await embed();
    await redraw(element);
    expect(textOf(part(element, '#title'))).to.equal('別の動画');
    once(element).click();
    await still(element);
    expect(titles()).to.deep.equal(['別の動画']);
  });

  it('waits again where another template comes in the place of what is shown alone', async () => {
    const { element } = await shownAlone();
    await redraw(element);
    expect(titles()).to.deep.equal([]);
    expect(textOf(part(element, '#title'))).to.equal('別の動画');
  });

  it('takes no gated template within what is shown alone for one of its own', async () => {
    const inner = `<template data-noren="advertising">${OTHER}</template>`;
    const { element } = await shownAlone({}, embedOf(FRAME + inner));
    element.requestUpdate();
    await still(element);
    expect(titles()).to.deep.equal(['工場の一日（3分）']);
  });

  it('is taken back at a no to its service that is said again', async () => {
    const refused = decisions({ recommendation: true }, { film: false });
    const { decide, element } = await shownAlone({ config: withFilm(true, true), decisions: refused });
    decide({ purposes: {}, services: { film: false } }, 'save');
    await still(element);
    expect(titles()).to.deep.equal([]);
  });

  for (const [form, content] of [
    ['a bare template', FRAME],
    ['a comment', `<!-- ${FRAME} -->`],
  ] as const)
    it(`shows nothing of what is for those without script, out of ${form}`, async () => {
      const other = `<noscript>${OTHER}</noscript>`;
      await shownAlone({}, embedOf(content.replace('</iframe>', `</iframe>${other}`)));
      expect(document.querySelectorAll('noscript')).to.have.length(0);
    });

  it('offers no single yes to what has a script by another name', async () => {
    for (const content of [
      '<iframe srcdoc="<script>parent.x = 1</script>" title="x"></iframe>',
      '<!-- <iframe srcdoc="&lt;script>parent.x = 1&lt;/script>" title="x"></iframe> -->',
      '<iframe src="javascript:parent.x = 1" title="x"></iframe>',
      '<img alt="" src="/none.gif" onerror="x = 1">',
    ]) {
      const { element } = await embed({}, embedOf(content));
      expect(parts(element, '[part=once]'), content).to.have.length(0);
      expect(parts(element, '[part=allow]'), content).to.have.length(1);
      clear();
    }
  });

  it('gives what strict mode has held its address, of what is shown alone, and none that a frame would run', async () => {
    const held = '<iframe data-noren-src="about:blank#a" data-noren-href="/b" title="x"></iframe>';
    const poster = '<img slot="poster" alt="" data-noren-src="/poster.gif">';
    const { element } = await shownAlone({}, embedOf(held, poster));
    expect(element.querySelector('iframe')?.getAttribute('href')).to.equal('/b');
    expect(element.querySelector('iframe')?.hasAttribute('src')).to.equal(false);
    expect(element.querySelector('img')?.hasAttribute('src')).to.equal(false);
  });

  it('shows by itself in a shadow root what may be shown, as no gate looks there, and takes it out with the yes', async () => {
    const { element, decide, requests } = await embed();
    const host = document.body.appendChild(document.createElement('div'));
    const root = host.attachShadow({ mode: 'open' });
    root.append(element);
    parts<HTMLButtonElement>(element, '[part=allow] > button')[0]?.click();
    await still(element);
    expect(requests).to.have.length(1);
    expect(titles(root)).to.deep.equal(['工場の一日（3分）']);
    expect(parts(element, '[role=group]')).to.have.length(0);
    decide({ purposes: { recommendation: false } }, 'other-tab');
    await still(element);
    expect(titles(root)).to.deep.equal([]);
    expect(textOf(part(element, '[part=state]'))).to.include('許可しない設定です');
  });

  it('does not run a script in a shadow root: its words stay', async () => {
    const { element, decide } = await embed({}, embedOf('<p>post</p><script>window.embedRan = true;</script>'));
    const host = document.body.appendChild(document.createElement('div'));
    host.attachShadow({ mode: 'open' }).append(element);
    decide({ purposes: { recommendation: true } }, 'save');
    await still(element);
    expect(parts(element, '[role=group]')).to.have.length(1);
    expect('embedRan' in window).to.equal(false);
  });
});

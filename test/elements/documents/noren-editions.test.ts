import type { SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { faults } from '../axe.ts';
import { inMedium, plainMedium } from '../media.ts';
import { clear, part, textOf } from '../stage.ts';
import { editions, shows, withDocuments } from './scene.ts';

const sections = (element: Element) => [...(element.shadowRoot?.querySelectorAll('section:not(.notice)') ?? [])];

describe('noren-editions', () => {
  afterEach(async () => {
    clear();
    await plainMedium();
  });

  it('tells of every document which edition is in force, and all that it had, newest first', async () => {
    const element = await editions();
    await shows(element, 'h2');
    const titles = sections(element).map((section) => section.querySelector('h2')?.textContent);
    expect(titles).to.deep.equal(['個人情報の取扱いについて', '会員規約', '特則']);
    const [notice] = sections(element);
    expect(textOf(notice?.querySelector('.remark') as HTMLElement))
      .to.include('第6版')
      .and.include('文書番号 P-6');
    const labels = [...(notice?.querySelectorAll('[part=edition]') ?? [])].map((item) => textOf(item as HTMLElement));
    expect(labels[0]).to.include('版 6 適用中').and.include('2026年6月3日').and.include('目的を詳しく記載しました。');
    expect(labels[1]).to.include('版 5 公表日').and.not.include('適用中');
  });

  it('announces what is to come, beside what it replaces, with the way out', async () => {
    const element = await editions({ document: 'terms' });
    const notice = (await shows(element, '.notice')) as HTMLElement;
    expect(textOf(notice)).to.include('変更のお知らせ').and.include('2999年1月15日から、第7版を適用します。');
    expect(notice.querySelector('del')?.textContent).to.equal('旧い文');
    // Text is text.
    expect(notice.querySelector('ins')?.textContent).to.equal('<b>新しい文</b>');
    expect(notice.querySelectorAll('ins, del')).to.have.length(2);
    expect(notice.querySelector('a')?.getAttribute('href')).to.equal('/leave/');
    expect(sections(element)).to.have.length(1);
  });

  it('compares any two editions, and says what was compared', async () => {
    const element = await editions({ document: 'handling-notice', language: 'en' });
    const status = (await shows(element, '[role=status]')) as HTMLElement;
    expect(textOf(status)).to.include('Editions 5 and 6 compared').and.include('Heading items Changed');
    expect(status.querySelector('del')?.textContent).to.equal('Text items');
    expect(status.querySelector('ins')?.textContent).to.equal('New text');
    const [from, to] = element.shadowRoot?.querySelectorAll('select') ?? [];
    if (!from || !to) throw new Error('nothing to choose');
    from.value = '2';
    from.dispatchEvent(new Event('change'));
    await element.updateComplete;
    expect(textOf(status)).to.include('The text is the same.');
    expect([from.value, to.value]).to.deep.equal(['2', '2']);
  });

  it('compares the older with the newer, whichever was chosen first', async () => {
    const element = await editions({ document: 'handling-notice' });
    const status = (await shows(element, '[role=status]')) as HTMLElement;
    const [from, to] = element.shadowRoot?.querySelectorAll('select') ?? [];
    if (!from || !to) throw new Error('nothing to choose');
    const told = ({ labels, options }: HTMLSelectElement) => [
      [...(labels[0]?.childNodes ?? [])]
        .map((node) => (node instanceof Text ? node.data : ''))
        .join('')
        .trim(),
      ...[...options].map(({ text }) => text),
    ];
    expect([from, to].map(told)).to.deep.equal([
      ['比較元の版', '5', '6'],
      ['比較先の版', '5', '6'],
    ]);
    for (const [select, value] of [
      [from, '2'],
      [to, '1'],
    ] as const) {
      select.value = value;
      select.dispatchEvent(new Event('change'));
      await element.updateComplete;
    }
    expect([from.value, to.value]).to.deep.equal(['1', '2']);
    expect(textOf(status)).to.include('第5版と第6版の違い');
    expect(status.querySelector('del')?.textContent).to.equal('本文 items');
    expect(status.querySelector('ins')?.textContent).to.equal('新しい本文');
  });

  it('names announced changes apart, also those of different documents', async () => {
    const documents = withDocuments.documents?.map((one) =>
      one.id === 'terms'
        ? one
        : { ...one, withdrawUrl: '/leave/', editions: withDocuments.documents?.[0]?.editions ?? [] },
    );
    const element = await editions({ config: { ...withDocuments, documents } as SiteConfig });
    await shows(element, '.notice');
    const named = (notice: Element): string =>
      (notice.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => element.shadowRoot?.getElementById(id)?.textContent)
        .join(' ');
    expect([...(element.shadowRoot?.querySelectorAll('.notice') ?? [])].map(named)).to.deep.equal([
      '会員規約 変更のお知らせ 2999年1月15日から、第7版を適用します。',
      '特則 変更のお知らせ 2999年1月15日から、第7版を適用します。',
    ]);
  });

  it('says of an announcement before its day that it is to come, not that it is in force', async () => {
    const documents = withDocuments.documents?.map((one) => ({ ...one, editions: one.editions.slice(-1) }));
    const element = await editions({ document: 'terms', config: { ...withDocuments, documents } as SiteConfig });
    const shown = textOf((await shows(element, 'section')) as HTMLElement);
    expect(shown)
      .to.include('2999年1月15日から、第7版を適用します。')
      .and.include('版 7 適用前')
      .and.not.include('適用中');
  });

  it('says what special terms override', async () => {
    const element = await editions({ document: 'special' });
    expect(textOf((await shows(element, 'section')) as HTMLElement)).to.include('「会員規約」より優先して適用します。');
  });

  for (const [what, src] of [
    ['cannot be had', '/nowhere.json'],
    ['is no JSON', 'data:text/plain,hello'],
    ['has another language only', 'data:application/json,{"fr":{"words":{},"documents":[]}}'],
  ] as const) {
    it(`leaves what the page has put inside where the file ${what}`, async () => {
      const failed: unknown[] = [];
      const watch = (event: PromiseRejectionEvent): unknown => failed.push(event.reason);
      addEventListener('unhandledrejection', watch);
      const element = await editions({ src, inside: '<a href="/documents/">文書</a>' });
      await fetch('/');
      await element.updateComplete;
      expect(part(element, 'slot')).to.be.an.instanceOf(HTMLSlotElement);
      expect(element.querySelector('a')?.getClientRects().length).to.equal(1);
      expect(failed).to.deep.equal([]);
      removeEventListener('unhandledrejection', watch);
    });
  }

  it('shows nothing of a site without documents', async () => {
    const { documents: _d, jointUse: _j, ...config } = withDocuments;
    const plain = { ...config, editions: config.editions.map(({ sections: _s, ...edition }) => edition) };
    const element = await editions({ config: plain });
    await fetch('/');
    expect(part(element, 'slot')).to.be.an.instanceOf(HTMLSlotElement);
  });

  for (const language of ['ja', 'en']) {
    for (const colours of ['light', 'dark'] as const) {
      it(`has nothing for axe to find, in ${language}, ${colours}`, async function () {
        await inMedium(this, colours);
        const element = await editions({ language });
        await shows(element, '[role=status]');
        expect(await faults()).to.deep.equal([]);
      });
    }
  }
});

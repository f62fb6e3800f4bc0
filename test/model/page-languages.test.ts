import { type Edition, HANDLING_SECTIONS, type Service } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { both, pagesOf } from './pages-of-site.ts';

const [fifth, sixth] = siteConfig.editions as [Edition, Edition];
const [, row] = siteConfig.services as [Service, Service];
const only = (language: string, words: string) => ({ [language]: words }) as Service['name'];

/** Every text that is marked as being in another language, with the mark. */
const marked = (page: Document): string[] =>
  [...page.querySelectorAll('main span[lang]')].map(
    (span) => `${span.getAttribute('lang')} ${span.getAttribute('dir') ?? '-'} ${span.textContent}`,
  );

describe('a page without script marks text in another language', () => {
  const services = [
    {
      ...row,
      name: only('ja', '日本語だけの名前'),
      information: [both('両方', 'Both')],
      ownPurpose: only('ja', '日本語だけの目的'),
    },
  ];

  it('in the register and among the ad opt-outs, and no other text', async () => {
    const { open } = await pagesOf({ services: [{ ...(services[0] as Service), category: 'advertising' }] });
    expect(marked(open('register.en.html'))).to.deep.equal(['ja - 日本語だけの名前', 'ja - 日本語だけの目的']);
    expect(marked(open('register.html'))).to.deep.equal([]);
    expect(marked(open('ad-opt-out.en.html'))).to.deep.equal(['ja - 日本語だけの名前', 'ja - 日本語だけの目的']);
  });

  it('in titles, sections and changes of documents, also where editions are compared', async () => {
    const section = (id: string, body: string) => ({
      id,
      heading: both(`見出し ${id}`, `Heading ${id}`),
      body: [only('ja', body)],
    });
    const sections = HANDLING_SECTIONS.map((id) => section(id, `本文 ${id}`));
    const changes = [only('ja', '窓口が変わりました。')];
    const { open } = await pagesOf({
      editions: [
        { ...fifth, sections },
        { ...sixth, changes, sections: [section('contact', '新しい窓口')] },
      ],
      documents: [{ id: 'end', kind: 'service-end', title: only('ja', '終了のお知らせ'), editions: [fifth] }],
    });
    const page = open('handling-notice.en.html');
    expect(marked(page)).to.include.members(['ja - 本文 purposes', 'ja - 新しい窓口', 'ja - 窓口が変わりました。']);
    expect([...page.querySelectorAll('ins > span, del > span')].map(({ textContent }) => textContent)).to.deep.equal([
      '本文 contact',
      '新しい窓口',
    ]);
    const end = open('document-end.en.html');
    expect(end.title).to.match(/^終了のお知らせ \| /);
    expect(end.querySelector('h1 > span')?.getAttribute('lang')).to.equal('ja');
    expect(end.querySelector('footer [aria-current] > span')?.getAttribute('lang')).to.equal('ja');
    expect(marked(open('handling-notice.html'))).to.deep.equal([]);
  });

  it('and Noren’s own words where the site has none in a language that it does not ship, turned where it runs otherwise', async () => {
    const words = { ar: { register: { title: 'البيانات المرسلة', none: 'لا أحد' } } };
    const { open } = await pagesOf({ languages: ['ja', 'ar'], words, services: [{ ...row, recipient: null }] });
    const page = open('register.ar.html');
    expect([page.querySelector('h1')?.innerHTML, page.documentElement.dir]).to.deep.equal(['البيانات المرسلة', 'rtl']);
    expect(marked(page)).to.include('en ltr What this edition changed').and.to.include('en ltr Recipient');
    const cell = page.querySelector('tbody td') as HTMLElement;
    expect(cell.dataset.head, 'no markup in an attribute').to.equal('What is sent');
    expect(page.querySelector('tbody th .fact + span[lang=en]')?.textContent).to.match(/confirmed/);
    expect(page.querySelectorAll('code').length).to.be.above(0);
    expect([...page.querySelectorAll('code')].every(({ dir }) => dir === 'ltr')).to.equal(true);
  });

  it('with its direction, from right to left among words that run from left to right', async () => {
    const { open } = await pagesOf({
      languages: ['ar', 'en'],
      services: [{ ...row, information: [only('ar', 'عنوان الصفحة'), both('両方', 'Both')] }],
    });
    expect(marked(open('register.en.html'))).to.deep.equal(['ar rtl عنوان الصفحة']);
  });

  it('but not what stands in the language of the page elsewhere, such as a name', async () => {
    const { open } = await pagesOf({
      services: [{ ...row, name: both('LINE'), recipient: only('ja', 'LINE') }],
    });
    expect(marked(open('register.en.html'))).to.deep.equal([]);
  });
});

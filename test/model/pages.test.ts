import type { Edition, Service, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { all, both, pagesOf } from './pages-of-site.ts';

const [, sixth] = siteConfig.editions as [Edition, Edition];

describe('the pages without script', () => {
  it('are there in every language, the first one without its tag in the name', async () => {
    const { names } = await pagesOf();
    expect(names).to.deep.equal([
      'register.html',
      'ad-opt-out.html',
      'register.en.html',
      'ad-opt-out.en.html',
      'pages.css',
    ]);
  });

  it('have one heading of the first level, a title, captions, heads for every cell, and no script', async () => {
    const { names, open } = await pagesOf();
    for (const name of names.filter((one) => one.endsWith('.html'))) {
      const page = open(name);
      expect(page.documentElement.lang, name).to.equal(name.includes('.en.') ? 'en' : 'ja');
      expect(page.querySelectorAll('h1'), name).to.have.length(1);
      expect(page.title, name).to.include(all(page, 'h1')[0]);
      expect(page.querySelectorAll('script, style, [style], [onclick]'), name).to.have.length(0);
      for (const table of page.querySelectorAll('table')) {
        expect(table.caption?.textContent.trim(), name).to.not.equal('');
        expect(table.querySelectorAll('thead th:not([scope=col]), tbody th:not([scope=row])')).to.have.length(0);
        for (const row of table.tBodies[0]?.rows ?? [])
          expect(row.cells.length).to.equal(table.tHead?.rows[0]?.cells.length);
      }
    }
  });

  it('tell everything of every row, under its purpose', async () => {
    const page = (await pagesOf()).open('register.html');
    const rows = all(page, 'tbody th b');
    expect(rows).to.have.members(siteConfig.services.map(({ name }) => name.ja));
    const row = page.querySelector('#noren-google-analytics-4')?.textContent ?? '';
    for (const text of [
      'Google LLC',
      '日本',
      '閲覧したページの URL',
      '閲覧状況の集計と、ページの改善',
      '_ga',
      '保存期間：2年',
    ])
      expect(row).to.include(text);
    expect(page.querySelector('#noren-ad-ebis')?.textContent).to.include('サンプルエナジー株式会社');
    expect(page.querySelector('#purpose-linking')?.parentElement?.querySelector('tbody')?.textContent).to.include(
      'Marketo',
    );
  });

  it('tell what a row keeps of every kind, and how long', async () => {
    const kept = {
      databases: [{ name: 'tag-queue', lifetime: { ja: '30日', en: '30 days' } }],
      caches: [{ name: 'tag-v*' }],
      workers: [{ name: '/tag-worker.js' }],
    };
    const services = siteConfig.services.map((row) => (row.id === 'karte' ? { ...row, ...kept } : row));
    const page = (await pagesOf({ services })).open('register.html');
    const cell = page.querySelector('#noren-karte [data-head=ブラウザに残るもの]')?.textContent ?? '';
    for (const text of ['データベースtag-queue 保存期間：30日', 'キャッシュtag-v*', '裏で動くプログラム/tag-worker.js'])
      expect(cell).to.include(text);
  });

  it('say of a row that waits for more than its purpose when it is used', async () => {
    const purposes = siteConfig.purposes.map((one) => ({
      ...one,
      ...(one.id === 'statistics' && { mode: 'opt-out' }),
    }));
    const services = siteConfig.services.map((row) => ({
      ...row,
      ...(row.id === 'ad-ebis' && { mode: 'opt-in' }),
      ...(row.id === 'google-analytics-4' && { mode: 'opt-out' }),
    }));
    const page = (await pagesOf({ purposes, services } as Partial<SiteConfig>)).open('register.html');
    expect(page.querySelector('#noren-ad-ebis .mode')?.textContent).to.equal('許可された場合にだけ使用します。');
    expect(all(page, 'tr .mode')).to.have.length(1);
  });

  it('say what is still being confirmed', async () => {
    const open = { recipient: null, country: null, recipientPurpose: null };
    const services = siteConfig.services.map((row) => ({ ...row, ...open }));
    const pages = await pagesOf({ services });
    const text = pages.open('register.html').querySelector('tbody')?.textContent ?? '';
    for (const said of ['送信先 会社名を確認中', '送信先の国 確認中', '送信先の目的 確認中'])
      expect(text).to.include(said);
    for (const row of all(pages.open('ad-opt-out.html'), 'tbody th')) expect(row).to.match(/会社名を確認中$/);
  });

  it('lead away without telling from where, and only to https', async () => {
    const page = (await pagesOf()).open('ad-opt-out.html');
    const links = [...page.querySelectorAll<HTMLAnchorElement>('main a')];
    expect(links.length).to.be.above(4);
    for (const { href, rel } of links)
      expect([href.startsWith('https://'), rel]).to.deep.equal([true, 'noopener noreferrer']);
  });

  it('show a row of a former edition in the history alone', async () => {
    const services = siteConfig.services.map((row) => ({
      ...row,
      ...(row.id === 'meta' ? { firstEdition: '5', lastEdition: '5' } : {}),
    }));
    const { open } = await pagesOf({ services });
    expect(all(open('register.html'), 'tbody th b')).to.not.include('Meta ピクセル');
    expect(all(open('ad-opt-out.html'), 'tbody th b')).to.not.include('Meta ピクセル');
    const history = open('register.html').querySelector('#history')?.parentElement?.textContent ?? '';
    expect(history).to.include('終了：Meta ピクセル').and.to.include('追加：Meta ピクセル');
  });

  it('show a row of a coming edition from its day on', async () => {
    const services = siteConfig.services.map((row) => ({
      ...row,
      ...(row.id === 'meta' ? { firstEdition: '6' } : {}),
    }));
    const rows = async (now: string) =>
      all((await pagesOf({ services }, new Date(now))).open('register.html'), 'tbody th b');
    expect(await rows('2026-06-02T00:00:00Z')).to.not.include('Meta ピクセル');
    expect(await rows('2026-06-03T00:00:00Z')).to.include('Meta ピクセル');
  });

  it('run from right to left in languages that do', async () => {
    const { open } = await pagesOf({ languages: ['ja', 'ar', 'he', 'en'] });
    const dir = (name: string) => open(name).documentElement.getAttribute('dir');
    expect(['register.html', 'register.ar.html', 'register.he.html', 'register.en.html'].map(dir)).to.deep.equal([
      null,
      'rtl',
      'rtl',
      null,
    ]);
  });

  it('show a text in the first language where the one of the page has none', async () => {
    const [row] = siteConfig.services as [Service];
    const name = { ja: '日本語だけの名前' };
    const { open } = await pagesOf({ services: [{ ...row, name }] });
    for (const page of ['register.html', 'register.en.html'])
      expect(all(open(page), 'tbody th b')).to.deep.equal([name.ja]);
  });
});

describe('the pages without script while an edition is announced', () => {
  const next: Edition = {
    ...sixth,
    label: '7',
    date: '2026-11-01',
    effectiveAt: '2026-12-20T00:00:00Z',
    material: true,
    affects: ['providers:advertising'],
    changes: [both('広告の送信先が変わります。')],
  };
  const services = siteConfig.services.map((row) => ({
    ...row,
    ...(row.id === 'meta' ? { firstEdition: '7' } : {}),
    ...(row.id === 'linkedin' ? { lastEdition: '6' } : {}),
  }));
  const announced = { editions: [...siteConfig.editions, next], services };

  it('say on the register from when, what changes, and which rows come and go, above the tables', async () => {
    const page = (await pagesOf(announced)).open('register.html');
    expect(all(page, '.notice :is(h2, p, li)')).to.deep.equal([
      '変更のお知らせ',
      '2026年12月20日から、第7版を適用します。',
      '広告の送信先が変わります。',
      '追加する送信先：Meta ピクセル',
      '終了する送信先：LinkedIn インサイトタグ',
      'あらためてお尋ねする項目：行動ターゲティング広告',
    ]);
    const [notice, table] = [page.querySelector('.notice'), page.querySelector('table')] as [Element, Element];
    expect(notice.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING).to.not.equal(0);
    expect(page.querySelector('#noren-meta')).to.equal(null);
    expect(page.querySelector('#noren-linkedin')).to.not.equal(null);
  });

  it('lead there from the page of ad opt-outs where it is about advertising, and only there', async () => {
    const page = (await pagesOf(announced)).open('ad-opt-out.en.html');
    expect(all(page, '.notice')).to.deep.equal([
      'What is sent for advertising changes on December 20, 2026. See what changes',
    ]);
    expect(page.querySelector('.notice a')?.getAttribute('href')).to.equal('register.en.html#coming-1');
    const elsewhere = { ...next, affects: ['purposes:statistics'] };
    const other = await pagesOf({ editions: [...siteConfig.editions, elsewhere] });
    expect(all(other.open('ad-opt-out.html'), '.notice')).to.deep.equal([]);
    expect(all(other.open('register.html'), '.notice')).to.have.length(1);
  });

  it('show the edition from its day on, and announce nothing then', async () => {
    const page = (await pagesOf(announced, new Date(next.effectiveAt))).open('register.html');
    expect(all(page, '.notice')).to.deep.equal([]);
    expect(page.querySelector('#noren-meta')).to.not.equal(null);
    expect(page.querySelector('#noren-linkedin')).to.equal(null);
  });
});

import { startOfDay } from '@noren/model';
import { renderPages } from '@noren/model/pages';
import { publishConfig } from '@noren/model/publish';
import { type Edition, HANDLING_SECTIONS, type JointUse, type Service, type SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { PUBLISHED_AT } from './runtime.ts';

const [fifth, sixth] = siteConfig.editions as [Edition, Edition];
const both = (ja: string, en = ja) => ({ ja, en });

/** The pages of the fixture site, parsed as a browser does. */
async function pagesOf(changes: Partial<SiteConfig> = {}, now = PUBLISHED_AT) {
  const files = renderPages(await publishConfig({ ...siteConfig, ...changes }, now), now);
  const open = (name: string): Document => {
    const file = files.find((one) => one.name === name);
    if (!file) throw new Error(`no ${name} among ${files.map((one) => one.name).join(', ')}`);
    return new DOMParser().parseFromString(file.text, 'text/html');
  };
  return { names: files.map(({ name }) => name), open };
}

const all = (page: Document, selector: string): string[] =>
  [...page.querySelectorAll(selector)].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());

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

  it('show the whole handling notice, with joint use of the companies that have signed', async () => {
    const sections = HANDLING_SECTIONS.map((id) => ({ id, heading: both(`見出し ${id}`), body: [both(`本文 ${id}`)] }));
    const user = (entity: string, signedAt: string) => ({
      entity,
      signedAt,
      responsible: both('管理者'),
      address: both('東京都'),
      representative: both('見本 花子'),
    });
    const { names, open } = await pagesOf({
      editions: [{ ...fifth, sections }, sixth],
      jointUse: {
        items: [both('氏名')],
        purposes: [{ id: 'inquiries' }],
        users: [user('sample-electric', '2025-06-25'), user('sample-energy', '2027-01-01')],
      },
    });
    expect(names).to.include.members(['handling-notice.html', 'joint-use.html', 'joint-use.en.html']);
    const notice = open('handling-notice.html');
    expect(all(notice, 'section > h2').slice(0, 10)).to.deep.equal(sections.map(({ heading }) => heading.ja));
    for (const page of [notice, open('joint-use.html')]) {
      const text = page.body.textContent;
      for (const told of [
        '氏名',
        'お問い合わせとご相談への回答',
        'サンプル電機株式会社',
        '管理者',
        '東京都',
        '見本 花子',
      ])
        expect(text).to.include(told);
      expect(text).to.not.include('サンプルエナジー株式会社');
    }
  });

  it('show a company of joint use from the first minute of its day where the site is', async () => {
    const user = { responsible: both('管理者'), address: both('東京都'), representative: both('見本 花子') };
    const of = async (now: string, timeZone?: string) => {
      const users = [{ entity: 'sample-electric', signedAt: '2026-07-01', ...user }];
      const jointUse: JointUse = { items: [both('氏名')], purposes: [{ id: 'inquiries' }], users };
      const changes = { jointUse, ...(timeZone ? { timeZone } : {}) };
      return all((await pagesOf(changes, new Date(now))).open('joint-use.html'), 'tbody th').length === 1;
    };
    expect(await of('2026-06-30T14:59:59Z')).to.equal(false);
    expect(await of('2026-06-30T15:00:00Z')).to.equal(true);
    expect(await of('2026-07-01T06:59:59Z', 'America/Los_Angeles')).to.equal(false);
    expect(await of('2026-07-01T07:00:00Z', 'America/Los_Angeles')).to.equal(true);
    for (const [zone, begins] of [
      ['Asia/Tokyo', '2026-06-30T15:00:00Z'],
      ['America/Los_Angeles', '2026-07-01T07:00:00Z'],
      ['Pacific/Kiritimati', '2026-06-30T10:00:00Z'],
      ['UTC', '2026-07-01T00:00:00Z'],
    ] as const)
      expect(startOfDay('2026-07-01', zone), zone).to.equal(Date.parse(begins));
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

  it('lead to the site where the config gives a path, though they stand on the host of the API', async () => {
    const changed = { ...sixth, label: '7', effectiveAt: '2999-01-15T03:00:00Z' };
    const terms = (id: string, withdrawUrl: string) => ({
      id,
      kind: 'terms' as const,
      title: both('規約'),
      withdrawUrl,
      editions: [sixth, changed],
    });
    const { open } = await pagesOf({
      documents: [terms('path', '/leave/?from=terms'), terms('address', 'https://members.example/leave/')],
    });
    const wayOut = (id: string) => open(`document-${id}.html`).querySelector('.notice a')?.getAttribute('href');
    expect(wayOut('path')).to.equal('https://portal.example/leave/?from=terms');
    expect(wayOut('address')).to.equal('https://members.example/leave/');
    expect(open('register.html').querySelector('header a')?.getAttribute('href')).to.equal('https://portal.example/');
  });

  it('name each announced change apart from the others', async () => {
    const coming = (label: string, effectiveAt: string) => ({ ...sixth, label, effectiveAt });
    const { open } = await pagesOf({
      documents: [
        {
          id: 'end',
          kind: 'service-end',
          title: both('終了'),
          editions: [sixth, coming('7', '2998-01-15T03:00:00Z'), coming('8', '2999-01-15T03:00:00Z')],
        },
      ],
    });
    const page = open('document-end.html');
    const names = [...page.querySelectorAll('.notice')].map((notice) =>
      (notice.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => page.getElementById(id)?.textContent),
    );
    expect(names).to.deep.equal([
      ['変更のお知らせ', '2998年1月15日から、第7版を適用します。'],
      ['変更のお知らせ', '2999年1月15日から、第8版を適用します。'],
    ]);
  });

  it('say of an announcement before its day that it is to come, not that it is in force', async () => {
    const coming = { ...fifth, label: '1', effectiveAt: '2999-01-15T03:00:00Z' };
    const { open } = await pagesOf({
      documents: [{ id: 'end', kind: 'service-end', title: both('終了'), editions: [coming] }],
    });
    expect(all(open('document-end.html'), '.edition')).to.deep.equal(['2999年1月15日から、第1版を適用します。']);
    expect(all(open('document-end.html'), 'tbody th')).to.deep.equal(['1 適用前']);
  });

  it('say which terms special ones stand over, and nothing of it in the general ones', async () => {
    const of = (id: string, kind: 'terms' | 'special-terms', more: object = {}) => ({
      id,
      kind,
      title: both(`規約 ${id}`),
      editions: [fifth],
      ...more,
    });
    const { open } = await pagesOf({
      documents: [of('general', 'terms'), of('special', 'special-terms', { overrides: 'general' })],
    });
    expect(all(open('document-special.html'), 'main > p')).to.include('「規約 general」より優先して適用します。');
    expect(open('document-general.html').body.textContent).to.not.include('優先して');
  });

  it('show a text in the first language where the one of the page has none', async () => {
    const [row] = siteConfig.services as [Service];
    const name = { ja: '日本語だけの名前' };
    const { open } = await pagesOf({ services: [{ ...row, name }] });
    for (const page of ['register.html', 'register.en.html'])
      expect(all(open(page), 'tbody th b')).to.deep.equal([name.ja]);
  });

  it('tell joint use in the handling notice alone, whatever a section of another document is called', async () => {
    const sections = HANDLING_SECTIONS.map((id) => ({ id, heading: both(`見出し ${id}`), body: [both(`本文 ${id}`)] }));
    const { open } = await pagesOf({
      editions: [{ ...fifth, sections }, sixth],
      jointUse: {
        items: [both('氏名')],
        purposes: [{ id: 'inquiries' }],
        users: [
          {
            entity: 'sample-electric',
            signedAt: '2025-06-25',
            responsible: both('管理者'),
            address: both('東京都'),
            representative: both('見本 花子'),
          },
        ],
      },
      documents: [{ id: 'terms', kind: 'terms', title: both('規約'), editions: [{ ...fifth, sections }] }],
    });
    expect(open('handling-notice.html').querySelector('#section-joint-use ~ table')).to.not.equal(null);
    expect(open('document-terms.html').querySelector('#section-joint-use')?.parentElement?.textContent).to.equal(
      '見出し joint-use\n本文 joint-use',
    );
  });

  describe('say of stopping what the site sends', () => {
    const withModes = async (modes: Readonly<Record<string, 'opt-out' | 'notify'>>, language = '') => {
      const { open } = await pagesOf({
        purposes: siteConfig.purposes.map((purpose) => ({
          ...purpose,
          mode: modes[purpose.id] ?? purpose.mode,
          ...(modes[purpose.id] === 'notify' ? { gpc: false } : {}),
        })),
        // One advertising row of another purpose, without a procedure.
        services: siteConfig.services.map(({ optOutUrl, provider, ...row }) =>
          row.id === 'meta' ? { ...row, purpose: 'statistics' } : { ...row, ...(optOutUrl ? { optOutUrl } : {}) },
        ),
      });
      const page = open(`ad-opt-out${language}.html`);
      return [all(page, 'main > p').join(' '), all(page, '#noren-meta td').join(' ')];
    };

    it('that it can be stopped, where every purpose has a switch', async () => {
      const [intro, row] = await withModes({ advertising: 'opt-out' });
      expect(intro).to.include('このサイトからの送信は「クッキーの設定」で停止できます。');
      expect(row).to.include(
        '停止手続きは確認できていません。 このサイトからの送信は「クッキーの設定」で停止できます。',
      );
    });

    it('which of it can be stopped, where not every purpose has one', async () => {
      const [intro, row] = await withModes({ advertising: 'notify' });
      expect(intro).to.include('「クッキーの設定」で停止できるもの：Meta ピクセル').and.not.include('送信は「クッキー');
      expect(row).to.include('送信は「クッキーの設定」で停止できます。');
      expect((await withModes({ statistics: 'notify' }, '.en'))[1]).to.include('no switch');
    });

    it('that nothing stops it, where no purpose has one', async () => {
      const [intro, row] = await withModes({ advertising: 'notify', statistics: 'notify' });
      for (const text of [intro, row]) {
        expect(text).to.include('スイッチは、「クッキーの設定」にありません。').and.not.include('停止できます');
      }
    });
  });

  it('promise of no row that is told only how to stop it', async () => {
    const purposes = siteConfig.purposes.map((purpose) =>
      purpose.id === 'statistics' ? { ...purpose, mode: 'notify' as const } : purpose,
    );
    const section = (await pagesOf({ purposes })).open('register.html').querySelector('#purpose-statistics ~ .mode');
    expect(section?.textContent).to.include('使用しています。確認できた停止手続きは、送信先ごとに記載しています。');
    const { wordings } = await publishConfig({ ...siteConfig, purposes }, PUBLISHED_AT);
    expect(wordings.ja?.preferences.notifyReason).to.include('確認できた停止手続きは、送信先ごとに');
    expect(wordings.en?.preferences.notifyReason).to.include('Opt-out procedures that we know of');
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

describe('what nobody has found out about an opt-out', () => {
  it('is said to be being confirmed, on the register and on the page of ad opt-outs', async () => {
    const services = siteConfig.services.map(({ provider: _, optOutStops, optOutReach, ...row }) => ({
      ...row,
      ...(row.id === 'google-ads' ? {} : { ...(optOutStops ? { optOutStops } : {}), optOutReach: 'browser' as const }),
    }));
    const { open } = await pagesOf({ services: services.filter(({ optOutUrl }) => optOutUrl) });
    for (const name of ['register.html', 'ad-opt-out.html']) {
      const page = open(name);
      const text = page.querySelector('#noren-google-ads')?.textContent ?? '';
      expect(text, name).to.include('手続きで何が停止するかは、確認中です。');
      expect(text, name).to.include('停止の効果がどこまで及ぶかは、確認中です。');
      const told = page.querySelector('#noren-yahoo-japan-ads')?.textContent ?? '';
      expect(told, name).to.include('手続きをしたブラウザだけに').and.not.include('確認中です。');
    }
  });
});

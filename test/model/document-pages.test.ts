import { startOfDay } from '@noren/model';
import { type Edition, HANDLING_SECTIONS, type JointUse } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { all, both, pagesOf } from './pages-of-site.ts';

const [fifth, sixth] = siteConfig.editions as [Edition, Edition];

describe('the pages without script', () => {
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
});

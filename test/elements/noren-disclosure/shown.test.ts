import { expect } from 'chai';
import { siteConfig } from '../../fixtures/site-config.ts';
import { part, parts, textOf } from '../stage.ts';
import { isOpen, leave, openRegister, rowText, summary, withModes, withRows } from './open-register.ts';

const about = (element: Element, id: string): string => textOf(part(element, `#about-${id}`));

describe('noren-disclosure: what it shows', () => {
  afterEach(leave);

  it('lists the rows of each purpose, in the order of the config', async () => {
    const { element } = await openRegister({ language: 'en' });
    const sections = parts(element, '[part=purpose]').map((section) => [
      section.querySelector('h3')?.innerText,
      ...[...section.querySelectorAll('[part=row]')].map(({ id }) => id.replace('row-', '')),
    ]);
    expect(sections).to.deep.equal(
      siteConfig.purposes.map(({ id, title }) => [
        title.en,
        ...siteConfig.services.filter(({ purpose }) => purpose === id).map((service) => service.id),
      ]),
    );
  });

  it('tells who receives what, and both purposes, while every row is closed', async () => {
    const { element, noren } = await openRegister();
    expect(parts<HTMLDetailsElement>(element, 'details').filter(({ open }) => open)).to.have.length(0);
    for (const { id, name, recipient, information, ownPurpose, recipientPurpose } of (await noren.wording()).services) {
      for (const text of [
        name,
        recipient,
        ...information,
        `当社の目的 ${ownPurpose}`,
        `送信先の目的 ${recipientPurpose}`,
      ]) {
        expect(rowText(element, id)).to.include(text);
      }
    }
  });

  it('opens the rest in place', async () => {
    const { element } = await openRegister({
      language: 'en',
      config: withRows({
        'google-analytics-4': { joinsPerson: { ja: '会員と結び付けます。', en: 'Joined to your account.' } },
      }),
    });
    const closed = rowText(element, 'google-analytics-4');
    expect(closed).not.to.include('Japan');
    summary(element, 'google-analytics-4').click();
    expect(isOpen(element, 'google-analytics-4')).to.equal(true);
    expect(rowText(element, 'google-analytics-4'))
      .to.include('Country of the recipient Japan')
      .and.include('The recipient’s purpose Counting use')
      .and.include('Joined to a person Joined to your account.')
      .and.include('Collected by Sample Electric Corporation')
      .and.include('_ga kept: 2 years')
      .and.include('Stops ads based on interests.');
    summary(element, 'google-analytics-4').click();
    expect(isOpen(element, 'google-analytics-4')).to.equal(false);
  });

  it('says that a country or a purpose is being confirmed where nobody knows it', async () => {
    const { element } = await openRegister({ config: withRows({ karte: { country: null, recipientPurpose: null } }) });
    expect(rowText(element, 'karte')).to.include('送信先の目的 確認中');
    summary(element, 'karte').click();
    expect(rowText(element, 'karte')).to.include('送信先の国 確認中').and.include('送信先の目的 確認中');
    summary(element, 'ad-ebis').click();
    expect(rowText(element, 'ad-ebis')).not.to.include('確認中');
  });

  it('tells what each keeps of every other kind: databases, caches and scripts in the background', async () => {
    const kept = {
      databases: [{ name: 'tag-queue', lifetime: { ja: '30日', en: '30 days' } }],
      caches: [{ name: 'tag-v*' }],
      workers: [{ name: '/tag-worker.js' }],
    };
    const { element } = await openRegister({ config: withRows({ karte: kept }) });
    summary(element, 'karte').click();
    expect(rowText(element, 'karte')).to.match(
      /ブラウザのデータベース tag-queue 保存期間：30日 ブラウザのキャッシュ tag-v\* 裏で動くプログラム \/tag-worker\.js/,
    );
  });

  it('says how far an opt-out reaches', async () => {
    const { element } = await openRegister({
      config: withRows({ meta: { optOutReach: 'account' }, linkedin: { optOutReach: 'browser' } }),
    });
    for (const id of ['meta', 'linkedin']) summary(element, id).click();
    expect(rowText(element, 'meta')).to.include('送信先のアカウントに及びます');
    expect(rowText(element, 'linkedin')).to.include('手続きをしたブラウザだけに及びます');
  });

  it('says of a row that waits for more than its purpose when it is used, while it is closed', async () => {
    const { services } = withRows({ 'ad-ebis': { mode: 'opt-in' }, 'google-analytics-4': { mode: 'opt-out' } });
    const { element } = await openRegister({ config: { ...withModes({ statistics: 'opt-out' }), services } });
    expect(isOpen(element, 'ad-ebis')).to.equal(false);
    expect(rowText(element, 'ad-ebis')).to.include('許可された場合にだけ使用します。');
    expect(rowText(element, 'google-analytics-4')).not.to.include('使用します。');
  });

  it('says of each purpose when it is used, and what a refusal means where it can be refused', async () => {
    const { element } = await openRegister({ config: withModes({ statistics: 'opt-out', advertising: 'notify' }) });
    expect(about(element, 'necessary')).to.include('サイトの表示に欠かせないため、常に使用します。');
    expect(about(element, 'statistics'))
      .to.include('停止されるまで使用します。')
      .and.include('使用しない場合：閲覧状況を');
    expect(about(element, 'recommendation')).to.include('許可された場合にだけ使用します。');
    expect(about(element, 'advertising')).to.include('使用しています。').and.not.include('使用しない場合');
  });

  it('says of a purpose without rows that nobody receives anything for it', async () => {
    const { element } = await openRegister();
    expect(textOf(part(element, '#purpose-identification'))).to.include('送信先はありません。');
    expect(textOf(part(element, '#purpose-statistics'))).not.to.include('送信先はありません。');
  });

  it('names the edition, its day and what it changed, in the language of the page', async () => {
    const { element } = await openRegister({ language: 'en' });
    const header = textOf(part(element, '[part=header]'));
    expect(header).to.match(/^Where information goes, and why /);
    expect(header).to.match(/Edition 6, in force since (3 June 2026|June 3, 2026)/);
    expect(header).to.include('What this edition changed The purposes of cookies and web beacons');
    expect(part(element, '.frame').lang).to.equal('en');
  });

  it('says that choices hold for this page only where the browser keeps no cookies', async () => {
    const { element } = await openRegister({ blocked: true, language: 'en' });
    expect(textOf(part(element, '[part=header]'))).to.include('does not keep cookies');
  });

  it('gives every link a name of its own; those that leave say that they open a new tab', async () => {
    const { element } = await openRegister({ language: 'en' });
    const links = parts<HTMLAnchorElement>(element, 'a');
    const names = links.map((link) => link.textContent.replace(/\s+/g, ' ').trim());
    expect(links.length).to.be.greaterThan(20);
    expect(new Set(names).size).to.equal(names.length);
    for (const [index, link] of links.entries()) {
      if (link.getAttribute('href')?.startsWith('#noren-')) continue;
      expect(names[index]).to.include('opens in a new tab');
      expect([link.target, link.rel]).to.deep.equal(['_blank', 'noopener noreferrer']);
    }
  });

  it('shows markup in a text as text', async () => {
    const markup = '<img src=x onerror="window.hacked = true">';
    const { element } = await openRegister({ config: withRows({ karte: { ownPurpose: { ja: markup, en: markup } } }) });
    expect(rowText(element, 'karte')).to.include(markup);
    expect(parts(element, 'img')).to.have.length(0);
    expect('hacked' in window).to.equal(false);
  });
});

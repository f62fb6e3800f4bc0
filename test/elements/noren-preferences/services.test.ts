import { expect } from 'chai';
import { siteConfig } from '../../fixtures/site-config.ts';
import { runtimeOf } from '../../model/runtime.ts';
import { clear, openPreferences, part, parts, still, textOf } from '../stage.ts';

async function opened(purpose: string, language = 'ja') {
  const { element } = await openPreferences({ language });
  part(element, `#more-${purpose}`).click();
  await still(element);
  return element;
}

describe('noren-preferences: the services of a purpose', () => {
  afterEach(clear);

  it('opens them in place and closes them again', async () => {
    const element = await opened('statistics');
    const button = part(element, '#more-statistics');
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    expect(parts(element, '[part=service]')).to.have.length(3);
    button.click();
    await still(element);
    expect(button.getAttribute('aria-expanded')).to.equal('false');
    expect(part(element, '#services-statistics').hidden).to.equal(true);
  });

  it('counts them in words', async () => {
    const { element } = await openPreferences({ language: 'en' });
    expect(textOf(part(element, '#more-statistics'))).to.equal('See 3 recipients');
    expect(textOf(part(element, '#more-recommendation'))).to.equal('See 1 recipient');
    expect(parts(element, '#more-identification')).to.have.length(0);
  });

  it('tells who receives what, why, who collects it, and how long cookies live', async () => {
    const element = await opened('statistics', 'en');
    const [first, , third] = parts(element, '[part=service]').map(textOf);
    expect(first)
      .to.include('Google Analytics 4')
      .and.include('Recipient Google LLC')
      .and.include('What is sent An identifier kept in a cookie')
      .and.include('Our purpose Counting visits and improving our pages')
      .and.include('The recipient’s purpose Counting use')
      .and.include('Collected by Sample Electric Corporation')
      .and.include('_ga (2 years)');
    expect(third).to.include('Collected by Sample Energy, Inc.');
  });

  it('tells what each keeps of every other kind: databases, caches and scripts in the background', async () => {
    const kept = {
      databases: [{ name: 'tag-queue', lifetime: { ja: '30日', en: '30 days' } }],
      caches: [{ name: 'tag-v*' }],
      workers: [{ name: '/tag-worker.js' }],
    };
    const services = siteConfig.services.map((row) => (row.id === 'karte' ? { ...row, ...kept } : row));
    const { element } = await openPreferences({ config: { ...siteConfig, services } });
    part(element, '#more-recommendation').click();
    await still(element);
    expect(textOf(part(element, '[part=service]'))).to.match(
      /ブラウザのデータベース tag-queue \(30日\) ブラウザのキャッシュ tag-v\* 裏で動くプログラム \/tag-worker\.js/,
    );
  });

  it('says of a purpose that is not known yet that it is being confirmed', async () => {
    const services = siteConfig.services.map((row) => (row.id === 'karte' ? { ...row, recipientPurpose: null } : row));
    const { element } = await openPreferences({ config: { ...siteConfig, services } });
    part(element, '#more-recommendation').click();
    await still(element);
    expect(textOf(part(element, '[part=service]'))).to.include('送信先の目的 確認中');
  });

  it('says of a company whose name is not known yet that it is being confirmed, in both languages', async () => {
    const services = siteConfig.services.map((row) => (row.id === 'karte' ? { ...row, recipient: null } : row));
    for (const [language, words] of [
      ['ja', '送信先 会社名を確認中'],
      ['en', 'Recipient Name of the company being confirmed'],
    ] as const) {
      const { element } = await openPreferences({ language, config: { ...siteConfig, services } });
      part(element, '#more-recommendation').click();
      await still(element);
      expect(textOf(part(element, '[part=service]'))).to.include(words);
      clear();
    }
  });

  it('gives every link a name of its own and says that it opens in a new tab', async () => {
    const { element } = await openPreferences();
    for (const { id } of siteConfig.purposes) parts(element, `#more-${id}`)[0]?.click();
    await still(element);
    const links = parts<HTMLAnchorElement>(element, 'a');
    expect(links.length).to.be.greaterThan(15);
    const names = links.map((link) => link.textContent.replace(/\s+/g, ' ').trim());
    expect(new Set(names).size).to.equal(names.length);
    for (const [index, link] of links.entries()) {
      expect(names[index]).to.include('新しいタブで開きます');
      expect([link.target, link.rel]).to.deep.equal(['_blank', 'noopener noreferrer']);
    }
  });

  it('says of a tag that runs by its own mode that it does, as a site published before could let it', async () => {
    const config = await runtimeOf();
    const services = [{ id: 'ad-ebis', purpose: 'statistics', mode: 'opt-out' as const }, ...config.services];
    const { element } = await openPreferences({ noren: { config: { ...config, services } } });
    part(element, '#more-statistics').click();
    await still(element);
    const [first, , third] = parts(element, '[part=service]').map(textOf);
    expect(first).not.to.include('オフにするまで使用します');
    expect(third).to.include('オフにするまで使用します');
  });
});

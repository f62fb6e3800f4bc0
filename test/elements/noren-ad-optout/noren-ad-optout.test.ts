import { defineElements } from '@noren/elements';
import { renderPages } from '@noren/model/pages';
import { publishConfig } from '@noren/model/publish';
import type { Edition, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../../fixtures/site-config.ts';
import { faults } from '../axe.ts';
import { decidedAll } from '../decisions.ts';
import { inMedium, plainMedium } from '../media.ts';
import { clear, part, parts, type Scene, stage, still, textOf } from '../stage.ts';

const KEY = 'noren-opt-outs';

/** The fixture site, one of whose advertising rows has a switch of its own and one no procedure, with a programme. */
const config: SiteConfig = {
  ...siteConfig,
  // What names a provider would be completed from the catalogue.
  services: siteConfig.services.map(({ optOutUrl, provider, ...row }) => ({
    ...row,
    ...(optOutUrl && row.id !== 'meta' ? { optOutUrl } : {}),
    ...(row.id === 'google-ads' ? { choice: true, optOutReach: 'browser' as const } : {}),
  })),
  industryOptOuts: [
    {
      name: { ja: '業界の手続き', en: 'The programme' },
      operator: { ja: '業界団体', en: 'The association' },
      url: 'https://programme.example/',
      covers: { ja: 'まとめて停止します。', en: 'Stops them all.' },
    },
  ],
};

async function opened(scene: Scene = {}, inside = '') {
  const set = await stage({ config, ...scene });
  document.documentElement.lang = set.noren.state.language;
  const element = document.body.appendChild(document.createElement('noren-ad-optout'));
  element.innerHTML = inside;
  defineElements();
  await customElements.whenDefined('noren-ad-optout');
  element.noren = set.noren;
  await still(element);
  await still(element);
  return { ...set, element };
}

const rowOf = (element: Element, name: string): HTMLElement => {
  const found = parts(element, '[part=row]').find((row) => row.querySelector('h4')?.textContent === name);
  if (!found) throw new RangeError(`no row of ${name}`);
  return found;
};

describe('noren-ad-optout', () => {
  afterEach(async () => {
    clear();
    localStorage.removeItem(KEY);
    await plainMedium();
  });

  it('lists the providers of advertising and no other, each with what it is sent for', async () => {
    const { element } = await opened();
    expect(parts(element, 'h4').map(textOf)).to.have.members([
      'Google 広告',
      'Yahoo!広告',
      'LINE広告',
      'Meta ピクセル',
      'LinkedIn インサイトタグ',
      'Microsoft Advertising',
    ]);
    expect(textOf(rowOf(element, 'Google 広告')))
      .to.include('Google LLC')
      .and.include('広告の効果の測定');
  });

  it('says which of them the switch of their purpose stops, because they have none of their own', async () => {
    const { element } = await opened();
    const said = textOf(part(element, '.switches'));
    expect(said).to.include('個別の切り替えがない');
    for (const name of ['Yahoo!広告', 'LINE広告', 'Meta ピクセル']) expect(said).to.include(name);
    expect(said.replace(/Google 広告のための/g, '')).to.not.include('Google 広告');
    clear();
    const services = config.services.map((row) => ({ ...row, choice: true }));
    const all = await opened({ config: { ...config, services } });
    expect(textOf(part(all.element, '.switches'))).to.not.include('個別の切り替えがない');
  });

  it('leads to the procedure in a new tab, and says that it leaves the site and where its effect ends', async () => {
    const { element } = await opened();
    const row = rowOf(element, 'Google 広告');
    const link = row.querySelector('a');
    expect(link).to.include({ href: 'https://adssettings.google.com/', target: '_blank', rel: 'noopener noreferrer' });
    for (const words of ['このサイトを離れ', '手続きをしたブラウザだけに及びます', '確認できません'])
      expect(textOf(row)).to.include(words);
  });

  it('says so where no procedure is known', async () => {
    const row = rowOf((await opened()).element, 'Meta ピクセル');
    expect(textOf(row)).to.include('停止手続きは確認できていません');
    expect(row.querySelector('a')).to.equal(null);
  });

  it('stops at once what this site sends: all of it, or one provider', async () => {
    const { element, requests, noren } = await opened({ decisions: decidedAll(true) });
    part<HTMLInputElement>(element, '#own-google-ads').click();
    await still(element);
    expect(noren.state.decisions.services['google-ads']).to.equal(false);
    expect(noren.has('advertising')).to.equal(true);
    expect(textOf(part(element, '[role=status]'))).to.equal('Google 広告への送信: オフ');
    part<HTMLInputElement>(element, '#switch-advertising').click();
    await still(element);
    expect(noren.has('advertising')).to.equal(false);
    expect(noren.has('statistics')).to.equal(true);
    expect(requests.map(({ action }) => action)).to.deep.equal(['save', 'save']);
    expect(part<HTMLInputElement>(element, '#own-google-ads').disabled).to.equal(true);
  });

  it('tells which procedures were opened and when, now and on the next visit', async () => {
    const { element } = await opened();
    const link = rowOf(element, 'Google 広告').querySelector('a');
    link?.addEventListener('click', (event) => event.preventDefault());
    link?.click();
    await still(element);
    expect(parts(element, '[part=visited]').map(textOf)).to.have.length(1);
    expect(JSON.parse(localStorage.getItem(KEY) ?? '')).to.have.all.keys('google-ads');
    element.remove();
    const next = await opened();
    expect(textOf(rowOf(next.element, 'Google 広告'))).to.match(/年.*月.*日に、この手続きのページを開きました。/);
    expect(textOf(rowOf(next.element, 'Yahoo!広告'))).to.not.include('開きました');
  });

  for (const [what, kept] of [
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[1,2]'],
    ['something else', '{"google-ads":{"a":1},"line-ads":"<b>"}'],
  ] as const) {
    it(`tells of no visit where ${what} is kept`, async () => {
      localStorage.setItem(KEY, kept);
      expect(parts((await opened()).element, '[part=visited]')).to.deep.equal([]);
    });
  }

  for (const [what, link, event, visited] of [
    ['a click on the link', true, new MouseEvent('click', { bubbles: true, cancelable: true }), true],
    ['the wheel on the link', true, new MouseEvent('auxclick', { bubbles: true, button: 1 }), true],
    ['the menu of the link', true, new MouseEvent('auxclick', { bubbles: true, button: 2 }), false],
    ['a click beside the link', false, new MouseEvent('click', { bubbles: true }), false],
    ['the wheel beside the link', false, new MouseEvent('auxclick', { bubbles: true, button: 1 }), false],
  ] as const) {
    it(`takes ${what} for ${visited ? 'a' : 'no'} visit to the procedure`, async () => {
      const { element } = await opened();
      const found = rowOf(element, 'Google 広告').querySelector('a');
      found?.addEventListener('click', (followed) => followed.preventDefault());
      (link ? found : found?.closest('p'))?.dispatchEvent(event);
      await still(element);
      expect(parts(element, '[part=visited]')).to.have.length(visited ? 1 : 0);
    });
  }

  it('has a switch whose name says what on means, and describes it once', async () => {
    const { element } = await opened({ decisions: decidedAll(true) });
    const control = part<HTMLInputElement>(element, '#switch-advertising');
    const name = [...(control.labels ?? [])].map(textOf).join(' ');
    expect(name).to.equal('「行動ターゲティング広告」のための送信を許可する');
    const about = part(element, `#${control.getAttribute('aria-describedby')}`);
    expect(textOf(about)).to.equal('閲覧した内容に関係する広告を、ほかのサイトでも表示します。');
    expect([control.checked, textOf(part(element, '.all .state'))]).to.deep.equal([true, 'オン']);
  });

  it('promises no stopping here where the site only tells, and has no switch for it', async () => {
    const purposes = config.purposes.map((purpose) =>
      purpose.id === 'advertising' ? { ...purpose, mode: 'notify' as const, gpc: false } : purpose,
    );
    const services = config.services.map(({ choice: _, ...row }) => row);
    for (const [language, said, promised] of [
      ['ja', 'スイッチは、「クッキーの設定」にありません。', '停止できます'],
      ['en', 'have no switch', 'You can stop'],
    ] as const) {
      const { element } = await opened({ config: { ...config, purposes, services }, language });
      expect(textOf(part(element, '.surface')))
        .to.include(said)
        .and.not.include(promised);
      expect(parts(element, '[role=switch]')).to.deep.equal([]);
      expect(textOf(rowOf(element, language === 'ja' ? 'Meta ピクセル' : 'Meta Pixel'))).to.include(said);
      element.remove();
    }
    const switched = await opened();
    expect(textOf(part(switched.element, '.surface'))).to.include('送信は「クッキーの設定」で停止できます。');
  });

  it('says of Global Privacy Control what it stops here, that it stops nothing, or that it is off', async () => {
    const text = async (scene: Scene) => {
      const { element } = await opened({ language: 'en', ...scene });
      const said = textOf(part(element, '.surface'));
      element.remove();
      return said;
    };
    const without = config.purposes.map(({ gpc: _, ...purpose }) => purpose);
    expect(await text({ gpc: true })).to.include('keeps the following off: Advertising based on what you view.');
    expect(await text({ gpc: true, config: { ...config, purposes: without } }))
      .to.include('This site has nothing that this setting switches off.')
      .and.not.include('the following off');
    expect(await text({})).to.include('does not use Global');
  });

  it('names the procedures of the industry', async () => {
    const { element } = await opened({ language: 'en' });
    const last = parts(element, '[part=row]').at(-1);
    expect(last && textOf(last))
      .to.include('Stops them all.')
      .and.include('Run by The association');
  });

  it('leaves what the page has put inside where the words cannot be had', async () => {
    const { element } = await opened({ noren: { wording: () => Promise.reject(new Error('gone')) } }, '<p>中身</p>');
    expect(part(element, 'slot')).to.be.an.instanceOf(HTMLSlotElement);
  });

  for (const language of ['ja', 'en'])
    for (const light of ['light', 'dark'] as const)
      it(`has nothing for axe to find, in ${language}, ${light}`, async function () {
        await inMedium(this, light);
        await opened({ language, decisions: decidedAll(true) });
        expect(await faults()).to.deep.equal([]);
      });
});

describe('noren-ad-optout and the page of ad opt-outs without script', () => {
  afterEach(clear);

  const [first] = siteConfig.editions as [Edition];
  const announced: SiteConfig = {
    ...config,
    editions: [
      ...config.editions,
      { ...first, label: '7', date: '2026-11-01', effectiveAt: '2999-01-01T00:00:00Z', affects: ['*'] },
    ],
  };

  for (const language of ['ja', 'en']) {
    it(`say the same of every provider, and of what is announced: ${language}`, async () => {
      const { element } = await opened({ config: announced, language });
      const now = new Date('2026-11-22T00:00:00Z');
      const file = language === 'ja' ? 'ad-opt-out.html' : `ad-opt-out.${language}.html`;
      const pages = renderPages(await publishConfig(announced, now), now);
      const text = pages.find(({ name }) => name === file)?.text ?? '';
      const page = new DOMParser().parseFromString(text, 'text/html');
      const sentences = (node: Element | null | undefined): string[] =>
        [...(node?.querySelectorAll('p, p > span') ?? [])]
          .map((part) =>
            [...part.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ textContent }) => textContent),
          )
          .map((texts) => texts.join('').replace(/\s+/g, ' ').trim())
          .filter(Boolean);
      const rows = parts(element, '[part=row]').filter((row) => row.querySelector('h4'));
      expect(rows.length).to.be.greaterThan(3);
      for (const row of rows) {
        const name = row.querySelector('h4')?.textContent;
        const other = [...page.querySelectorAll('tbody tr')].find((tr) => tr.querySelector('b')?.textContent === name);
        const same = textOf(other as HTMLElement);
        for (const sentence of sentences(row)) expect(same, `${name}`).to.include(sentence);
        for (const sentence of sentences(other)) expect(textOf(row), `${name}`).to.include(sentence);
      }
      expect(parts(element, '[part=coming] a').map(textOf)).to.deep.equal([
        textOf(page.querySelector('.notice a') as HTMLElement),
      ]);
      expect(await faults()).to.deep.equal([]);
    });
  }
});

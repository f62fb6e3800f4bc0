import { defineElements } from '@noren/elements';
import type { SiteConfig } from '@noren/model/schema';
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

  it('says in words what Global Privacy Control does', async () => {
    const { element } = await opened({ gpc: true, language: 'en' });
    expect(textOf(part(element, '.surface'))).to.include('This site does as it says.');
    element.remove();
    expect(textOf(part((await opened({ language: 'en' })).element, '.surface'))).to.include('does not use Global');
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

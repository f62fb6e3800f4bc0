import { UNDECIDED } from '@noren/model';
import { expect } from 'chai';
import { siteConfig } from '../../fixtures/site-config.ts';
import { decisions } from '../decisions.ts';
import { clear, openPreferences, part, parts, textOf } from '../stage.ts';

const input = (element: Element, id: string) => part<HTMLInputElement>(element, `#switch-${id}`);
const row = (element: Element, id: string) => textOf(part(element, `#purpose-${id}`));
const withModes = (mode: 'opt-out' | 'notify') => ({
  ...siteConfig,
  purposes: siteConfig.purposes.map((purpose) =>
    purpose.id === 'statistics' || purpose.id === 'advertising' ? { ...purpose, mode } : purpose,
  ),
});

describe('noren-preferences: what it shows', () => {
  afterEach(clear);

  it('lists the purposes in the order of the config, in the language of the page', async () => {
    const { element } = await openPreferences({ language: 'en' });
    expect(parts(element, 'h3').map((title) => title.innerText)).to.deep.equal(
      siteConfig.purposes.map(({ title }) => title.en),
    );
  });

  it('has every switch off before a choice where a yes is needed', async () => {
    const { element } = await openPreferences();
    expect(parts<HTMLInputElement>(element, 'input').map(({ checked }) => checked)).to.deep.equal(Array(5).fill(false));
    expect(textOf(part(element, '[part=proof]'))).to.include('まだ選択していません・第6版');
  });

  it('shows what runs until it is switched off as on, and says so', async () => {
    const { element } = await openPreferences({ config: withModes('opt-out') });
    expect(input(element, 'statistics').checked).to.equal(true);
    expect(row(element, 'statistics')).to.include('オフにするまで使用します');
    expect(input(element, 'recommendation').checked).to.equal(false);
  });

  it('gives a purpose that is only told a reason instead of a switch', async () => {
    const { element } = await openPreferences({ config: withModes('notify') });
    expect(parts(element, '#switch-statistics')).to.have.length(0);
    expect(row(element, 'statistics')).to.include('使用しています').and.include('法令に基づいて');
  });

  it('says why what is necessary has no switch', async () => {
    const { element } = await openPreferences();
    expect(parts(element, '#switch-necessary')).to.have.length(0);
    expect(row(element, 'necessary')).to.include('常に有効').and.include('停止できません');
  });

  it('says what stops when a purpose is refused', async () => {
    const { element } = await openPreferences();
    expect(row(element, 'recommendation')).to.include('オフの場合：どなたにも共通の内容を表示します。');
  });

  it('shows the switches as they were decided, with the day and the edition', async () => {
    const { element } = await openPreferences({ decisions: decisions({ statistics: true, advertising: false }) });
    expect(input(element, 'statistics').checked).to.equal(true);
    expect(input(element, 'advertising').checked).to.equal(false);
    expect(textOf(part(element, '[part=proof]'))).to.include('2026年11月22日に選択・第6版');
  });

  it('says of a single open question that it is open, once anything was decided', async () => {
    const { element } = await openPreferences({ decisions: decisions({ statistics: true }) });
    expect(row(element, 'advertising')).to.include('まだ選択していません');
    expect(row(element, 'statistics')).not.to.include('まだ選択していません');
  });

  it('says that the browser asked for a purpose to be off, until the visitor decides otherwise', async () => {
    const undecided = await openPreferences({ gpc: true });
    expect(row(undecided.element, 'advertising')).to.include('Global Privacy Control');
    expect(row(undecided.element, 'statistics')).not.to.include('Global Privacy Control');
    clear();
    const decided = await openPreferences({ gpc: true, decisions: { ...decisions({ advertising: true }), gpc: true } });
    expect(input(decided.element, 'advertising').checked).to.equal(true);
    expect(row(decided.element, 'advertising')).not.to.include('Global Privacy Control');
    clear();
    // A yes in spite of it that has expired counts no longer.
    const expired = { advertising: { granted: true, edition: 2, at: 0 } };
    const { element } = await openPreferences({ gpc: true, decisions: { ...UNDECIDED, purposes: expired, gpc: true } });
    expect(input(element, 'advertising').checked).to.equal(false);
    expect(row(element, 'advertising')).to.include('Global Privacy Control');
  });

  it('says that a choice holds for this page only where the browser keeps no cookies', async () => {
    const { element } = await openPreferences({ blocked: true, language: 'en' });
    expect(textOf(part(element, '[part=header]'))).to.include('does not keep cookies');
  });

  it('shows markup in a text as text', async () => {
    const markup = '<img src=x onerror="window.hacked = true">';
    const config = {
      ...siteConfig,
      purposes: siteConfig.purposes.map((purpose) => ({ ...purpose, title: { ja: markup, en: markup } })),
    };
    const { element } = await openPreferences({ config });
    expect(row(element, 'statistics')).to.include(markup);
    expect(parts(element, 'img')).to.have.length(0);
    expect('hacked' in window).to.equal(false);
  });

  it('takes its Noren from the page when nobody hands it over', async () => {
    const { noren } = await openPreferences({}, true);
    clear();
    const page = window as { noren?: unknown };
    page.noren = { push: (callback: (given: unknown) => void) => callback(noren) };
    document.body.append(Object.assign(document.createElement('noren-preferences'), { inline: true }));
    const element = document.querySelector('noren-preferences');
    expect(element?.noren === noren).to.equal(true);
    delete page.noren;
  });
});

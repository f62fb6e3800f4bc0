import { expect } from 'chai';
import { siteConfig } from '../../fixtures/site-config.ts';
import { press } from '../keyboard.ts';
import { part, parts, still, textOf } from '../stage.ts';
import { input, leave, openRegister, type Register, seen, withRows } from './open-register.ts';

const found = (element: Register): string => textOf(part(element, '#found'));

function type(element: Register, text: string): void {
  const field = input(element, '[type=search]');
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

function choose(element: Register, purpose: string): void {
  const select = part<HTMLSelectElement>(element, 'select');
  select.value = purpose;
  select.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

describe('noren-disclosure: finding a row', () => {
  afterEach(leave);

  it('shows all of them and counts them while nothing is looked for', async () => {
    const { element } = await openRegister({ language: 'en' });
    expect(seen(element)).to.deep.equal(siteConfig.services.map(({ id }) => id));
    expect(found(element)).to.equal(`${siteConfig.services.length} recipients.`);
  });

  for (const [what, text, ids] of [
    ['the name', 'clarity', ['microsoft-clarity']],
    ['the recipient', 'Plaid', ['karte']],
    ['a cookie', '_clck', ['microsoft-clarity']],
    ['a database', 'tag-queue', ['karte']],
    ['what is sent', 'secret handshake', ['linkedin']],
    ['the site’s purpose', 'whale watching', ['linkedin']],
    ['the recipient’s purpose', 'maintaining and improving google', ['google-analytics-4']],
    ['the title of its purpose', 'recommendations', ['karte']],
    ['full-width letters', 'ＣＬＡＲＩＴＹ', ['microsoft-clarity']],
    ['several words in any order', 'clarity microsoft', ['microsoft-clarity']],
    ['words with an ideographic space', 'microsoft　clarity', ['microsoft-clarity']],
    ['white space alone', '  ', siteConfig.services.map(({ id }) => id)],
    ['what means something elsewhere', '.*', []],
  ] as const) {
    it(`finds by ${what}`, async () => {
      const config = withRows({
        karte: { databases: [{ name: 'tag-queue' }] },
        linkedin: {
          information: [{ ja: '合言葉', en: 'Secret handshake' }],
          ownPurpose: { ja: 'くじらの観察会へのご案内', en: 'Inviting you to our whale watching tours' },
        },
      });
      const { element } = await openRegister({ language: 'en', config });
      type(element, text);
      expect(seen(element)).to.deep.equal(ids);
    });
  }

  it('finds half-width kana and what is written with them', async () => {
    const { element } = await openRegister({
      config: withRows({ karte: { ownPurpose: { ja: 'ｸｼﾞﾗの観察会へのご案内', en: 'Inviting you to tours' } } }),
    });
    type(element, 'クジラ');
    expect(seen(element)).to.deep.equal(['karte']);
  });

  it('counts what it found in a polite status, and says when there is nothing', async () => {
    const { element } = await openRegister();
    expect(part(element, '#found').getAttribute('role')).to.equal('status');
    type(element, 'microsoft');
    expect(found(element)).to.equal(`${seen(element).length}件の送信先があります。`);
    type(element, 'no such thing');
    expect(found(element)).to.equal('当てはまる送信先はありません。');
    expect(parts(element, '[part=purpose]').filter((section) => !section.hidden)).to.have.length(0);
    type(element, '');
    expect(seen(element)).to.have.length(siteConfig.services.length);
    expect(parts(element, '[part=purpose]').filter((section) => section.hidden)).to.have.length(0);
  });

  it('shows one purpose, alone and together with a search', async () => {
    const { element } = await openRegister({ language: 'en' });
    choose(element, 'statistics');
    expect(seen(element)).to.deep.equal(['google-analytics-4', 'microsoft-clarity', 'ad-ebis']);
    type(element, 'google');
    expect(seen(element)).to.deep.equal(['google-analytics-4']);
    choose(element, '');
    expect(seen(element)).to.deep.equal(['google-analytics-4', 'google-ads']);
  });

  it('keeps what was found when the state changes', async () => {
    const { element, decide } = await openRegister();
    type(element, 'clarity');
    decide({ purposes: { statistics: true } }, 'other-tab');
    await still(element);
    expect(seen(element)).to.deep.equal(['microsoft-clarity']);
  });

  it('draws nothing again while somebody types', async () => {
    const { element } = await openRegister();
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    for (const list of parts(element, '.rows')) observer.observe(list, { childList: true, subtree: true });
    type(element, 'clarity');
    await still(element);
    expect(seen(element)).to.have.length(1);
    expect(changes).to.have.length(0);
    observer.disconnect();
  });

  it('does not leave the page on Enter', async () => {
    const { element } = await openRegister();
    const { href } = location;
    type(element, 'clarity');
    input(element, '[type=search]').focus();
    await press('Enter');
    expect(location.href).to.equal(href);
    expect(seen(element)).to.deep.equal(['microsoft-clarity']);
  });
});

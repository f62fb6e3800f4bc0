import { expect } from 'chai';
import { decidedAll, decisions } from '../decisions.ts';
import { clear, closed, openPreferences, part, parts, still, textOf } from '../stage.ts';

const input = (element: Element, id: string) => part<HTMLInputElement>(element, `#switch-${id}`);
const own = (element: Element, id: string) => part<HTMLInputElement>(element, `#own-${id}`);
const status = (element: Element) => textOf(part(element, '[role=status]'));

describe('noren-preferences: choosing', () => {
  afterEach(clear);

  it('asks for everything that was offered when it saves, and changes nothing itself', async () => {
    const { element, requests } = await openPreferences();
    input(element, 'statistics').click();
    expect(requests).to.deep.equal([]);
    await still(element);
    part(element, '[part~=save]').click();
    expect(requests).to.deep.equal([
      {
        action: 'save',
        purposes: {
          statistics: true,
          recommendation: false,
          identification: false,
          linking: false,
          advertising: false,
        },
        services: { 'google-analytics-4': true, 'microsoft-clarity': true },
        surface: 'preferences',
      },
    ]);
  });

  for (const action of ['accept-all', 'reject-all'] as const) {
    it(`asks to ${action} with one press and shows what the store then holds`, async () => {
      const { element, requests } = await openPreferences();
      part(element, `[part~=${action}]`).click();
      await still(element);
      expect(requests).to.deep.equal([{ action, surface: 'preferences' }]);
      const shown = parts<HTMLInputElement>(element, 'input').map(({ checked }) => checked);
      expect(shown).to.deep.equal(Array(5).fill(action === 'accept-all'));
      expect(status(element)).to.equal('選択を保存しました。');
    });
  }

  it('sends requests that bubble and cross shadow roots', async () => {
    const { element } = await openPreferences();
    const heard = new Promise<CustomEvent>((resolve) =>
      document.addEventListener('noren-request', (event) => resolve(event as CustomEvent), { once: true }),
    );
    part(element, '[part~=save]').click();
    const { bubbles, composed, target } = await heard;
    expect([bubbles, composed, target === element]).to.deep.equal([true, true, true]);
  });

  it('renders what the store says even when it says no', async () => {
    const { element } = await openPreferences();
    window.addEventListener('noren-request', (event) => event.stopImmediatePropagation(), {
      capture: true,
      once: true,
    });
    input(element, 'statistics').click();
    await still(element);
    part(element, '[part~=save]').click();
    await still(element);
    expect(status(element)).to.equal('保存していない変更があります。');
  });

  it('keeps linking out of reach until identification is on, and says what it needs', async () => {
    const { element } = await openPreferences();
    const about = () => textOf(part(element, '#about-linking'));
    expect(input(element, 'linking').disabled).to.equal(true);
    expect(about()).to.include('「メールのリンクによる識別」が必要です。');
    input(element, 'identification').click();
    await still(element);
    expect(input(element, 'linking').disabled).to.equal(false);
    expect(about()).not.to.include('が必要です');
  });

  it('switches linking off with identification, and not on again by itself', async () => {
    const { element } = await openPreferences({ decisions: decidedAll(true) });
    expect(input(element, 'linking').checked).to.equal(true);
    input(element, 'identification').click();
    await still(element);
    expect(input(element, 'linking').checked).to.equal(false);
    input(element, 'identification').click();
    await still(element);
    expect(input(element, 'linking').checked).to.equal(false);
    expect(input(element, 'linking').disabled).to.equal(false);
  });

  it('narrows a purpose to some of its services', async () => {
    const { element, requests } = await openPreferences({ decisions: decisions({ statistics: true }) });
    part(element, '#more-statistics').click();
    await still(element);
    own(element, 'microsoft-clarity').click();
    await still(element);
    expect(input(element, 'statistics').checked).to.equal(true);
    part(element, '[part~=save]').click();
    await still(element);
    expect(requests.at(-1)?.services).to.deep.equal({ 'google-analytics-4': true, 'microsoft-clarity': false });
    expect(own(element, 'microsoft-clarity').checked).to.equal(false);
    expect(input(element, 'statistics').checked).to.equal(true);
  });

  it('switches all services of a purpose off and on with it', async () => {
    const { element } = await openPreferences({ decisions: decisions({ statistics: true }) });
    part(element, '#more-statistics').click();
    await still(element);
    input(element, 'statistics').click();
    await still(element);
    expect(own(element, 'google-analytics-4').checked).to.equal(false);
    expect(own(element, 'google-analytics-4').disabled).to.equal(true);
    input(element, 'statistics').click();
    await still(element);
    expect(own(element, 'google-analytics-4').checked).to.equal(true);
  });

  it('does not remember services as refused that were off only with their purpose', async () => {
    const { element } = await openPreferences({
      decisions: decisions({ statistics: false }, { 'google-analytics-4': false, 'microsoft-clarity': false }),
    });
    part(element, '#more-statistics').click();
    input(element, 'statistics').click();
    await still(element);
    expect(own(element, 'google-analytics-4').checked).to.equal(true);
  });

  it('offers a switch only for the services that the site offers one for', async () => {
    const { element } = await openPreferences();
    part(element, '#more-statistics').click();
    await still(element);
    expect(parts(element, '[id^=own-]').map(({ id }) => id)).to.deep.equal([
      'own-google-analytics-4',
      'own-microsoft-clarity',
    ]);
  });

  it('keeps what was switched and not saved when it is closed, and says so when it is opened again', async () => {
    const { element, requests } = await openPreferences();
    input(element, 'statistics').click();
    await still(element);
    const isClosed = closed(element);
    element.hide();
    await isClosed;
    await still(element);
    expect(requests).to.deep.equal([{ action: 'hide', surface: 'preferences' }]);
    await element.show();
    await still(element);
    expect(input(element, 'statistics').checked).to.equal(true);
    expect(status(element)).to.equal('保存していない変更があります。');
    expect(part(element, 'dialog').getAttribute('aria-describedby')).to.include(part(element, '[role=status]').id);
  });

  it('keeps what was switched when another tab decides, and takes over the rest', async () => {
    const { element, decide } = await openPreferences();
    input(element, 'statistics').click();
    await still(element);
    decide({ purposes: { statistics: false, advertising: true } }, 'other-tab');
    await still(element);
    expect(input(element, 'statistics').checked).to.equal(true);
    expect(input(element, 'advertising').checked).to.equal(true);
    expect(status(element)).to.equal('保存していない変更があります。');
  });

  it('has nothing unsaved once a switch is back where it was', async () => {
    const { element } = await openPreferences();
    input(element, 'statistics').click();
    await still(element);
    input(element, 'statistics').click();
    await still(element);
    expect(status(element)).to.equal('');
  });
});

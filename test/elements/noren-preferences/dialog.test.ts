import { expect } from 'chai';
import { hasFocus, press, tabTo } from '../keyboard.ts';
import { clear, closed, openPreferences, part, parts, place, stage, still, textOf } from '../stage.ts';

const isOpen = (element: Element) => part<HTMLDialogElement>(element, 'dialog').open;

describe('noren-preferences: opening and closing', () => {
  afterEach(clear);

  it('takes no room in the page until it is opened', async () => {
    const { noren } = await stage();
    const element = await place('noren-preferences', noren);
    expect(isOpen(element)).to.equal(false);
    expect(element.getBoundingClientRect().height).to.equal(0);
    expect(document.body.getBoundingClientRect().height).to.equal(0);
  });

  it('is laid out before it is opened, unseen and out of reach', async () => {
    const before = document.body.appendChild(document.createElement('button'));
    const { noren } = await stage();
    const element = await place('noren-preferences', noren);
    const after = document.body.appendChild(document.createElement('button'));
    await still(element);
    const save = part(element, '[part~=save]');
    expect(save.getBoundingClientRect().height).to.be.greaterThan(0);
    expect(save.checkVisibility({ visibilityProperty: true })).to.equal(false);
    before.focus();
    await press('Tab');
    expect(hasFocus(after)).to.equal(true);
    save.focus();
    expect(hasFocus(after)).to.equal(true);
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    expect([scrollWidth, scrollHeight]).to.deep.equal([clientWidth, clientHeight]);
  });

  it('can be seen in its first frame', async () => {
    const { noren } = await stage();
    const element = await place('noren-preferences', noren);
    await still(element);
    await element.show();
    const dialog = part(element, 'dialog');
    const [rise] = dialog.getAnimations();
    rise?.pause();
    if (rise) rise.currentTime = 0;
    expect(rise?.effect?.getComputedTiming().progress).to.equal(0);
    expect(Number(getComputedStyle(dialog).opacity)).to.be.greaterThan(0.2);
    expect(dialog.checkVisibility({ visibilityProperty: true })).to.equal(true);
  });

  it('is a modal dialog named by its title, which gets the focus', async () => {
    const { element } = await openPreferences();
    expect(part(element, 'dialog').matches(':modal')).to.equal(true);
    expect(hasFocus(part(element, '#title'))).to.equal(true);
    expect(part(element, 'dialog').getAttribute('aria-labelledby')).to.equal('title');
  });

  it('closes with Esc, decides nothing, says that it has closed, and gives the focus back', async () => {
    const opener = document.body.appendChild(document.createElement('button'));
    opener.focus();
    const { element, requests } = await openPreferences();
    const isClosed = closed(element);
    await press('Escape');
    await isClosed;
    await still(element);
    expect(isOpen(element)).to.equal(false);
    expect(hasFocus(opener)).to.equal(true);
    expect(requests).to.deep.equal([{ action: 'hide', surface: 'preferences' }]);
  });

  it('closes with ×, decides nothing, and gives the focus back', async () => {
    const opener = document.body.appendChild(document.createElement('button'));
    opener.focus();
    const { element, requests } = await openPreferences();
    const isClosed = closed(element);
    part(element, '.close').click();
    await isClosed;
    await still(element);
    expect(isOpen(element)).to.equal(false);
    expect(hasFocus(opener)).to.equal(true);
    expect(requests.map(({ action }) => action)).to.deep.equal(['hide']);
  });

  it('stays open where it is opened again before the browser has told that it was closed', async () => {
    const { element, requests } = await openPreferences();
    const told = closed(element);
    element.hide();
    await element.show();
    await told;
    await still(element);
    expect(isOpen(element)).to.equal(true);
    expect(requests).to.deep.equal([]);
  });

  it('stays open after a choice, so that what it did can be read', async () => {
    const { element } = await openPreferences();
    part(element, '[part~=reject-all]').click();
    await still(element);
    expect(isOpen(element)).to.equal(true);
  });

  it('works whole by keyboard', async () => {
    const { element, requests } = await openPreferences();
    await press('Tab');
    expect(hasFocus(part(element, '.close'))).to.equal(true);
    await tabTo('#switch-statistics');
    await press('Space');
    await tabTo('#more-statistics');
    await press('Enter');
    await still(element);
    await tabTo('#own-microsoft-clarity');
    await press('Space');
    await tabTo('#switch-identification');
    await press('Space');
    await still(element);
    await tabTo('#switch-linking');
    await tabTo('[part~=save]');
    await press('Enter');
    await still(element);
    expect(requests).to.deep.equal([
      {
        action: 'save',
        purposes: { statistics: true, recommendation: false, identification: true, linking: false, advertising: false },
        services: { 'google-analytics-4': true, 'microsoft-clarity': false },
        surface: 'preferences',
      },
    ]);
    expect(hasFocus(part(element, '[part~=save]'))).to.equal(true);
  });

  it('lets the keyboard stop at nothing that has no name, also where its purposes scroll', async () => {
    const { element } = await openPreferences();
    Object.assign(part(element, '.rows').style, { height: '99px', overflow: 'auto' });
    for (let presses = 0; presses < 8; presses += 1) {
      await press('Tab');
      expect(element.shadowRoot?.activeElement?.className).not.to.equal('rows');
    }
  });

  it('is a section of the page with inline, with nothing to close', async () => {
    const { element } = await openPreferences({}, true);
    expect(parts(element, 'dialog')).to.have.length(0);
    expect(parts(element, '.close')).to.have.length(0);
    expect(part(element, 'section').getAttribute('aria-labelledby')).to.equal('title');
    await element.show();
    expect(hasFocus(part(element, '#title'))).to.equal(true);
  });
});

describe('noren-preferences: without its words', () => {
  afterEach(clear);

  it('says so, and lets everybody refuse or allow all the same', async () => {
    const { element, requests } = await openPreferences({
      noren: { wording: () => Promise.reject(new Error('offline')) },
    });
    expect(textOf(part(element, '[role=status]'))).to.include('読み込めませんでした');
    expect(parts(element, '.actions button').map(textOf)).to.deep.equal(['必要なものだけ許可する', 'すべて許可する']);
    part(element, '[part~=reject-all]').click();
    await still(element);
    expect(requests).to.deep.equal([{ action: 'reject-all', surface: 'preferences' }]);
    expect(textOf(part(element, '[role=status]'))).to.equal('選択を保存しました。');
  });

  it('tries again when it is asked to', async () => {
    const { noren: whole } = await stage({ language: 'en' });
    let offline = true;
    const { element } = await openPreferences({
      language: 'en',
      noren: {
        wording: () => (offline ? Promise.reject(new Error('offline')) : whole.wording()),
      },
    });
    offline = false;
    part(element, '[part~=retry]').click();
    await still(element);
    expect(parts(element, '[part=purpose]')).to.have.length(6);
    expect(textOf(part(element, 'h2'))).to.equal('Cookie settings');
  });

  it('opens before they have come, with the focus where it stays', async () => {
    let arrive: () => void = () => {};
    const { noren: whole } = await stage();
    const { element } = await openPreferences({
      noren: { wording: () => new Promise((resolve) => (arrive = () => resolve(whole.wording()))) },
    });
    expect(isOpen(element)).to.equal(true);
    expect(textOf(part(element, '[role=status]'))).to.include('読み込んでいます');
    expect(hasFocus(part(element, '#title'))).to.equal(true);
    arrive();
    await still(element);
    expect(parts(element, '[part=purpose]')).to.have.length(6);
    expect(hasFocus(part(element, '#title'))).to.equal(true);
  });
});

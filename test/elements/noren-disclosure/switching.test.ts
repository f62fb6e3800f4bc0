import { expect } from 'chai';
import { runtimeOf } from '../../model/runtime.ts';
import { decidedAll, decisions } from '../decisions.ts';
import { part, parts, still, textOf } from '../stage.ts';
import { input, leave, openRegister, rowText, withModes } from './open-register.ts';

describe('noren-disclosure: switching', () => {
  afterEach(leave);

  it('requests one change at once, and decides nothing else', async () => {
    const { element, requests } = await openRegister({ decisions: decisions({ advertising: true }) });
    input(element, '#switch-statistics').click();
    expect(requests).to.deep.equal([
      {
        action: 'save',
        purposes: { statistics: true },
        services: {},
        surface: 'preferences',
      },
    ]);
  });

  it('narrows a purpose by the switch of one row', async () => {
    const { element, requests, noren } = await openRegister({ decisions: decisions({ statistics: true }) });
    input(element, '#own-microsoft-clarity').click();
    await still(element);
    expect(requests[0]?.services).to.deep.equal({ 'microsoft-clarity': false });
    expect(noren.state.decisions.services).to.deep.equal({ 'microsoft-clarity': false });
    expect(input(element, '#own-microsoft-clarity').checked).to.equal(false);
    expect(input(element, '#own-google-analytics-4').checked).to.equal(true);
    expect(input(element, '#switch-statistics').checked).to.equal(true);
  });

  it('keeps a row’s own refusal when another purpose is switched', async () => {
    const { element, noren } = await openRegister({
      decisions: decisions({ statistics: true }, { 'microsoft-clarity': false }),
    });
    input(element, '#switch-recommendation').click();
    await still(element);
    expect(noren.state.decisions.services).to.deep.equal({ 'microsoft-clarity': false });
    expect(noren.has('recommendation')).to.equal(true);
  });

  it('sends requests that bubble and cross shadow roots', async () => {
    const { element } = await openRegister();
    const heard = new Promise<CustomEvent>((resolve) =>
      document.addEventListener('noren-request', (event) => resolve(event as CustomEvent), { once: true }),
    );
    input(element, '#switch-statistics').click();
    const { bubbles, composed, target } = await heard;
    expect([bubbles, composed, target === element]).to.deep.equal([true, true, true]);
  });

  it('shows what the store holds even when it says no', async () => {
    const { element } = await openRegister();
    const no = (event: Event): void => event.stopImmediatePropagation();
    window.addEventListener('noren-request', no, { capture: true, once: true });
    input(element, '#switch-statistics').click();
    await still(element);
    expect(input(element, '#switch-statistics').checked).to.equal(false);
    expect(textOf(part(element, '.spoken[role=status]'))).to.equal('統計: オフ');
  });

  it('follows a choice made elsewhere', async () => {
    const { element, decide } = await openRegister();
    decide({ purposes: { statistics: true } }, 'other-tab');
    await still(element);
    expect(input(element, '#switch-statistics').checked).to.equal(true);
    expect(input(element, '#own-google-analytics-4').disabled).to.equal(false);
  });

  it('speaks of the state after each press', async () => {
    const { element } = await openRegister({ language: 'en', decisions: decisions({ statistics: true }) });
    const spoken = part(element, '.spoken[role=status]');
    expect(textOf(spoken)).to.equal('');
    input(element, '#own-google-analytics-4').click();
    await still(element);
    expect(textOf(spoken)).to.equal('Sending to Google Analytics 4: Off');
    input(element, '#switch-advertising').click();
    await still(element);
    expect(textOf(spoken)).to.equal('Advertising based on what you view: On');
  });

  it('offers switches where the mode of the purpose allows them, and for rows that have one', async () => {
    const { element } = await openRegister({
      config: withModes({ recommendation: 'notify', advertising: 'opt-out' }),
    });
    expect(parts(element, '[role=switch]').map(({ id }) => id)).to.deep.equal([
      'switch-statistics',
      'own-google-analytics-4',
      'own-microsoft-clarity',
      'switch-identification',
      'switch-linking',
      'switch-advertising',
    ]);
    expect(input(element, '#switch-advertising').checked).to.equal(true);
  });

  it('has no switch for a row whose purpose cannot be switched', async () => {
    const { element } = await openRegister({ config: withModes({ statistics: 'notify' }) });
    expect(parts(element, '[id^=own-]')).to.have.length(0);
  });

  it('keeps linking out of reach until identification is on, and says what it needs', async () => {
    const { element } = await openRegister();
    expect(input(element, '#switch-linking').disabled).to.equal(true);
    expect(textOf(part(element, '#about-linking'))).to.include('「メールのリンクによる識別」が必要です。');
    input(element, '#switch-identification').click();
    await still(element);
    expect(input(element, '#switch-linking').disabled).to.equal(false);
  });

  it('switches linking off with identification', async () => {
    const { element, requests } = await openRegister({ decisions: decidedAll(true) });
    input(element, '#switch-identification').click();
    await still(element);
    expect(requests[0]?.purposes).to.deep.equal({ identification: false, linking: false });
    expect(input(element, '#switch-linking').checked).to.equal(false);
  });

  it('says of a row that runs by its own mode that it does, as a site published before could let it', async () => {
    const config = await runtimeOf();
    const services = [{ id: 'ad-ebis', purpose: 'statistics', mode: 'opt-out' as const }, ...config.services];
    const { element } = await openRegister({ noren: { config: { ...config, services } } });
    expect(rowText(element, 'ad-ebis')).to.include('オフにするまで使用します');
    expect(rowText(element, 'google-analytics-4')).not.to.include('オフにするまで使用します');
  });

  it('says that Global Privacy Control has switched a purpose off', async () => {
    const { element } = await openRegister({ gpc: true });
    expect(textOf(part(element, '#about-advertising'))).to.include('Global Privacy Control');
    expect(textOf(part(element, '#about-statistics'))).not.to.include('Global Privacy Control');
  });
});

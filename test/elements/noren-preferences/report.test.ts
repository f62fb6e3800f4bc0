import { expect } from 'chai';
import { decidedAll } from '../decisions.ts';
import { clear, openPreferences, part, parts, type Scene, still, textOf } from '../stage.ts';

async function withdrawn(scene: Scene) {
  const set = await openPreferences({ decisions: decidedAll(true), ...scene });
  part(set.element, '[part~=reject-all]').click();
  await still(set.element);
  return { ...set, footer: part(set.element, '[part=footer]') };
}

describe('noren-preferences: what a withdrawal did', () => {
  afterEach(clear);

  it('names what was stopped and what was deleted', async () => {
    const { footer } = await withdrawn({ language: 'en', revoked: { erased: ['_ga', '_ga_X1', '_clck'] } });
    expect(textOf(footer))
      .to.include('Your choice has been saved.')
      .and.include('No longer allowed: Google Analytics 4, Microsoft Clarity')
      .and.include('Deleted from this browser: _ga, _ga_X1, and _clck')
      .and.not.include('Could not be deleted');
  });

  it('admits what this browser could not delete and links to the procedure of exactly that provider', async () => {
    const { footer, element } = await withdrawn({ revoked: { kept: ['_fbp'] } });
    expect(textOf(footer)).to.include('このブラウザからは削除できませんでした：_fbp。');
    const links = parts<HTMLAnchorElement>(element, '.after a');
    expect(links.map(({ textContent }) => textContent.trim().split(' ↗')[0])).to.deep.equal([
      'Meta ピクセルの停止手続き',
    ]);
  });

  it('links to the provider of what could not be deleted also where that was refused before', async () => {
    const { element } = await withdrawn({ revoked: { services: ['microsoft-clarity'], kept: ['_fbp'] } });
    expect(parts(element, '.after a').map(({ textContent }) => textContent?.trim().split(' ↗')[0])).to.deep.equal([
      'Meta ピクセルの停止手続き',
    ]);
  });

  it('keeps apart what is in use, which goes with the tabs that use it, and offers the reload that deletes it', async () => {
    const { footer, element } = await withdrawn({ revoked: { kept: ['_fbp', 'queue'], inUse: ['queue'] } });
    expect(textOf(footer))
      .to.include('このブラウザからは削除できませんでした：_fbp。')
      .and.include('使用中のため、まだ削除できていません：queue。')
      .and.include('ほかのタブを閉じて');
    expect(parts(element, '[part~=reload]')).to.have.length(1);
  });

  it('admits what this browser does not let it look for, and links to the procedure of its provider', async () => {
    const { footer, element } = await withdrawn({ language: 'en', revoked: { unchecked: ['queue-*', '_fbp'] } });
    expect(textOf(footer)).to.include('This browser cannot tell whether these are still there: queue-* and _fbp.');
    expect(parts(element, '.after a').map(({ textContent }) => textContent?.trim().split(' ↗')[0])).to.deep.equal([
      'How to stop Meta Pixel',
    ]);
  });

  it('names what may still be running', async () => {
    const { footer } = await withdrawn({ revoked: { running: ['microsoft-clarity'], stillRunning: true } });
    expect(textOf(footer))
      .to.include('まだ動作していることがあります：Microsoft Clarity。')
      .and.not.include('このページで動作中のものは');
  });

  it('says where each recipient can be asked to stop and to delete what no site can: its own cookies, what it has received', async () => {
    const { element } = await withdrawn({});
    const list = part<HTMLDetailsElement>(element, '[part=elsewhere]');
    expect(list.open).to.equal(false);
    expect(textOf(part(element, '[part=elsewhere] summary'))).to.equal('送信先での停止と削除（10件）');
    part(element, '[part=elsewhere] summary').click();
    expect(textOf(list)).to.include('このサイトからは削除できません。');
    const links = parts<HTMLAnchorElement>(element, '[part=elsewhere] a');
    const meta = links.filter(({ textContent }) => textContent.includes('Meta ピクセル'));
    expect(meta.map(({ textContent }) => textContent.trim().split(' ↗')[0])).to.deep.equal([
      'Meta ピクセルの停止手続き',
      'Meta ピクセルのプライバシーポリシー',
    ]);
    for (const { href, target, rel } of links) {
      expect(href).to.match(/^https:/);
      expect({ target, rel }).to.deep.equal({ target: '_blank', rel: 'noopener noreferrer' });
    }
  });

  it('says that what runs stops after a reload, and reloads only when it is asked to', async () => {
    const { footer, element } = await withdrawn({ revoked: { stillRunning: true } });
    expect(textOf(footer)).to.include('読み込み直すと停止します');
    let asked = 0;
    element.addEventListener('noren-reload', (event) => {
      event.preventDefault();
      asked += 1;
    });
    part(element, '[part~=reload]').click();
    expect(asked).to.equal(1);
  });

  it('says all of it in the polite live region that was there before', async () => {
    const { element } = await openPreferences({ decisions: decidedAll(true), revoked: { erased: ['_ga'] } });
    const region = part(element, '[role=status]');
    expect(textOf(region)).to.equal('');
    part(element, '[part~=reject-all]').click();
    await still(element);
    expect(part(element, '[role=status]') === region).to.equal(true);
    expect(textOf(region)).to.include('選択を保存しました。').and.include('_ga');
  });

  it('is gone once something is switched, and when the settings are opened another time', async () => {
    const { element } = await withdrawn({ revoked: { stillRunning: true } });
    part(element, '#switch-statistics').click();
    await still(element);
    expect(parts(element, '[part~=reload]')).to.have.length(0);
    part(element, '[part~=accept-all]').click();
    part(element, '[part~=reject-all]').click();
    element.hide();
    await element.show();
    await still(element);
    expect(textOf(part(element, '[role=status]'))).to.equal('');
  });

  it('does not claim that this visitor saved what another tab withdrew', async () => {
    const { element, decide } = await openPreferences({ decisions: decidedAll(true) });
    decide({ purposes: { statistics: false } }, 'other-tab');
    await still(element);
    expect(textOf(part(element, '[role=status]'))).to.equal('');
    expect(part<HTMLInputElement>(element, '#switch-statistics').checked).to.equal(false);
  });
});

import type { History } from '@noren/core';
import { expect } from 'chai';
import { siteConfig } from '../../fixtures/site-config.ts';
import { decidedAll } from '../decisions.ts';
import { clear, openPreferences, part, parts, type Scene, still, textOf } from '../stage.ts';

const newest = '019abc00-0000-7000-8000-000000000002';
const history: History = {
  source: 'server',
  entries: [
    {
      id: newest,
      at: '2026-11-22T03:00:00Z',
      edition: '6',
      control: 'save',
      purposes: { statistics: true, recommendation: false, advertising: false },
      services: { 'google-analytics-4': true, 'microsoft-clarity': false },
      recorded: true,
    },
    {
      id: '019abc00-0000-7000-8000-000000000001',
      at: '2026-10-02T03:00:00Z',
      edition: '5',
      control: 'accept-all',
      purposes: { statistics: true, advertising: true },
      services: {},
      recorded: false,
    },
  ],
};
const config = { ...siteConfig, api: '/noren' };

async function opened(scene: Scene) {
  const set = await openPreferences({ config, language: 'en', decisions: decidedAll(true), ...scene });
  part(set.element, '[aria-controls=history]').click();
  await still(set.element);
  return set.element;
}

describe('noren-preferences: the record of choices', () => {
  afterEach(clear);

  it('reads nothing before it is opened', async () => {
    let reads = 0;
    const count = async () => {
      reads += 1;
      return history;
    };
    const { element } = await openPreferences({ noren: { history: count } });
    expect(reads).to.equal(0);
    part(element, '[aria-controls=history]').click();
    await still(element);
    expect(reads).to.equal(1);
  });

  it('lists the choices, newest first, with control, edition, what was allowed and refused, and the number', async () => {
    const element = await opened({ history });
    const [first, second] = parts(element, '[part=record]').map(textOf);
    expect(first)
      .to.include('Chosen one by one')
      .and.match(/Chosen on November 2\d, 2026.*, edition 6/)
      .and.include('allowed Statistics')
      .and.include('refused Recommendations, Advertising based on what you view, and Microsoft Clarity')
      .and.include(newest);
    expect(second).to.include('Allowed all').and.include('edition 5').and.not.include('refused');
  });

  it('saves the receipt of a record as a file', async () => {
    const element = await opened({ history });
    const saved: { download: string; href: string }[] = [];
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push({ download: this.download, href: this.href });
    };
    part(element, '[part=receipt]').click();
    await still(element);
    HTMLAnchorElement.prototype.click = click;
    expect(saved.map(({ download }) => download)).to.deep.equal([`noren-receipt-${newest}.jws`]);
    expect(await (await fetch(saved[0]?.href ?? '')).text()).to.equal(`receipt.of.${newest}`);
  });

  it('names each receipt after its record, and waits for those that are not recorded', async () => {
    const element = await opened({ history });
    expect(parts(element, '[part=receipt]')).to.have.length(1);
    expect(part(element, '[part=receipt]').getAttribute('aria-labelledby')).to.equal(
      `receipt-${newest} record-${newest}`,
    );
    expect(textOf(parts(element, '[part=record]')[1] ?? element)).to.include('once the server has recorded');
  });

  it('says that a receipt could not be loaded', async () => {
    const element = await opened({ history, noren: { receipt: () => Promise.reject(new Error('offline')) } });
    part(element, '[part=receipt]').click();
    await still(element);
    expect(textOf(parts(element, '[part=record]')[0] ?? element)).to.include('could not be loaded');
  });

  it('says when there is no record, and when only the one of this browser can be read', async () => {
    const empty = await opened({});
    expect(textOf(part(empty, '[part=history]'))).to.equal('There is no record yet.');
    clear();
    const offline = await opened({ history: { ...history, source: 'browser' } });
    expect(textOf(part(offline, '[part=history]'))).to.include('cannot be read right now');
  });

  it('promises no receipt where there is no server', async () => {
    const element = await opened({ config: siteConfig, history: { ...history, source: 'browser' } });
    const text = textOf(part(element, '[part=history]'));
    expect(text).not.to.include('receipt').and.not.include('server');
  });

  it('says of what only this browser keeps that nothing else proves it, and names the words that were shown', async () => {
    const [first] = history.entries;
    const here = { ...first, hereOnly: true, recorded: false, language: 'ja', wording: 'hash-of-the-words' } as never;
    const plain = await opened({ config: siteConfig, history: { source: 'browser', entries: [here] } });
    const text = textOf(part(plain, '[part=history]'));
    expect(text.match(/Nothing outside it proves/g)).to.have.length(1);
    expect(text).to.include('Text shown Japanese hash-of-the-words').and.not.include(newest);
    clear();
    // On a site that has an API by now, it is told of that one alone.
    const entries = [history.entries[0], { ...history.entries[1], hereOnly: true }] as History['entries'];
    const mixed = await opened({ history: { source: 'server', entries } });
    const [proven, unproven] = parts(mixed, '[part=record]').map(textOf);
    expect(proven).to.include(newest).and.not.include('proves');
    expect(unproven).to.include('Nothing outside it proves').and.not.include('once the server has recorded');
  });

  it('is drawn whatever a damaged copy says of its language', async () => {
    for (const language of ['', 'not a tag', '__proto__', 7, {}] as never[]) {
      const entries = [{ ...history.entries[0], hereOnly: true, language }] as History['entries'];
      const element = await opened({ config: siteConfig, history: { source: 'browser', entries } });
      expect(parts(element, '[part=record]')).to.have.length(1);
      clear();
    }
  });

  it('reads again after a choice and when the server has confirmed it', async () => {
    let reads = 0;
    const { element, emit } = await openPreferences({
      config,
      noren: {
        history: async () => {
          reads += 1;
          return { source: 'server', entries: history.entries.slice(0, reads) };
        },
      },
    });
    part(element, '[aria-controls=history]').click();
    await still(element);
    expect(parts(element, '[part=record]')).to.have.length(1);
    emit('synced', { pending: 0 });
    await still(element);
    expect(parts(element, '[part=record]')).to.have.length(2);
  });
});

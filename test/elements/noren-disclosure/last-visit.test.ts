import { expect } from 'chai';
import { siteConfig } from '../../fixtures/site-config.ts';
import { decidedAll } from '../decisions.ts';
import { parts, type Scene, textOf } from '../stage.ts';
import {
  frame,
  input,
  leave,
  openRegister,
  type Register,
  rowText,
  seen,
  withModes,
  withRows,
} from './open-register.ts';

const KEY = 'noren-register';
const kept = (): string | null => localStorage.getItem(KEY);
const badges = (element: Register): string[] => parts(element, '[part=badge]').map(textOf);

/** The register before somebody who has chosen: on this site, which asks, nothing is kept for anybody else. */
const opened = (scene: Scene = {}) => openRegister({ decisions: decidedAll(false), ...scene });

/** Reads the register once, as it was then, and leaves. */
async function visit(scene: Scene = {}): Promise<void> {
  const { element } = await opened(scene);
  await frame();
  element.remove();
}

const without = (id: string) => ({
  ...siteConfig,
  services: siteConfig.services.filter((row) => row.id !== id),
});
const optional = siteConfig.purposes.filter(({ mode }) => mode !== 'always').map(({ id }) => id);
const told = Object.fromEntries(optional.map((id) => [id, 'notify' as const]));
const running = Object.fromEntries(optional.map((id) => [id, 'opt-out' as const]));
const waiting = (id: string) => (id === 'meta' ? { mode: 'opt-in' as const } : {});
const changedPurpose = { ownPurpose: { ja: 'くじらの観察会へのご案内', en: 'Inviting you to tours' } };

describe('noren-disclosure: since the last visit', () => {
  afterEach(leave);

  it('marks nothing at the first visit, and keeps it after the rows were shown', async () => {
    const { element } = await opened();
    expect(badges(element)).to.deep.equal([]);
    expect(parts(element, '[name=onlyMarked]')).to.have.length(0);
    await frame();
    const map = JSON.parse(kept() ?? '').ja;
    expect(Object.keys(map)).to.have.members(siteConfig.services.map(({ id }) => id));
    for (const hash of Object.values(map)) expect(hash).to.match(/^[0-9a-z]{1,7}$/);
  });

  it('keeps nothing in the browser of somebody who has not chosen yet, where anything waits for a yes', async () => {
    const waits = {
      ...withModes(running),
      services: siteConfig.services.map((row) => ({ ...row, ...waiting(row.id) })),
    };
    for (const config of [siteConfig, waits]) {
      const { element } = await openRegister({ config });
      await frame();
      expect(kept()).to.equal(null);
      element.remove();
    }
  });

  it('marks what is new and what has changed for somebody who was never asked, where nothing waits for a yes', async () => {
    for (const mode of ['notify', 'opt-out'] as const) {
      const { purposes } = withModes(mode === 'notify' ? told : running);
      const { element } = await openRegister({ config: { ...without('meta'), purposes } });
      await frame();
      element.remove();
      const next = await openRegister({ config: { ...withRows({ karte: changedPurpose }), purposes } });
      expect([badges(next.element).sort(), next.requests], mode).to.deep.equal([['変更あり', '新規'], []]);
      await leave();
    }
  });

  it('keeps what was read before a choice once one is made', async () => {
    const { element, decide } = await openRegister();
    await frame();
    expect(kept()).to.equal(null);
    decide({ purposes: { statistics: false } }, 'save');
    await element.updateComplete;
    await frame();
    expect(Object.keys(JSON.parse(kept() ?? '').ja)).to.include('meta');
  });

  it('does not keep it before they were shown', async () => {
    await opened({ noren: { wording: () => new Promise(() => {}) } });
    await frame();
    expect(kept()).to.equal(null);
  });

  it('marks what is new and what has changed at the next visit, and nothing at the one after', async () => {
    await visit({ config: without('meta') });
    const config = withRows({ karte: changedPurpose });
    const { element } = await opened({ config });
    expect(rowText(element, 'meta')).to.include('新規');
    expect(rowText(element, 'karte')).to.include('変更あり');
    expect(badges(element)).to.have.length(2);
    await frame();
    element.remove();
    const next = await opened({ config });
    expect(badges(next.element)).to.deep.equal([]);
  });

  it('shows only what has changed when asked to', async () => {
    await visit({ config: without('meta') });
    const { element } = await opened({ config: withRows({ karte: changedPurpose }) });
    input(element, '[name=onlyMarked]').click();
    expect(seen(element)).to.deep.equal(['karte', 'meta']);
    input(element, '[name=onlyMarked]').click();
    expect(seen(element)).to.have.length(siteConfig.services.length);
  });

  it('does not take what a row tells of its own history for a change', async () => {
    await visit();
    const { element } = await opened({ config: withRows({ karte: { firstEdition: '5' } }) });
    expect(badges(element)).to.deep.equal([]);
  });

  it('remembers each language by itself', async () => {
    await visit();
    const { element } = await opened({ language: 'en' });
    expect(badges(element)).to.deep.equal([]);
    await frame();
    element.remove();
    expect(Object.keys(JSON.parse(kept() ?? ''))).to.deep.equal(['ja', 'en']);
    const again = await opened({ config: withRows({ karte: changedPurpose }) });
    expect(badges(again.element)).to.deep.equal(['変更あり']);
  });

  it('writes only what differs', async () => {
    await visit();
    const write = Storage.prototype.setItem;
    const written: string[] = [];
    Storage.prototype.setItem = function (key, value) {
      written.push(key);
      write.call(this, key, value);
    };
    try {
      await visit();
      expect(written).to.deep.equal([]);
      await visit({ config: without('meta') });
      expect(written).to.deep.equal([KEY]);
    } finally {
      Storage.prototype.setItem = write;
    }
  });

  for (const [what, text] of [
    ['no JSON', '{"ja":'],
    ['null', 'null'],
    ['a number', '42'],
    ['a text', '"ja"'],
    ['a list', '[{"ja":1}]'],
    ['null for the language', '{"ja":null}'],
    ['a text for the language', '{"ja":"meta"}'],
    ['a list for the language', '{"ja":["meta"]}'],
    ['another register', '{"ja":{"somebody-else":"abc"}}'],
    ['a prototype', '{"__proto__":{"ja":{"meta":"x"}}}'],
    ['something huge', `{"ja":{"meta":"${'x'.repeat(300_000)}"}}`],
  ] as const) {
    it(`marks nothing where it finds ${what}, and keeps its own from then on`, async () => {
      localStorage.setItem(KEY, text);
      const { element } = await opened();
      expect(badges(element)).to.deep.equal([]);
      await frame();
      expect(Object.keys(JSON.parse(kept() ?? '').ja)).to.include('meta');
    });
  }

  for (const method of ['getItem', 'setItem'] as const) {
    it(`works where the browser blocks ${method}`, async () => {
      const allowed = Storage.prototype[method];
      const thrown: unknown[] = [];
      const onError = (event: ErrorEvent): number => thrown.push(event.error);
      window.addEventListener('error', onError);
      Object.assign(Storage.prototype, {
        [method]: () => {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
      try {
        const { element } = await opened();
        await frame();
        expect(seen(element)).to.have.length(siteConfig.services.length);
        expect(badges(element)).to.deep.equal([]);
        expect(thrown).to.deep.equal([]);
      } finally {
        Object.assign(Storage.prototype, { [method]: allowed });
        window.removeEventListener('error', onError);
      }
    });
  }
});

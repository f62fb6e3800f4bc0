import { COOKIE_MAX_LENGTH } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { keep, keptPurposes } from './kept-cookie.ts';
import { next, record } from './moments.ts';
import { closePages, openPage, type Page } from './page.ts';

const optOut = async (): Promise<RuntimeConfig> => {
  const config = await runtimeOf();
  return {
    ...config,
    purposes: config.purposes.map((row) => (row.mode === 'opt-in' ? { ...row, mode: 'opt-out' } : row)),
  };
};
const write = ({ document }: Page, value: string): void => {
  document.cookie = `noren=${value};path=/`;
};

describe('a cookie that cannot be read', () => {
  afterEach(closePages);

  for (const [what, value, code] of [
    ['malformed', 'yes', 'cookie-malformed'],
    ['not URL-encoded', '%E0%A4%A', 'cookie-malformed'],
    ['polluting', encodeURIComponent('{"v":1,"p":{"__proto__":[1,1,1]}}'), 'cookie-malformed'],
    ['of a newer version', encodeURIComponent('{"v":9,"p":{}}'), 'cookie-newer-version'],
    ['oversized', 'x'.repeat(COOKIE_MAX_LENGTH + 1), 'cookie-oversized'],
  ]) {
    it(`runs nothing optional and asks everything, with a code: ${what}`, async () => {
      const page = await openPage();
      write(page, value as string);
      const error = next<{ code: string }>(page.window, 'noren:error');
      const noren = page.lab.noren({ config: await optOut() });
      expect((await error).code).to.equal(code);
      expect(noren.config.purposes.filter(({ id }) => noren.has(id)).map(({ id }) => id)).to.deep.equal(['necessary']);
      expect(noren.state.questions).to.have.length(5);
    });
  }

  it('stays closed when its notice is only acknowledged: it may have been a refusal', async () => {
    const page = await openPage();
    write(page, 'unreadable');
    const noren = page.lab.noren({ config: await optOut() });
    noren.acknowledge();
    expect(noren.has('statistics')).to.equal(false);
    expect(noren.hidden).to.equal(1);
    expect(page.document.cookie).to.equal('noren=unreadable');
  });

  it('is replaced by the next choice', async () => {
    const page = await openPage();
    write(page, 'unreadable');
    const noren = page.lab.noren({ config: await runtimeOf() });
    noren.decide({ purposes: { statistics: true } });
    expect(keptPurposes()).to.deep.equal({ statistics: true });
    expect(noren.has('statistics')).to.equal(true);
  });
});

describe('a browser that does not keep the cookie', () => {
  afterEach(closePages);

  const blocked: Record<string, PropertyDescriptor> = {
    'refuses to speak of cookies': {
      get: () => {
        throw new DOMException('The document is sandboxed.', 'SecurityError');
      },
      set: () => {
        throw new DOMException('The document is sandboxed.', 'SecurityError');
      },
    },
    'drops every cookie': { get: () => '', set: () => undefined },
  };
  for (const [what, jar] of Object.entries(blocked)) {
    it(`keeps the choice for as long as the page is open, and says so: ${what}`, async () => {
      const page = await openPage('<template data-noren="statistics"><b></b></template>');
      Object.defineProperty(page.document, 'cookie', jar);
      const noren = page.lab.noren({ config: await runtimeOf() });
      noren.decide({ purposes: { statistics: true } });
      expect(noren.state.blocked).to.equal(true);
      expect(page.document.querySelector('b')).to.not.equal(null);
      noren.decide({ purposes: { advertising: true } });
      page.document.dispatchEvent(new Event('visibilitychange'));
      expect(noren.has({ and: ['statistics', 'advertising'] })).to.equal(true);
      noren.withdraw('statistics');
      expect(page.document.querySelector('b')).to.equal(null);
    });
  }

  it('has no older yes left when a choice is too long for the cookie', async () => {
    keep({ statistics: true });
    const page = await openPage();
    const config = await runtimeOf();
    const ids = Array.from({ length: 60 }, (_, index) => `a-service-with-a-long-name-${index}`);
    const many = { ...config, services: ids.map((id) => ({ id, purpose: 'statistics' })) };
    const noren = page.lab.noren({ config: many });
    const services = Object.fromEntries(ids.map((id) => [id, false]));
    noren.decide({ purposes: { statistics: false }, services });
    expect(page.document.cookie).to.equal('');
    expect(noren.state.blocked).to.equal(true);
    expect(noren.has('statistics')).to.equal(false);
  });
});

describe('a cookie that is deleted while the page is open', () => {
  afterEach(closePages);

  it('takes its permissions with it as soon as the page looks again', async () => {
    keep({ statistics: true });
    const page = await openPage('<template data-noren="statistics"><b></b></template>');
    const noren = page.lab.noren({ config: await runtimeOf() });
    const changes = record(page.window, 'change');
    page.document.cookie = 'noren=;path=/;max-age=0';
    page.document.dispatchEvent(new Event('visibilitychange'));
    expect(page.document.querySelector('b')).to.equal(null);
    expect(noren.state.questions).to.have.length(5);
    expect(changes).to.have.length(1);
    page.document.dispatchEvent(new Event('visibilitychange'));
    expect(changes).to.have.length(1);
  });

  it('does not come back with the next choice', async () => {
    keep({ statistics: true, advertising: true });
    const page = await openPage();
    const noren = page.lab.noren({ config: await runtimeOf() });
    page.document.cookie = 'noren=;path=/;max-age=0';
    noren.decide({ purposes: { statistics: false } });
    expect(keptPurposes()).to.deep.equal({ statistics: false });
    expect(noren.has('advertising')).to.equal(false);
  });
});

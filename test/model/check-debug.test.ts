import { checkConfig, loaderFileOf, publishConfig, renderStrictLoader } from '@noren/model/publish';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { PUBLISHED_AT } from './runtime.ts';

const origins = ['https://www.example.co.jp', 'https://staging.example.co.jp', 'https://shop-dev.example.co.jp'];

/** Paths at which a config is warned of the inspector where visitors come. */
function warnedAt(hosts: string[]): string[] {
  const { findings } = checkConfig({ ...siteConfig, origins, debug: { hosts } });
  return findings.filter(({ code }) => code === 'debug-on-production').map(({ path }) => path);
}

describe('hosts of the inspector', () => {
  it('are warned of where visitors come, and not where a site is tried out', () => {
    expect(warnedAt(['staging.example.co.jp', 'shop-dev.example.co.jp', '*.preview.example.co.jp'])).to.deep.equal([]);
    expect(warnedAt(['staging.example.co.jp', 'www.example.co.jp', '*.example.co.jp'])).to.deep.equal([
      'debug.hosts[1]',
      'debug.hosts[2]',
    ]);
    const ofPort = {
      ...siteConfig,
      origins: ['https://www.example.co.jp:8443'],
      debug: { hosts: ['*.example.co.jp:8443'] },
    };
    expect(checkConfig(ofPort).findings.map(({ code }) => code)).to.include('debug-on-production');
  });

  it('are hosts, and nothing else is taken', () => {
    for (const debug of [{ hosts: ['https://staging.example.co.jp/'] }, { host: 'a.example' }, true]) {
      const { config, findings } = checkConfig({ ...siteConfig, debug });
      expect(config, JSON.stringify(debug)).to.equal(undefined);
      expect(findings[0]?.path).to.match(/^debug/);
    }
  });

  it('bring the loader that has it, with the rules of hosts in it once', async () => {
    const plain = await publishConfig(siteConfig, PUBLISHED_AT);
    expect(loaderFileOf(plain.runtime)).to.equal('noren.js');
    const published = await publishConfig({ ...siteConfig, debug: {} }, PUBLISHED_AT);
    expect(loaderFileOf(published.runtime)).to.equal('noren-extended.js');
    expect(published.runtime.debug?.rules).to.deep.equal(published.strict);
    const text = renderStrictLoader("'__NOREN_RUNTIME_CONFIG__'", published);
    expect(text.split('"rows"')).to.have.length(2);
    expect(text).to.contain('"debug":{}');
  });
});

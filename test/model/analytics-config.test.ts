import { checkConfig, loaderFileOf } from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { runtimeOf } from './runtime.ts';

const codes = (changes: Partial<SiteConfig>): string[] =>
  checkConfig({ ...siteConfig, ...changes }).findings.map(({ code, path }) => `${code} ${path}`);

describe('site analytics in a config', () => {
  it('is carried by a loader that can bring it, with what personalised links hold, and by no other', async () => {
    const personalUrls = { joined: [{ ja: '会社名' }], keptFor: { ja: '解除するまで' }, hold: ['mkt_tok'] };
    const runtime = await runtimeOf({ pageViews: { hash: true }, personalUrls, api: '/noren' });
    expect(runtime.pageViews).to.deep.equal({ hash: true, hold: ['mkt_tok'] });
    expect(loaderFileOf(runtime)).to.equal('noren-extended.js');
    expect((await runtimeOf({ pageViews: true })).pageViews).to.deep.equal({});
    expect(loaderFileOf(await runtimeOf())).to.equal('noren.js');
  });

  it('needs the purpose that releases it', () => {
    const purposes = siteConfig.purposes.filter(({ id }) => id !== 'statistics');
    const services = siteConfig.services.filter(({ purpose }) => purpose !== 'statistics');
    const found = codes({ purposes, services, pageViews: true, bridges: { matomo: {}, 'data-layer': {} } });
    expect(found.filter((text) => text.startsWith('unknown-purpose'))).to.deep.equal([
      'unknown-purpose pageViews',
      'unknown-purpose bridges.matomo',
    ]);
  });

  it('takes no address that is not https, no schema that is none and no name that is no variable’s', () => {
    expect(codes({ bridges: { endpoint: { url: 'http://collect.example/' } } })).to.deep.equal([
      'invalid-value bridges.endpoint.url',
    ]);
    expect(codes({ bridges: { snowplow: { schemas: { order: 'https://schema.example/' } } } })).to.deep.equal([
      'invalid-value bridges.snowplow.schemas.order',
    ]);
    expect(codes({ bridges: { posthog: { name: 'post-hog' } } })).to.deep.equal(['invalid-value bridges.posthog.name']);
  });
});

import { PROBLEMS } from '@noren/api';
import { expect, test } from './fixture.ts';

interface Document {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
  components: { schemas: Record<string, { required?: string[] }> };
}

test.describe('documentation', () => {
  test.use({ options: { basePath: '/noren' } });

  test('the OpenAPI document describes every route, from the schemas that check', async ({ stage }) => {
    const response = await stage.fetch('/noren/openapi.json');
    const document = (await response.json()) as Document;
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: '/noren' }]);
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(operations.sort()).toEqual([
      'delete /v1/mail/webhooks/{id}',
      'delete /v1/personal-urls/campaigns/{campaign}',
      'delete /v1/sites/{site}/member',
      'get /.well-known/jwks.json',
      'get /health',
      'get /v1/mail/audience',
      'get /v1/mail/confirm/{token}',
      'get /v1/mail/proof',
      'get /v1/mail/unsubscribe/{token}',
      'get /v1/mail/webhooks',
      'get /v1/mail/webhooks/{id}/dead',
      'get /v1/mail/wordings/{hash}',
      'get /v1/notices/{hash}',
      'get /v1/personal-urls/campaigns/{campaign}',
      'get /v1/sites/{site}/config',
      'get /v1/sites/{site}/documents/{document}/acceptances',
      'get /v1/sites/{site}/head-snippet.html',
      'get /v1/sites/{site}/head-snippet.json',
      'get /v1/sites/{site}/joined-recipients',
      'get /v1/sites/{site}/mail/preferences',
      'get /v1/sites/{site}/mail/preferences/history',
      'get /v1/sites/{site}/members/export',
      'get /v1/sites/{site}/noren-strict.js',
      'get /v1/sites/{site}/noren.js',
      'get /v1/sites/{site}/records',
      'get /v1/sites/{site}/records/joined-recipients',
      'get /v1/sites/{site}/records/{id}/receipt',
      'get /v1/sites/{site}/strict-head-snippet.html',
      'get /v1/sites/{site}/strict-head-snippet.json',
      'get /v1/sites/{site}/undeclared',
      'get /v1/sites/{site}/{file}',
      'get /v1/wordings/{hash}',
      'patch /v1/sites/{site}/mail/preferences',
      'post /v1/mail/check',
      'post /v1/mail/confirm/{token}',
      'post /v1/mail/imports',
      'post /v1/mail/list-headers',
      'post /v1/mail/reports',
      'post /v1/mail/unsubscribe/{token}',
      'post /v1/mail/webhooks',
      'post /v1/mail/webhooks/{id}/replay',
      'post /v1/mail/webhooks/{id}/secret',
      'post /v1/personal-urls',
      'post /v1/sites/{site}/documents/{document}/acceptances',
      'post /v1/sites/{site}/documents/{document}/notices',
      'post /v1/sites/{site}/documents/{document}/withdrawals',
      'post /v1/sites/{site}/member',
      'post /v1/sites/{site}/members/clocks',
      'post /v1/sites/{site}/members/departures',
      'post /v1/sites/{site}/personal-urls/redeem',
      'post /v1/sites/{site}/records',
      'post /v1/sites/{site}/undeclared',
      'put /v1/sites/{site}/config',
      'put /v1/sites/{site}/member/mail-links',
      'put /v1/sites/{site}/members/overrides',
    ]);
    expect(document.components.schemas.RecordRequest?.required).toEqual(
      expect.arrayContaining(['id', 'decidedAt', 'sentAt', 'wording', 'chosen']),
    );
    expect(document.components.schemas.ConsentRecord?.required).toEqual(
      expect.arrayContaining(['previous', 'actingEntity', 'responsibleEntity', 'basis']),
    );
    const references = JSON.stringify(document).match(/#\/components\/schemas\/\w+/g) ?? [];
    for (const reference of references)
      expect(Object.keys(document.components.schemas)).toContain(reference.split('/').at(-1));
  });

  test('the page of it needs no script and no style but its own file', async ({ stage }) => {
    const response = await stage.fetch('/noren/docs');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    const html = await response.text();
    expect(html).toContain('<html lang="en">');
    expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=|https?:\/\//);
    const stylesheet = /<link rel="stylesheet" href="([^"]+)"/.exec(html)?.[1] ?? '';
    const style = await stage.fetch(stylesheet);
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(await style.text()).not.toMatch(/url\(|@import/);
  });

  test('the page names every refusal, and its links lead somewhere', async ({ stage }) => {
    const html = await (await stage.fetch('/noren/docs')).text();
    for (const code of Object.keys(PROBLEMS)) expect(html).toContain(`<code>${code}</code>`);
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const [, target = ''] of html.matchAll(/ href="#([^"]+)"/g)) expect(ids, target).toContain(target);
    expect(ids.size).toBe([...html.matchAll(/ id="/g)].length);
  });

  test('under a base path the public keys are at the root too', async ({ stage }) => {
    const [root, under] = await Promise.all(
      ['/.well-known/jwks.json', '/noren/.well-known/jwks.json'].map(async (path) => (await stage.fetch(path)).text()),
    );
    expect(root).toBe(under);
    expect((await stage.fetch('/v1/sites/portal/config')).status).toBe(404);
    expect((await stage.fetch('/noren/v1/sites/portal/config')).status).toBe(200);
  });
});

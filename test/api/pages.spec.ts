import type { Edition, SiteConfig } from '@noren/model/schema';
import { expect, onEachEngine, type Stage, test } from './fixture.ts';
import { sampleConfig } from './sample-config.ts';

const page = (name: string): string => `/v1/sites/portal/${name}`;
const textOf = async (stage: Stage, name: string): Promise<string> => (await stage.fetch(page(name))).text();

/** The sample's terms, with an edition that is in force from July on. */
function withTerms(): SiteConfig {
  const config = sampleConfig();
  const [first] = config.editions as [Edition];
  const section = (ja: string, en: string) => ({
    id: 'one',
    heading: { ja: '第1条', en: 'Article 1' },
    body: [{ ja, en }],
  });
  const editions = [
    { ...first, sections: [section('旧い文', 'The old text')] },
    { ...first, label: '2', effectiveAt: '2026-07-01T00:00:00Z', sections: [section('新しい文', 'The new text')] },
  ];
  const terms = {
    id: 'terms',
    kind: 'terms' as const,
    title: { ja: '規約', en: 'Terms' },
    withdrawUrl: '/leave/',
    editions,
  };
  return { ...config, documents: [terms] };
}

onEachEngine(() => {
  test('the register is a page in every language, without script and by itself', async ({ stage }) => {
    const response = await stage.fetch(page('register.html'));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, max-age=300',
      'content-security-policy': expect.stringContaining("default-src 'none'; style-src 'self'"),
      'x-content-type-options': 'nosniff',
    });
    const text = await response.text();
    expect(text).toContain('<html lang="ja">');
    expect(text).toContain('計測株式会社');
    expect(text).not.toContain('<script');
    expect(await textOf(stage, 'register.en.html')).toContain('Meter Inc.');
    const style = await stage.fetch(page('pages.css'));
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  test('a caller who has a page gets it once', async ({ stage }) => {
    const etag = (await stage.fetch(page('register.html'))).headers.get('etag') ?? '';
    const again = await stage.fetch(page('register.html'), { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await stage.api.publish({ ...sampleConfig(), name: { ja: '別の名前', en: 'Another name' } }, { actor: 'test' });
    const changed = await stage.fetch(page('register.html'), { headers: { 'if-none-match': etag } });
    expect([changed.status, (await changed.text()).includes('別の名前')]).toEqual([200, true]);
  });

  test('a browser that sends Global Privacy Control is told so on the page of ad opt-outs, and no shared cache keeps it', async ({
    stage,
  }) => {
    const get = (gpc?: string, etag?: string, name = 'ad-opt-out.en.html') =>
      stage.fetch(page(name), {
        headers: { ...(gpc && { 'sec-gpc': gpc }), ...(etag && { 'if-none-match': etag }) },
      });
    const [anybody, sending, garbage] = [await get(), await get('1'), await get('0')];
    expect(await sending.text()).toContain('Your browser says');
    const text = await anybody.text();
    expect(text).toContain('If you turn on Global Privacy Control');
    expect(await garbage.text()).toBe(text);
    const cached = [anybody, sending].map(({ headers }) => [headers.get('cache-control'), headers.get('vary')]);
    expect(cached).toEqual([
      ['public, max-age=300', 'Accept-Encoding, Sec-GPC'],
      ['private, max-age=300', 'Accept-Encoding, Sec-GPC'],
    ]);
    const etag = sending.headers.get('etag') ?? '';
    expect((await get('1', etag)).status).toBe(304);
    expect((await get(undefined, etag)).status).toBe(200);
    const register = await get('1', undefined, 'register.en.html');
    expect([register.headers.get('cache-control'), register.headers.get('vary')]).toEqual([
      'public, max-age=300',
      'Accept-Encoding',
    ]);
  });

  test('pages that there are not are not found, whatever they are called', async ({ stage }) => {
    const names = ['register.fr.html', 'document-terms.html', 'constructor.html', '__proto__.html', '..%2fpages.css'];
    for (const name of names) {
      const response = await stage.fetch(page(name));
      expect([response.status, response.headers.get('content-type')], name).toEqual([404, 'application/problem+json']);
    }
    expect((await stage.fetch('/v1/sites/nobody/register.html')).status).toBe(404);
  });

  test('markup in a text stays text', async ({ stage }) => {
    const nasty = '<img src=x onerror=alert(1)>"\'&';
    const config = sampleConfig();
    const [edition] = config.editions as [Edition];
    const next = {
      ...edition,
      label: '2',
      effectiveAt: '2026-02-01T00:00:00Z',
      material: false,
      changes: [{ ja: nasty, en: nasty }],
    };
    const services = config.services.map((row) => ({ ...row, name: { ja: nasty, en: nasty }, changedEdition: '2' }));
    await stage.api.publish({ ...config, services, editions: [edition, next] }, { actor: 'test' });
    for (const name of ['register.html', 'register.en.html', 'ad-opt-out.html']) {
      expect(await textOf(stage, name)).not.toContain('<img');
    }
    expect(await textOf(stage, 'register.html')).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  });

  test('terms that change are announced until their day, and are the terms from then on', async ({ stage }) => {
    stage.clock.at = Date.parse('2026-06-01T00:00:00Z');
    await stage.api.publish(withTerms(), { actor: 'test' });
    const before = await textOf(stage, 'document-terms.html');
    expect(before).toContain('変更のお知らせ');
    expect(before).toContain('2026年7月1日から、第2版を適用します。');
    expect(before).toContain('<del>旧い文</del>');
    expect(before).toContain('<ins>新しい文</ins>');
    expect(before).toContain('<p>旧い文</p>');
    stage.clock.at = Date.parse('2026-07-02T00:00:00Z');
    const after = await textOf(stage, 'document-terms.html');
    expect(after).not.toContain('変更のお知らせ');
    expect(after).toContain('<p>新しい文</p>');
    expect(after).not.toContain('<p>旧い文</p>');
  });

  test('the documents are a file beside noren.js that the wording names, also after they have changed', async ({
    stage,
  }) => {
    await stage.api.publish(withTerms(), { actor: 'test' });
    const wordingOf = async () => {
      const runtime = (
        await stage.database.kysely
          .selectFrom('config_versions')
          .select('runtime')
          .orderBy('version', 'desc')
          .executeTakeFirstOrThrow()
      ).runtime;
      return (await stage.fetch(page(`wording.${JSON.parse(runtime).wording.ja}.json`))).json();
    };
    const { documents: name } = await wordingOf();
    const response = await stage.fetch(page(name));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json',
      'cache-control': expect.stringContaining('immutable'),
      'access-control-allow-origin': '*',
    });
    const file = await response.json();
    expect(file.en.documents).toMatchObject([
      { id: 'terms', title: 'Terms', editions: [{ label: '1' }, { label: '2' }] },
    ]);
    const config = withTerms();
    const [terms] = config.documents ?? [];
    if (!terms) throw new Error('no terms');
    await stage.api.publish(
      { ...config, documents: [{ ...terms, title: { ja: '新しい題', en: 'New title' } }] },
      { actor: 'test' },
    );
    expect((await wordingOf()).documents).not.toBe(name);
    expect((await stage.fetch(page(name))).status).toBe(200);
  });
});

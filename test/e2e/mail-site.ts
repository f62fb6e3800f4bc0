import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { createApi, createServerKey, openDatabase } from '@noren/api';
import { renderHeadSnippet } from '@noren/model/publish';
import type { PersonalUrls, SiteConfig } from '@noren/model/schema';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { mailParts } from '../fixtures/mail-config.ts';
import { siteConfig } from '../fixtures/site-config.ts';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const ISSUER = 'https://id.example.jp';

/** A request as the server has got it: what is in an address, a header or a body is all there is. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly referer: string;
  readonly body: string;
}

/** A site whose mails carry personalised links, its consent API on its host, and its identity provider. */
export interface MailSite {
  readonly origin: string;
  /** Everything that has reached the server, oldest first. */
  readonly received: Received[];
  /** What was redeemed: the bodies, as JSON. */
  redeemed(): { token: string; record: string; replace?: boolean }[];
  /** A token for a member. */
  token(member: string): Promise<string>;
  /** What an identity provider gives to a page whose visitor has signed in. */
  signIn(member: string): Promise<string>;
  /** Switches purposes off for a member, as the operator does. */
  override(member: string, off: readonly string[]): Promise<void>;
  /** Keeps whether links in mail to a member may recognise them, as a member asks. */
  untrackedLinks(member: string, untracked: boolean): Promise<void>;
  /** How many browsers are linked to a member, as the database has it. */
  links(): number;
  /** The member to whom the browser is linked that has made a record. */
  linkedTo(record: string): string | undefined;
  /** What the link of a mail to a member carries that opens their mail preferences. */
  mailToken(member: string): Promise<string>;
  /** What a member who is signed in switches on, as the first that they choose. */
  choose(member: string, topic: string): Promise<void>;
  /** What members have chosen to be sent, as the database has it: topic and channel → state. */
  mail(): Record<string, string>;
  /** Who has chosen it, oldest first. */
  mailActors(): string[];
  /** Records as they are stored, oldest first. */
  records(): { id: string; effectiveAt: string; chosen: { purposes: Record<string, boolean> }; surface: string }[];
  /** Readers of the campaign, as it was counted. */
  campaign(): { counted: number; linked: number };
  /** Answers every call of this path's end with 503, until it is called with nothing. */
  fail(end?: string): void;
  close(): Promise<void>;
}

export interface MailSiteOptions {
  /** Stands after the head snippet. */
  readonly body?: string;
  readonly personalUrls?: Partial<PersonalUrls>;
  /** The plain tag, in the head snippet's place. */
  readonly plain?: true;
}

const TAG = '<script async src="/noren/v1/sites/portal/noren.js" data-site="portal"></script>';
const words = (ja: string, en: string) => ({ ja, en });

/** Serves `/` and `/next/` with the head snippet first, under `own.localhost`. */
export async function serveMailSite({ body = '', personalUrls = {}, plain }: MailSiteOptions = {}): Promise<MailSite> {
  const folder = await mkdtemp(join(tmpdir(), 'noren-mail-'));
  const file = join(folder, 'mail.sqlite');
  const received: Received[] = [];
  let failing: string | undefined;
  const pair = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  const state: { api?: ReturnType<typeof createApi>; page: string } = { page: '' };
  const answer = getRequestListener(async (request, env) => {
    const body = await request.clone().text();
    const { pathname, search } = new URL(request.url);
    received.push({
      method: request.method,
      url: pathname + search,
      referer: request.headers.get('referer') ?? '',
      body,
    });
    if (failing && pathname.endsWith(failing)) return new Response('', { status: 503 });
    return (state.api as NonNullable<typeof state.api>).fetch(request, env);
  });
  const server = createServer(async (incoming, outgoing) => {
    const { url = '/', method = '', headers } = incoming;
    if (url === '/jwks') {
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
      return;
    }
    if (url.startsWith('/noren/')) {
      answer(incoming, outgoing);
      return;
    }
    received.push({ method, url, referer: headers.referer ?? '', body: '' });
    if (/^\/(next\/|news\/)?([?].*)?$/.test(url))
      outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(state.page);
    else outgoing.writeHead(200, { 'content-type': 'text/javascript' }).end('');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://own.localhost:${port}`;
  const opened = await openDatabase({ sqlite: file });
  const api = createApi({
    database: opened,
    secret: 'a secret of the tests and of nothing else',
    dist: DIST,
    basePath: '/noren',
    allowPrivateHosts: true,
    sealingThreads: 0,
    rateLimit: { burst: 100_000, perSecond: 10_000 },
    members: {
      issuer: ISSUER,
      jwksUri: `http://127.0.0.1:${port}/jwks`,
      audience: ['noren'],
      attributes: ['industry'],
    },
  });
  state.api = api;
  const config: SiteConfig = {
    ...siteConfig,
    ...mailParts,
    origins: [origin],
    api: `${origin}/noren`,
    personalUrls: {
      joined: [words('会社名', 'Company'), words('閲覧したページ', 'Pages that you view')],
      keptFor: words('解除するまで', 'Until you end it'),
      hold: ['mkt_tok'],
      ...personalUrls,
    },
  };
  await api.publish(config, { actor: 'test' });
  const { text } = await renderHeadSnippet(
    await readFile(`${DIST}noren-head.js`, 'utf8'),
    config,
    '/noren/v1/sites/portal/noren.js',
  );
  state.page = `<!doctype html><html lang="ja"><head><meta charset="utf-8">${plain ? TAG : `<script>${text}</script>`}
    <title>試験のページ</title><script>seen = [location.href]; told = [];
      for (const type of ['link', 'member', 'change', 'decision', 'error', 'synced', 'sync-failed'])
        addEventListener('noren:' + type, ({ detail }) => { told.push([type, JSON.stringify(detail)]); });
      addEventListener('hashchange', ({ newURL }) => seen.push(newURL));
      (window.noren = window.noren || []).push((noren) => { window.page = noren; });
    </script></head><body>${body}<p id="part">部</p></body></html>`;
  const key = await createServerKey(opened, {
    site: 'portal',
    scopes: ['personal-urls:write', 'members:write', 'mail:send'],
    label: 'mailer',
  });
  const database = new DatabaseSync(file, { readOnly: true });
  const signIn = (member: string): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      sub: member,
      iss: ISSUER,
      aud: 'noren',
      iat: now,
      exp: now + 3600,
      industry: 'energy',
      email: `${member}@mail.example`,
      email_verified: true,
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .sign(pair.privateKey);
  };
  const put = async (path: string, headers: Record<string, string>, body: object): Promise<void> => {
    const response = await api.fetch(
      new Request(`${origin}/noren/v1/sites/portal/${path}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    );
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  return {
    origin,
    received,
    redeemed: () =>
      received.filter(({ url }) => url.endsWith('/redeem')).map(({ body: text }) => JSON.parse(text || '{}')),
    async token(member) {
      const response = await api.fetch(
        new Request(`${origin}/noren/v1/personal-urls`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            // One for each member, so that a link says by its campaign whose mail made it.
            campaign: `june-${member}`,
            class: 'newsletter',
            url: `${origin}/`,
            links: [{ member }],
          }),
        }),
      );
      const line = (await response.text()).trim();
      const token = /#noren-link=(.+)$/.exec(String(JSON.parse(line).url))?.[1];
      if (!token) throw new Error(`no token: ${line}`);
      return token;
    },
    async mailToken(member) {
      const response = await api.fetch(
        new Request(`${origin}/noren/v1/mail/list-headers`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify({ topic: 'members-news', members: [{ member }] }),
        }),
      );
      const [, token] = /#noren-mail=([\w.-]+)/.exec(await response.text()) ?? [];
      if (!token) throw new Error('the link of a mail has no token');
      return token;
    },
    async choose(member, topic) {
      const call = async (init: RequestInit, more = {}): Promise<{ wording: string }> => {
        const headers = {
          authorization: `Bearer ${await signIn(member)}`,
          'content-type': 'application/json',
          ...more,
        };
        const address = `${origin}/noren/v1/sites/portal/mail/preferences`;
        const response = await api.fetch(new Request(address, { ...init, headers }));
        if (!response.ok) throw new Error(await response.text());
        return (await response.json()) as { wording: string };
      };
      const { wording } = await call({});
      const body = JSON.stringify({ wording, changes: [{ topic, on: true }] });
      await call({ method: 'PATCH', body }, { 'if-match': '"0"' });
    },
    mail: () =>
      Object.fromEntries(
        database
          .prepare('select topic, channel, state from mail_preferences')
          .all()
          .map(({ topic, channel, state }) => [`${topic} ${channel}`, String(state)]),
      ),
    mailActors: () =>
      database
        .prepare('select body from mail_events order by member, sequence')
        .all()
        .map(({ body: text }) => JSON.parse(String(text)).actor),
    signIn,
    override: (member, off) =>
      put('members/overrides', { authorization: `Bearer ${key}` }, { members: [{ member, off }] }),
    untrackedLinks: async (member, untracked) =>
      put('member/mail-links', { authorization: `Bearer ${await signIn(member)}`, origin }, { untracked }),
    links: () => Number(database.prepare('select count(*) as count from links').get()?.count),
    linkedTo: (record) => {
      const row = database
        .prepare(
          `select campaign from links join records on records.site = links.site and records.subject = links.subject
          where records.id = ? and ends_at > ?`,
        )
        .get(record, Date.now());
      return row && String(row.campaign).replace('june-', '');
    },
    records: () =>
      database
        .prepare('select body from records order by effective_at, sequence')
        .all()
        .map(({ body: text }) => JSON.parse(String(text))),
    campaign() {
      const row = database.prepare('select sum(counted) as counted, sum(linked) as linked from link_campaigns').get();
      return { counted: Number(row?.counted ?? 0), linked: Number(row?.linked ?? 0) };
    },
    fail: (end) => {
      failing = end;
    },
    async close() {
      database.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await api.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

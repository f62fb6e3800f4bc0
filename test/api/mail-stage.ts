import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServerKey } from '@noren/api';
import type { RecordRequest, SiteConfig } from '@noren/model/schema';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { test as base, SECRET, type Stage } from './fixture.ts';
import { sampleConfig } from './sample-config.ts';
import { type Recorded, recordOf, Visitor } from './visitor.ts';

export { expect, onEachEngine } from './fixture.ts';

const words = (ja: string, en: string) => ({ ja, en });

/** A server of the test's own, and what it was asked. */
export interface OwnServer {
  readonly port: number;
  /** Path → what is answered: a status, an address to go on to, or JSON. */
  readonly answers: Map<string, number | string | object>;
  readonly asked: string[];
  /** Hangs up on everybody until it is called again with false. */
  down(isDown: boolean): void;
}

async function serve(): Promise<{ server: Server; own: OwnServer }> {
  const answers: OwnServer['answers'] = new Map();
  const asked: string[] = [];
  let isDown = false;
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(`${request.method} ${path}`);
    if (isDown) return request.socket.destroy();
    const answer = answers.get(`${request.method} ${path}`) ?? answers.get(path) ?? 200;
    if (typeof answer === 'string') response.writeHead(302, { location: answer }).end();
    else if (typeof answer === 'number') response.writeHead(answer).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const down = (value: boolean) => {
    isDown = value;
  };
  return { server, own: { port, answers, asked, down } };
}

/** The operator's identity provider: real keys, served over HTTP. */
export interface Provider {
  readonly server: OwnServer;
  readonly issuer: string;
  /** Signs a token; what is not said is as it should be. */
  token(sub: string, changes?: { claims?: object; header?: object; key?: CryptoKey | Uint8Array }): Promise<string>;
  /** Signs with a new key from now on. @returns the old one */
  rotate(): Promise<CryptoKey>;
}

/** A site with personalised links, its landing pages, its identity provider and a key that may issue links. */
export interface MailStage {
  readonly stage: Stage;
  readonly provider: Provider;
  readonly pages: OwnServer;
  /** Origin of the landing pages. */
  readonly shop: string;
  /** Server key of the portal; "energy" is a second site, with a key of its own. */
  readonly key: string;
  /** Asks for links. */
  issue(body: object, key?: string): Promise<Response>;
  /** One link, its token taken out. */
  link(member: string, changes?: object): Promise<string>;
  /** One link to the second site. */
  energyLink(member: string): Promise<string>;
  /** What a member is called in the database. */
  hashOf(member: string): string;
  /** Empties what is known of members, as if nobody had ever signed in. */
  forgetMembers(): Promise<void>;
  reader(site?: string): Reader;
}

/** A visitor who has opened a link. */
export class Reader extends Visitor {
  readonly #wording: string;

  constructor(stage: Stage, site: string, wording: string) {
    super(stage, undefined, site);
    this.#wording = wording;
  }

  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.stage.fetch(`/v1/sites/${this.site}${path}`, {
      method,
      headers: { ...this.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  override async choose(purposes: Record<string, boolean>, changes: Partial<RecordRequest> = {}): Promise<Recorded> {
    const now = new Date(this.stage.clock.at).toISOString();
    return super.choose(purposes, { decidedAt: now, sentAt: now, wording: this.#wording, ...changes });
  }

  redeem(token: string, record: string, more: object = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.call('POST', '/personal-urls/redeem', { token, record, ...more }, headers);
  }

  signIn(token: string): Promise<Response> {
    return this.call('POST', '/member', {}, { authorization: `Bearer ${token}` });
  }

  signOut(): Promise<Response> {
    return this.call('DELETE', '/member');
  }

  /** The member's hash to whom this browser is linked, as the database has it. */
  async linkedTo(): Promise<string | undefined> {
    const row = await this.stage.database.kysely
      .selectFrom('links')
      .innerJoin('subjects', (join) =>
        join.onRef('subjects.site', '=', 'links.site').onRef('subjects.subject', '=', 'links.subject'),
      )
      .innerJoin('group_members', 'group_members.member', 'links.member')
      .select('reference_hash')
      .where('links.site', '=', this.site)
      .where('links.ends_at', '>', this.stage.clock.at)
      .where('secret_hash', '=', keyedHash('noren subject secrets 1', `${this.site}\n${this.secret}`))
      .executeTakeFirst();
    return row?.reference_hash;
  }
}

/** The installation's own way of naming browsers and members, from its secret. */
function keyedHash(use: string, text: string): string {
  const key = createSecretKey(new Uint8Array(hkdfSync('sha256', SECRET, '', use, 32)));
  return createHmac('sha256', key).update(text).digest('base64url');
}

/** The sample site with two purposes that travel and personalised links. */
export function mailConfig(shop: string, changes: Partial<SiteConfig> = {}): SiteConfig {
  const sample = sampleConfig();
  return {
    ...sample,
    origins: [...sample.origins, shop],
    purposes: [
      ...sample.purposes.map((purpose) =>
        ['identification', 'linking'].includes(purpose.id) ? { ...purpose, scope: 'group' as const } : purpose,
      ),
      {
        id: 'mail-opens',
        mode: 'opt-in',
        scope: 'group',
        title: words('開封の確認', 'Mail opens'),
        description: words('開封の確認', 'Mail opens'),
      },
    ],
    personalUrls: {
      opens: 'mail-opens',
      joined: [words('会社名', 'Company'), words('閲覧したページ', 'Pages that you view')],
      keptFor: words('解除するまで', 'Until you end it'),
      hold: ['mkt_tok'],
    },
    ...changes,
  };
}

export const test = base.extend<{ provider: Provider; pages: OwnServer; mail: MailStage }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  pages: async ({}, use) => {
    const { server, own } = await serve();
    await use(own);
    server.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  provider: async ({}, use) => {
    const { server, own } = await serve();
    let count = 0;
    const make = async () => {
      count += 1;
      const pair = await generateKeyPair('ES256');
      const kid = `key-${count}`;
      return { ...pair, kid, jwk: { ...(await exportJWK(pair.publicKey)), kid, alg: 'ES256', use: 'sig' } };
    };
    let current = await make();
    own.answers.set('/jwks', { keys: [current.jwk] });
    const issuer = 'https://id.example.jp';
    await use({
      server: own,
      issuer,
      async token(sub, { claims = {}, header = {}, key = current.privateKey } = {}) {
        const now = Date.parse('2026-06-01T09:00:00Z') / 1000;
        return new SignJWT({ sub, iss: issuer, aud: 'noren', iat: now, exp: now + 3600, industry: 'energy', ...claims })
          .setProtectedHeader({ alg: 'ES256', kid: current.kid, ...header })
          .sign(key);
      },
      async rotate() {
        const old = current.privateKey;
        current = await make();
        own.answers.set('/jwks', { keys: [current.jwk] });
        return old;
      },
    });
    server.close();
  },
  options: async ({ provider }, use) => {
    await use({
      allowPrivateHosts: true,
      sealingThreads: 0,
      members: {
        issuer: provider.issuer,
        jwksUri: `http://127.0.0.1:${provider.server.port}/jwks`,
        audience: ['noren'],
        attributes: ['industry'],
      },
    });
  },
  config: async ({ pages }, use) => use(mailConfig(`http://shop.localhost:${pages.port}`)),
  mail: async ({ stage, provider, pages }, use) => {
    const shop = `http://shop.localhost:${pages.port}`;
    const key = await createServerKey(stage.database, {
      site: 'portal',
      scopes: ['personal-urls:write', 'members:write'],
      label: 'mailer',
    });
    const second = await stage.api.publish(mailConfig(shop, { site: 'energy' }), { actor: 'test' });
    const wordings: Record<string, string | undefined> = {
      portal: stage.wording.ja,
      energy: second.published.runtime.wording.ja,
    };
    const issue = (body: object, bearer = key) =>
      stage.fetch('/v1/personal-urls', {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify({ campaign: 'june', class: 'newsletter', url: `${shop}/news/`, ...body }),
      });
    const energyKey = await createServerKey(stage.database, {
      site: 'energy',
      scopes: ['personal-urls:write'],
      label: 'mailer',
    });
    const tokenOf = async (response: Response) => {
      const [line] = await linesOf(response);
      return new URL(String(line?.url)).hash.replace('#noren-link=', '');
    };
    await use({
      stage,
      provider,
      pages,
      shop,
      key,
      issue,
      link: async (member, changes = {}) => tokenOf(await issue({ links: [{ member }], ...changes })),
      energyLink: async (member) => tokenOf(await issue({ links: [{ member }] }, energyKey)),
      hashOf: (member) => keyedHash('noren members 1', `\n${member}`),
      async forgetMembers() {
        for (const table of ['links', 'attachments', 'group_members'] as const)
          await stage.database.kysely.deleteFrom(table).execute();
      },
      reader: (site = 'portal') => new Reader(stage, site, wordings[site] ?? ''),
    });
  },
});

/** The lines of an NDJSON answer. */
export async function linesOf(response: Response): Promise<Record<string, unknown>[]> {
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${text}`);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Status and code of a refusal. */
export async function refusal(response: Response): Promise<[status: number, code: string]> {
  const body = (await response.json()) as { code?: string };
  return [response.status, String(body.code)];
}

/** A record that lets a reader be recognised, and joined where it is said. */
export function yes(joined: boolean): Record<string, boolean> {
  return { identification: true, linking: joined };
}

export { recordOf };

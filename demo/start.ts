import { getRequestListener } from '@hono/node-server';
import { type Api, createApi, type FetchEnv, openDatabase } from '@noren/api';
import { canonicalJson, type PublishedConfig, publishConfig, sha256 } from '@noren/model/publish';
import { API_PATH, HOSTS, originOf, type SiteKey } from './group/address.ts';
import { OPERATOR } from './group/entities.ts';
import { testMembers } from './group/test-members.ts';
import { ATTRIBUTES, AUDIENCE, type IdentityProvider, identityProvider } from './identity/identity-provider.ts';
import { chooseTopics } from './mail/choose-topics.ts';
import { LinkIssuer } from './mail/link-issuer.ts';
import { Mailbox } from './mail/mailbox.ts';
import { openPostOffice } from './mail/post-office.ts';
import { webmail } from './mail/webmail.ts';
import { ConsentClient } from './sending/consent-client.ts';
import { senderPages } from './sending/sender-pages.ts';
import { SendingSystem } from './sending/sending-system.ts';
import { buildWhereNeeded, DIST } from './server/built-files.ts';
import { demoGuide } from './server/demo-guide.ts';
import { headSnippet } from './server/head-snippet.ts';
import { listen } from './server/listen.ts';
import { openStore } from './server/open-store.ts';
import { type Handler, isApi, routeByHost } from './server/route-by-host.ts';
import { sitePages } from './server/site-pages.ts';
import { welcome } from './server/welcome.ts';
import { sites } from './sites/all.ts';
import { FaultSwitch } from './thirdparty/fault-switch.ts';
import { type Received, ReceivedLog } from './thirdparty/received.ts';
import { thirdParty } from './thirdparty/third-party.ts';

/** How to start the demo. */
export interface DemoOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** SQLite file or `postgres://` URL. Default: a temporary file that is removed at the end. */
  readonly database?: string | undefined;
  /** Says nothing on the console. */
  readonly quiet?: boolean;
}

/** A running demo. */
export interface Demo {
  readonly url: string;
  readonly port: number;
  /** What the stand-in for third parties has received, oldest first. */
  received(): readonly Received[];
  /** Stops everything and removes what was made for this run only. */
  close(): Promise<void>;
}

/**
 * Starts the sites, the stand-in and the consent API on one port.
 * @throws {Error} when the port is taken, or noren.js cannot be built
 */
export async function startDemo({ port: wanted, database, quiet = false }: DemoOptions): Promise<Demo> {
  await buildWhereNeeded();
  const log = new ReceivedLog();
  const faults = new FaultSwitch();
  // The sites' configs name their own port, so they are published once the port is there; until then requests wait.
  const { promise: ready, resolve: start } = Promise.withResolvers<Handler>();
  const answer = getRequestListener(async (request, env) => (await ready)(request, env as FetchEnv));
  const { promise: identity, resolve: identityReady } = Promise.withResolvers<IdentityProvider>();
  const { server, port } = await listen(wanted, async (incoming, outgoing) => {
    const path = incoming.url ?? '/';
    const host = incoming.headers.host?.split(':')[0];
    if (host === HOSTS.id) return (await identity).answer(incoming, outgoing);
    const toApi = host === HOSTS.portal && isApi(path.split('?')[0] ?? '');
    if (toApi && (await faults.takes(path, incoming, outgoing))) return;
    await answer(incoming, outgoing);
  });
  const provider = identityProvider(port);
  identityReady(provider);
  const office = await openPostOffice();
  const store = await openStore(database);
  const opened = await openDatabase(
    /^postgres(ql)?:/.test(store.database) ? store.database : { sqlite: store.database },
  );
  const api = createApi({
    database: opened,
    secret: store.secret,
    dist: DIST,
    basePath: API_PATH,
    // Everything comes from this machine, and tests choose more often than any visitor.
    rateLimit: { burst: 100_000, perSecond: 10_000 },
    members: { issuer: provider.issuer, jwksUri: provider.jwksUri, audience: [AUDIENCE], attributes: ATTRIBUTES },
    // The identity provider and the pages that links lead to are on this machine too.
    allowPrivateHosts: ['127.0.0.1'],
    smtp: { url: office.url },
    sealingThreads: 0,
  });
  const pages = {} as Record<SiteKey, Handler>;
  for (const [site, configOn] of Object.entries(sites) as [SiteKey, (port: number) => unknown][]) {
    const config = configOn(port);
    await api.publish(config, { actor: OPERATOR });
    const published: PublishedConfig = await publishConfig(config, new Date());
    const src = `${originOf('portal', port)}${API_PATH}/v1/sites/${site}/noren.js`;
    pages[site] = sitePages({ site, port, published, log, headSnippet: await headSnippet(published.config, src) });
  }
  const issuer = await LinkIssuer.open(api, opened, port);
  const consent = await ConsentClient.open(api, opened, port);
  const system = await SendingSystem.open({ port, consent, issuer, smtp: office.url });
  const boxes = testMembers.map((member) => new Mailbox(member, (...sent) => system.deliver(...sent)));
  for (const box of boxes) office.open(box.member.address, (source) => box.accept(source));
  start(
    routeByHost({
      ...pages,
      api: (request, env) => api.fetch(request, env),
      guide: demoGuide(port),
      thirdparty: thirdParty(log, faults),
      mail: webmail({ port, boxes, issuer, system }),
      sender: senderPages(port, system),
    }),
  );
  for (const member of testMembers) {
    const token = await provider.tokenOf(member);
    if (member.untrackedLinks) await askForPlainLinks(api, port, token);
    await chooseTopics(api, port, member, token);
  }
  if (!quiet) console.log(welcome(port));
  return {
    url: `http://localhost:${port}`,
    port,
    received: () => log.list(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await system.close();
      await issuer.close();
      await api.close();
      await office.close();
      await store.cleanUp();
    },
  };
}

/** What a member does on the page "members": from now on, links in their mail are the same for everybody. */
async function askForPlainLinks(api: Api, port: number, token: string): Promise<void> {
  const origin = originOf('portal', port);
  const response = await api.fetch(
    new Request(`${origin}${API_PATH}/v1/sites/portal/member/mail-links`, {
      method: 'PUT',
      headers: { origin, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ untracked: true }),
    }),
  );
  if (!response.ok) throw new Error(`a test member could not ask for plain links: ${await response.text()}`);
}

/**
 * The database that stays between runs, one for each state of the demo's configs: what was published under an edition
 * never changes, and whoever works on the demo changes it all the time.
 */
async function keptDatabase(port: number): Promise<string> {
  const state = await sha256(canonicalJson(Object.values(sites).map((config) => config(port))));
  return new URL(`../.noren/demo-${state.slice(0, 8)}.sqlite`, import.meta.url).pathname;
}

if (import.meta.main) {
  const port = Number(process.env.PORT ?? 4600);
  try {
    const database = process.env.DATABASE_URL ?? (await keptDatabase(port));
    const demo = await startDemo({ port, database });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void demo.close().then(() => process.exit(0)));
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

import { hkdfSync } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { NorenError } from '@noren/model';
import { Hono } from 'hono';
import { KeyUses } from './audit/key-uses.ts';
import { writeAudit } from './audit/write-audit.ts';
import type { Context, Handler } from './context.ts';
import type { Database } from './database/open-database.ts';
import type { FetchEnv } from './http/caller.ts';
import { type MayAsk, privateNetworks } from './http/private-networks.ts';
import { Problem, SECURITY_HEADERS } from './http/problem.ts';
import { problemOf } from './http/problem-of.ts';
import { DEFAULT_RATE_LIMIT, type RateLimit, RateLimiter } from './http/rate-limit.ts';
import { BuiltLoader } from './loader/built-loader.ts';
import { KeptFiles } from './loader/kept-files.ts';
import { ConfirmationSender, type SmtpOptions } from './mail/confirmation-sender.ts';
import { mailKeys } from './mail/mail-keys.ts';
import { MailWriter } from './mail/mail-writer.ts';
import { WebhookSender } from './mail/webhook-sender.ts';
import { type MembersOptions, MemberTokens } from './members/member-tokens.ts';
import { sweep } from './members/sweep.ts';
import { endCampaign } from './personal-urls/campaigns.ts';
import { Landings } from './personal-urls/landings.ts';
import { LinkKeys } from './personal-urls/link-keys.ts';
import { Redeemer } from './personal-urls/redeemer.ts';
import { Sealers } from './personal-urls/sealers.ts';
import { SigningKeys } from './receipts/signing-keys.ts';
import { recordWriter } from './records/record-writer.ts';
import { ROUTES, type Route } from './routes.ts';
import type { Publication } from './sites/publish.ts';
import { SiteStore } from './sites/site-store.ts';
import { secretHasher } from './subjects/subject-secret.ts';

/** What an API is made of. */
export interface ApiOptions {
  readonly database: Database;
  /**
   * Key material of this installation, at least 32 characters of it random: hashes of subject secrets and the signing
   * keys hang on it. Whoever loses it loses the way from visitors to their records.
   */
  readonly secret: string;
  /** Folder of the built loader (`dist`). Without it `noren.js` is not served. */
  readonly dist?: string | undefined;
  /** Path under which everything is served, e.g. `/noren`. Default: the root. */
  readonly basePath?: string | undefined;
  readonly rateLimit?: Partial<RateLimit> | undefined;
  /** Believe `X-Forwarded-For`, `-Host` and `-Proto`: only behind a proxy that sets them. Default false. */
  readonly trustProxy?: boolean | undefined;
  /** `iss` of receipts. Default: the address at which the first one was asked for. */
  readonly issuer?: string | undefined;
  /** The operator's identity provider. Without it nobody can sign in, and nothing is kept for members. */
  readonly members?: MembersOptions | undefined;
  /** Threads that make personalised links. Default: one less than there are cores; 0 makes them in this one. */
  readonly sealingThreads?: number | undefined;
  /**
   * Networks that are not of the public internet and that this API may ask all the same (webhooks, landing pages, keys), as
   * `10.20.0.0/16` or `127.0.0.1`; `true` is every one, for one's own machine. Default: none.
   */
  readonly allowPrivateHosts?: true | readonly string[] | undefined;
  /** The mail server that takes confirmation mails. Without it nothing that needs one can be switched on. */
  readonly smtp?: SmtpOptions | undefined;
  /** The clock, for tests. */
  readonly now?: (() => Date) | undefined;
}

/** Who does something, for the audit log. Default: `createApi`, whose caller did it. */
export interface Actor {
  readonly actor: string;
}

/** A consent API. */
export interface Api {
  /** Answers a request. `env.incoming` (Node's request, as `@hono/node-server` passes it) tells who to rate-limit. */
  fetch(request: Request, env?: FetchEnv): Promise<Response>;
  /** Publishes a site's config. @throws {NorenError} `invalid-config` */
  publish(config: unknown, options: { readonly actor: string }): Promise<Publication>;
  /** Signs receipts with a new key from now on; earlier keys stay published. @returns its `kid` */
  rotateSigningKey(by?: Actor): Promise<string>;
  /** Seals personalised links with a new key from now on; those that were sent stay valid. @returns its `kid` */
  rotateLinkKey(by?: Actor): Promise<string>;
  /** Ends a key of personalised links, and every link that it sealed. @returns whether it was in force */
  revokeLinkKey(kid: string, by?: Actor): Promise<boolean>;
  /** Ends a campaign and every link of it. @returns whether it was going on */
  endCampaign(site: string, campaign: string): Promise<boolean>;
  /** Sends the confirmation mails that are due. It runs by itself; a test, or a process that runs for a moment, calls it. @returns how many have left */
  sendConfirmations(): Promise<number>;
  /** Tells systems what is due (webhooks). It runs by itself half a second after a change, and every two seconds. @returns how many were taken */
  sendWebhooks(): Promise<number>;
  /**
   * Notes how often server keys have asked about members, and forgets what has run out: links, tokens of mail, who has left. It runs by itself every hour; nothing that counts waits for
   * it. Where no process runs for that long, call it from a timer of your own.
   */
  sweep(): Promise<void>;
  /** Waits for the writes under way, then closes the database. */
  close(): Promise<void>;
}

const SHORTEST_SECRET = 32;
const SWEEP_MS = 3_600_000;

/**
 * Makes a consent API over a database.
 * @throws {NorenError} `weak-secret`, `invalid-base-path`, `invalid-network`
 */
export function createApi(options: ApiOptions): Api {
  const confirmations = options.smtp && new ConfirmationSender(options.smtp);
  const mayAsk = privateNetworks(options.allowPrivateHosts ?? []);
  const webhooks = new WebhookSender(mayAsk);
  const context = makeContext(options, { confirmations, webhooks, mayAsk });
  const { database, sites, records, signingKeys } = context;
  let sweeping: Promise<void> = Promise.resolve();
  const sweepNow = (): Promise<void> => {
    const done = sweeping.then(async () => {
      await context.keyUses.note(database.kysely, context.now());
      await sweep(context, context.now().getTime());
    });
    sweeping = done.catch(() => {});
    return done;
  };
  const timer = setInterval(() => void sweepNow().catch(() => {}), SWEEP_MS).unref();
  confirmations?.start(context);
  webhooks.start(context);
  const app = new Hono<{ Bindings: FetchEnv }>();
  for (const route of ROUTES) mount(app, context, `${context.basePath}${route.path}`, route);
  if (context.basePath) {
    const wellKnown = ROUTES.filter(({ path }) => path.startsWith('/.well-known/'));
    for (const route of wellKnown) mount(app, context, route.path, route);
  }
  app.notFound(() => new Problem('unknown-route').toResponse());
  app.onError(async (error) => (await problemOf(error, database)).toResponse());
  const note = (action: string, detail: object, { actor }: Actor = { actor: 'createApi' }): Promise<void> =>
    writeAudit(database.kysely, { site: '', at: context.now().getTime(), actor, action, detail });
  return {
    fetch: async (request, env) => app.fetch(request, env),
    publish: (config, { actor }) => sites.publish(config, { actor }),
    async rotateSigningKey(by) {
      const kid = await signingKeys.rotate();
      await note('signing-keys.rotate', { kid }, by);
      return kid;
    },
    async rotateLinkKey(by) {
      const kid = await context.linkKeys.rotate();
      await note('link-keys.rotate', { kid }, by);
      return kid;
    },
    async revokeLinkKey(kid, by) {
      const revoked = await context.linkKeys.revoke(kid);
      if (revoked) await note('link-keys.revoke', { kid }, by);
      return revoked;
    },
    endCampaign: (site, campaign) => endCampaign(database, site, campaign, context.now().getTime()),
    sendConfirmations: async () => confirmations?.run() ?? 0,
    sendWebhooks: () => webhooks.run(),
    sweep: sweepNow,
    async close() {
      clearInterval(timer);
      await sweeping;
      // A database that is away must not keep the process.
      await context.keyUses.note(database.kysely, context.now()).catch(() => {});
      await records.drain();
      await context.redeemer.drain();
      await context.mailWriter.drain();
      await confirmations?.close();
      await webhooks.close();
      await context.sealers.close();
      await database.close();
    },
  };
}

interface Outgoing {
  readonly confirmations: Context['confirmations'];
  readonly webhooks: WebhookSender;
  readonly mayAsk: MayAsk;
}

function makeContext(options: ApiOptions, { confirmations, webhooks, mayAsk: allowPrivate }: Outgoing): Context {
  const {
    database,
    secret,
    dist,
    basePath = '',
    rateLimit,
    trustProxy = false,
    issuer,
    members,
    sealingThreads = availableParallelism() - 1,
    now = () => new Date(),
  } = options;
  if (secret.length < SHORTEST_SECRET) {
    throw new NorenError({
      code: 'weak-secret',
      path: 'secret',
      fix: `at least ${SHORTEST_SECRET} characters, e.g. of: openssl rand -hex 32`,
    });
  }
  if (!/^(\/[A-Za-z0-9._~-]+)*$/.test(basePath)) {
    throw new NorenError({
      code: 'invalid-base-path',
      path: 'basePath',
      received: basePath,
      fix: 'a path such as "/noren", without a slash at its end',
    });
  }
  const loader = dist === undefined ? undefined : new BuiltLoader(dist);
  return {
    database,
    sites: new SiteStore(database, now),
    records: recordWriter(database.store),
    signingKeys: new SigningKeys(database, deriveKey(secret, 'noren signing keys 1'), now),
    linkKeys: new LinkKeys(database, deriveKey(secret, 'noren link keys 1'), now),
    landings: new Landings(allowPrivate, now),
    sealers: new Sealers(sealingThreads),
    redeemer: new Redeemer(database),
    memberTokens: members && new MemberTokens(members, { allowPrivate, now }),
    confirmations,
    mailWriter: new MailWriter(database, () => webhooks.soon()),
    mail: mailKeys((use) => deriveKey(secret, use)),
    loader,
    keptFiles: loader && new KeptFiles(database, loader, now),
    limiter: new RateLimiter({ ...DEFAULT_RATE_LIMIT, ...rateLimit }),
    keyUses: new KeyUses(),
    hashSecret: secretHasher(deriveKey(secret, 'noren subject secrets 1')),
    hashMember: secretHasher(deriveKey(secret, 'noren members 1')),
    trustProxy,
    basePath,
    issuer,
    now,
  };
}

/** One key per use, none of which tells anything about another. @see https://www.rfc-editor.org/rfc/rfc5869 */
function deriveKey(secret: string, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', use, 32));
}

function mount(app: Hono<{ Bindings: FetchEnv }>, context: Context, path: string, { methods }: Route): void {
  for (const [method, handle] of Object.entries(methods)) {
    app.on(method, path, (c) =>
      (handle as Handler)(context, { request: c.req.raw, params: c.req.param(), env: c.env, cors: {} }),
    );
  }
  const allow = Object.keys({ ...methods, ...(methods.GET ? { HEAD: true } : {}), OPTIONS: true }).join(', ');
  app.options(path, () => new Response(null, { status: 204, headers: { ...SECURITY_HEADERS, allow } }));
  app.all(path, () => {
    throw new Problem('method-not-allowed', [], { allow });
  });
}

import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import type { Database } from '../database/open-database.ts';
import { randomText } from '../subjects/random-text.ts';

const ENCRYPTION = { alg: 'dir', enc: 'A256GCM' } as const;
/** How long another process's rotation or revocation may go unnoticed. */
const FRESH_MS = 10_000;
/** Links that name unknown keys must not make this read them more often than this. */
const COOLDOWN_MS = 1000;

/** A key that seals links. */
export interface LinkKey {
  readonly kid: string;
  /** For opening, made once: of raw bytes it is made anew for each token, which costs more than the rest. */
  readonly key: KeyObject;
  /** The same as bytes, for sealing, in this thread or in another. */
  readonly bytes: Uint8Array;
  /** False once it was retired: then it only opens what was sent. */
  readonly seals: boolean;
}

/** The keys of personalised links: one seals, those before it still open, revoked ones open nothing. */
export class LinkKeys {
  readonly #database: Database;
  readonly #secretKey: Uint8Array;
  readonly #now: () => Date;
  #loaded: Promise<ReadonlyMap<string, LinkKey>> | undefined;
  #loadedAt = 0;

  /** @param secretKey 256 bits, derived from the installation's secret */
  constructor(database: Database, secretKey: Uint8Array, now: () => Date) {
    this.#database = database;
    this.#secretKey = secretKey;
    this.#now = now;
  }

  /** The key that seals new links; the first one is made when it is first needed. */
  async current(): Promise<LinkKey> {
    for (const key of (await this.#keys()).values()) if (key.seals) return key;
    await this.#database.kysely
      .insertInto('link_keys')
      .values(await this.#generate())
      .execute();
    this.#loaded = undefined;
    return this.current();
  }

  /** The key of a link that was sent, unless it has been revoked. */
  async find(kid: string): Promise<KeyObject | undefined> {
    const known = (await this.#keys()).get(kid);
    // Another process may have made it since.
    return (known ?? (await this.#keys(COOLDOWN_MS)).get(kid))?.key;
  }

  /** Seals with a new key from now on. Links that were sent stay readable. @returns its `kid` */
  async rotate(): Promise<string> {
    const row = await this.#generate();
    await this.#database.kysely.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('link_keys')
        .set({ retired_at: row.created_at })
        .where('retired_at', 'is', null)
        .execute();
      await transaction.insertInto('link_keys').values(row).execute();
    });
    this.#loaded = undefined;
    return row.kid;
  }

  /** Ends a key and every link that it sealed. @returns whether there was such a key in force */
  async revoke(kid: string): Promise<boolean> {
    const at = this.#now().getTime();
    const revoked = await this.#database.kysely
      .updateTable('link_keys')
      .set(({ fn, val }) => ({ revoked_at: at, retired_at: fn.coalesce('retired_at', val(at)) }))
      .where('kid', '=', kid)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    this.#loaded = undefined;
    return revoked.numUpdatedRows > 0n;
  }

  /** Keys in force by `kid`, the newest first. */
  async #keys(freshMs = FRESH_MS): Promise<ReadonlyMap<string, LinkKey>> {
    const now = this.#now().getTime();
    if (!this.#loaded || now - this.#loadedAt >= freshMs) {
      this.#loadedAt = now;
      this.#loaded = this.#load();
      this.#loaded.catch(() => {
        this.#loaded = undefined;
      });
    }
    return this.#loaded;
  }

  async #load(): Promise<ReadonlyMap<string, LinkKey>> {
    const rows = await this.#database.kysely
      .selectFrom('link_keys')
      .select(['kid', 'secret_jwe', 'retired_at'])
      .where('revoked_at', 'is', null)
      .orderBy('created_at', 'desc')
      .orderBy('kid')
      .execute();
    return new Map(
      await Promise.all(
        rows.map(async ({ kid, secret_jwe, retired_at }) => {
          const { plaintext: bytes } = await compactDecrypt(secret_jwe, this.#secretKey);
          return [kid, { kid, key: createSecretKey(bytes), bytes, seals: retired_at === null }] as const;
        }),
      ),
    );
  }

  async #generate() {
    const secret = randomBytes(32);
    return {
      kid: randomText(9, 'base64url'),
      secret_jwe: await new CompactEncrypt(secret).setProtectedHeader(ENCRYPTION).encrypt(this.#secretKey),
      created_at: this.#now().getTime(),
      retired_at: null,
      revoked_at: null,
    };
  }
}

import {
  CompactEncrypt,
  CompactSign,
  calculateJwkThumbprint,
  compactDecrypt,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import type { Database } from '../database/open-database.ts';

/** @see https://www.rfc-editor.org/rfc/rfc8037 */
const ALGORITHM = 'EdDSA';
const ENCRYPTION = { alg: 'dir', enc: 'A256GCM' } as const;
/** How long a rotation by another process may go unnoticed. Both keys are published all the while. */
const FRESH_MS = 60_000;

type SigningKey = {
  readonly kid: string;
  readonly key: Awaited<ReturnType<typeof importJWK>>;
  readonly loadedAt: number;
  /** Whether the secret of this installation opens every key that signs. */
  readonly secretFits: boolean;
};

/** The keys that sign receipts. Private ones are encrypted at rest, retired ones stay published. */
export class SigningKeys {
  readonly #database: Database;
  readonly #secretKey: Uint8Array;
  readonly #now: () => Date;
  #active: Promise<SigningKey> | undefined;

  /** @param secretKey 256 bits, derived from the installation's secret */
  constructor(database: Database, secretKey: Uint8Array, now: () => Date) {
    this.#database = database;
    this.#secretKey = secretKey;
    this.#now = now;
  }

  /** A compact JWS (EdDSA over Ed25519) of a payload. */
  async sign(payload: unknown, type: string): Promise<string> {
    const { kid, key } = await this.#current();
    return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: type })
      .sign(key);
  }

  /** All public keys, the retired ones too. @see https://www.rfc-editor.org/rfc/rfc7517#section-5 */
  async published(): Promise<JSONWebKeySet> {
    const read = () =>
      this.#database.kysely.selectFrom('signing_keys').select('public_jwk').orderBy('created_at', 'desc').execute();
    let rows = await read();
    if (rows.length === 0) {
      await this.#current();
      rows = await read();
    }
    return { keys: rows.map(({ public_jwk }) => JSON.parse(public_jwk)) };
  }

  /** Whether the secret is the one that the keys were sealed with: with another one every visitor is a stranger. */
  async secretFits(): Promise<boolean> {
    return (await this.#current()).secretFits;
  }

  /** Signs with a new key from now on. @returns its `kid` */
  async rotate(): Promise<string> {
    const { kysely } = this.#database;
    const at = this.#now().getTime();
    const row = await this.#generate(at);
    await kysely.transaction().execute(async (transaction) => {
      await transaction.updateTable('signing_keys').set({ retired_at: at }).where('retired_at', 'is', null).execute();
      await transaction.insertInto('signing_keys').values(row).execute();
    });
    this.#active = undefined;
    return row.kid;
  }

  async #current(): Promise<SigningKey> {
    const active = this.#active;
    const known = await active;
    if (known && this.#now().getTime() - known.loadedAt < FRESH_MS) return known;
    // Of several who ask at once the first one loads, or makes, the key.
    if (this.#active !== active && this.#active) return this.#active;
    this.#active = this.#load();
    this.#active.catch(() => {
      this.#active = undefined;
    });
    return this.#active;
  }

  async #load(): Promise<SigningKey> {
    const known = await this.#newestThatOpens();
    if (known) return known;
    await this.#database.kysely
      .insertInto('signing_keys')
      .values(await this.#generate(this.#now().getTime()))
      .execute();
    const made = await this.#newestThatOpens();
    if (!made) throw new RangeError('no signing key');
    return made;
  }

  /**
   * Keys that another secret has sealed are passed over and left alone: theirs may be the secret of the other processes,
   * and then this one is the mistake.
   */
  async #newestThatOpens(): Promise<SigningKey | undefined> {
    const rows = await this.#database.kysely
      .selectFrom('signing_keys')
      .select(['kid', 'private_jwe'])
      .where('retired_at', 'is', null)
      .orderBy('created_at', 'desc')
      .orderBy('kid')
      .execute();
    const opened = await Promise.all(
      rows.map(async ({ kid, private_jwe }) => ({ kid, bytes: await this.#open(private_jwe) })),
    );
    const secretFits = opened.every(({ bytes }) => bytes !== undefined);
    for (const { kid, bytes } of opened) {
      if (!bytes) continue;
      const key = await importJWK(JSON.parse(new TextDecoder().decode(bytes)) as JWK, ALGORITHM);
      return { kid, key, loadedAt: this.#now().getTime(), secretFits };
    }
    return undefined;
  }

  async #open(jwe: string): Promise<Uint8Array | undefined> {
    try {
      return (await compactDecrypt(jwe, this.#secretKey)).plaintext;
    } catch (error) {
      if (error instanceof errors.JWEDecryptionFailed) return undefined;
      throw error;
    }
  }

  async #generate(createdAt: number) {
    const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
    const jwk = await exportJWK(publicKey);
    const kid = await calculateJwkThumbprint(jwk);
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(privateKey)));
    return {
      kid,
      public_jwk: JSON.stringify({ ...jwk, kid, alg: ALGORITHM, use: 'sig' }),
      private_jwe: await new CompactEncrypt(secret).setProtectedHeader(ENCRYPTION).encrypt(this.#secretKey),
      created_at: createdAt,
      retired_at: null,
    };
  }
}

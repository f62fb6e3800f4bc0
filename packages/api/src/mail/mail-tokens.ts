import { createSecretKey, type KeyObject } from 'node:crypto';
import { openClaims, sealClaims, tokenHeader } from '../tokens/compact-jwe.ts';

/** Ends one topic by one channel. It never expires: whoever keeps an old mail can still be rid of the next one. */
export interface StopClaims {
  readonly use: 'stop';
  /** The operator's id of the member. */
  readonly member: string;
  readonly site: string;
  readonly topic: string;
  readonly channel: 'email';
}

/** Opens the preferences from a mail, without a sign-in. */
export interface PageClaims {
  readonly use: 'page';
  readonly member: string;
  readonly site: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  /** Where the mail went, for a confirmation of what is switched on. */
  readonly address?: string | undefined;
  /** Group company that the link was made for, and which may have kept it: it opens that company's topics alone (R7.1). */
  readonly company?: string | undefined;
}

/** Confirms what was asked for in one go. */
export interface ConfirmClaims {
  readonly use: 'confirm';
  readonly member: string;
  readonly site: string;
  /** Of the events that asked. */
  readonly batch: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  /** Keyed hash of the address that the member had when a mail to another one was asked for. */
  readonly instead?: string | undefined;
}

export type MailClaims = StopClaims | PageClaims | ConfirmClaims;

const KID = 'mail-1';
const HEADER = tokenHeader(KID);

/**
 * Tokens in the links of mails. Their key hangs on the installation's secret alone and is never rotated: an unsubscribe link has
 * to work for as long as somebody keeps the mail.
 */
export class MailTokens {
  readonly #key: KeyObject;

  /** @param key 256 bits */
  constructor(key: Uint8Array) {
    this.#key = createSecretKey(key);
  }

  seal({ use, member, site, ...rest }: MailClaims): string {
    const more =
      'topic' in rest
        ? { top: rest.topic, chn: rest.channel }
        : 'batch' in rest
          ? { bat: rest.batch, exp: rest.expiresAt, ins: rest.instead }
          : { exp: rest.expiresAt, adr: rest.address, cmp: rest.company };
    return sealClaims({ use, sub: member, aud: site, ...more }, HEADER, this.#key);
  }

  /** The claims of a token of this use, expired or not; undefined where it is none. */
  async open<Use extends MailClaims['use']>(
    token: string,
    wanted: Use,
  ): Promise<Extract<MailClaims, { use: Use }> | undefined> {
    if (token.length > LONGEST) return undefined;
    const payload = await openClaims(token, (kid) => (kid === KID ? this.#key : undefined));
    if (!payload || payload.use !== wanted) return undefined;
    const { use, sub: member, aud: site, top: topic, chn: channel, bat: batch, exp: expiresAt } = payload;
    const { adr: address, cmp: company, ins: instead } = payload;
    // What this installation has sealed has its shape.
    return { use, member, site, topic, channel, batch, expiresAt, address, company, instead } as unknown as Extract<
      MailClaims,
      { use: Use }
    >;
  }
}

const LONGEST = 4096;

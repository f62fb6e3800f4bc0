import type { Transaction } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import { transact } from '../database/transact.ts';
import { GroupCommit } from '../records/group-commit.ts';
import { countRedeemed } from './campaigns.ts';
import { type Redeemed, type RedeemRefusal, type Redemption, redeemLink } from './redeem-link.ts';

/** How often tokens that have expired are forgotten. */
const SWEEP_MS = 3_600_000;

/** Redeems links, those that arrive together in one transaction. */
export class Redeemer {
  readonly #database: Database;
  readonly #commit: GroupCommit<Redemption, Redeemed | RedeemRefusal>;
  #sweptAt = 0;

  constructor(database: Database) {
    this.#database = database;
    this.#commit = new GroupCommit((batch) => this.#write(batch), { largest: 64, singly: true });
  }

  /** Resolves when it is durable. @throws {Overloaded} */
  redeem(redemption: Redemption): Promise<Redeemed | RedeemRefusal> {
    return this.#commit.submit(redemption);
  }

  drain(): Promise<void> {
    return this.#commit.drain();
  }

  #write(batch: readonly Redemption[]): Promise<(Redeemed | RedeemRefusal)[]> {
    const { engine } = this.#database;
    return transact(this.#database, async (transaction) => {
      const results: (Redeemed | RedeemRefusal)[] = [];
      for (const redemption of batch) results.push(await redeemLink(transaction, engine, redemption));
      const counts = new Map<string, { site: string; campaign: string; counted: number; linked: number }>();
      for (const [index, { site, claims }] of batch.entries()) {
        const result = results[index];
        if (typeof result !== 'object' || !result.isNew) continue;
        const id = `${site}\n${claims.campaign}`;
        const count = counts.get(id) ?? { site, campaign: claims.campaign, counted: 0, linked: 0 };
        counts.set(id, count);
        // A reader who first agreed to be recognised and later to be joined is one reader.
        if (!result.isUpgrade) count.counted += 1;
        if (result.outcome === 'linked') count.linked += 1;
      }
      for (const { site, campaign, counted, linked } of counts.values())
        await countRedeemed(transaction, engine, site, campaign, { counted, linked });
      await this.#sweep(transaction, batch);
      return results;
    });
  }

  async #sweep(transaction: Transaction<Tables>, batch: readonly Redemption[]): Promise<void> {
    const at = batch[0]?.at ?? 0;
    if (at - this.#sweptAt < SWEEP_MS) return;
    this.#sweptAt = at;
    await transaction.deleteFrom('link_tokens').where('expires_at', '<', at).execute();
  }
}

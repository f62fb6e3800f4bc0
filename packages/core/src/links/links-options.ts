import type { Kernel } from '../kernel/kernel.ts';
import type { History } from '../noren.ts';
import type { Store } from '../page/store.ts';
import type { ConsentApi } from '../proof/api-client.ts';

/** What links and members are made over. */
export interface LinksOptions {
  readonly kernel: Kernel;
  readonly store: Store;
  readonly api: ConsentApi;
  readonly history: () => Promise<History>;
}

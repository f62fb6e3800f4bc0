import type { Doomed, Erasure } from './erasure.ts';
import { inTime } from './in-time.ts';

/**
 * Deletes caches of Cache Storage, which only a secure context has: elsewhere there are none of anyone's.
 * @see https://w3c.github.io/ServiceWorker/#cache-storage-interface
 */
export async function eraseCaches({ names, goes }: Doomed, { erased, kept, unchecked }: Erasure): Promise<void> {
  if (!names('caches').length || !('caches' in window)) return;
  try {
    for (const name of await inTime(caches.keys())) {
      if (goes('caches', name)) ((await inTime(caches.delete(name))) ? erased : kept).add(name);
    }
  } catch {
    for (const name of names('caches')) unchecked.add(name);
  }
}

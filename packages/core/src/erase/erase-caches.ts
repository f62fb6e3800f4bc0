import type { Erasure, FindDoomed } from './erasure.ts';
import { inTime } from './in-time.ts';

/**
 * Deletes caches of Cache Storage, which only a secure context has: elsewhere there are none of anyone's. One that another
 * tab has deleted in the same moment is gone as well.
 * @see https://w3c.github.io/ServiceWorker/#cache-storage-interface
 */
export async function eraseCaches(find: FindDoomed, erasure: Erasure): Promise<void> {
  const { names } = find();
  if (!names('caches').length || !('caches' in window)) return;
  try {
    const found = await inTime(caches.keys());
    const { goes } = find();
    const doomed = found.filter((name) => goes('caches', name));
    await Promise.all(
      doomed.map(async (name) => {
        try {
          await inTime(caches.delete(name));
          erasure.note(name, true);
        } catch {
          erasure.note(name, false);
        }
      }),
    );
  } catch {
    erasure.couldNotLook(names('caches'));
  }
}

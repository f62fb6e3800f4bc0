import { cookieNames, deleteCookie } from '../cookies/delete-cookie.ts';
import { eraseCaches } from './erase-caches.ts';
import { eraseDatabases } from './erase-databases.ts';
import { eraseWorkers } from './erase-workers.ts';
import { type Doomed, Erasure } from './erasure.ts';
import { keysOf, webStorages } from './web-storages.ts';

/**
 * Erases what is doomed and looks again afterwards: cookies and web storage before anything else can run, then whatever a
 * browser only gives later. Never throws.
 */
export async function eraseTraces(doomed: Doomed): Promise<Erasure> {
  const erasure = new Erasure();
  for (const name of new Set(cookieNames())) {
    if (doomed.goes('cookies', name)) (deleteCookie(name) ? erasure.erased : erasure.kept).add(name);
  }
  for (const storage of webStorages()) {
    for (const key of keysOf(storage)) {
      if (!doomed.goes('storage', key)) continue;
      storage.removeItem(key);
      erasure.erased.add(key);
    }
  }
  // A worker may fill its caches again while it is there.
  await eraseWorkers(doomed, erasure);
  await Promise.all([eraseDatabases(doomed, erasure), eraseCaches(doomed, erasure)]);
  return erasure;
}

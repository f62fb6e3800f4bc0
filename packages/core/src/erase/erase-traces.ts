import { cookieNames, deleteCookie } from '../cookies/delete-cookie.ts';
import { eraseCaches } from './erase-caches.ts';
import { eraseDatabases } from './erase-databases.ts';
import { eraseStorage } from './erase-storage.ts';
import { eraseWorkers } from './erase-workers.ts';
import { Erasure, type FindDoomed } from './erasure.ts';

/**
 * Erases what is doomed and looks again afterwards: cookies and web storage before anything else can run, then whatever a
 * browser only gives later. Never throws.
 */
export async function eraseTraces(find: FindDoomed): Promise<Erasure> {
  const erasure = new Erasure();
  const doomed = find();
  try {
    for (const name of new Set(cookieNames())) if (doomed.goes('cookies', name)) erasure.note(name, deleteCookie(name));
  } catch {
    erasure.couldNotLook(doomed.names('cookies'));
  }
  eraseStorage(doomed, erasure);
  // A worker may fill its caches again while it is there.
  await eraseWorkers(find, erasure);
  await Promise.all([eraseDatabases(find, erasure), eraseCaches(find, erasure)]);
  return erasure;
}

import type { Doomed, Erasure } from './erasure.ts';
import { inTime } from './in-time.ts';

/**
 * Deletes IndexedDB databases. One that a page has open goes when that page lets it go; nobody waits for that.
 * @see https://w3c.github.io/IndexedDB/#dom-idbfactory-deletedatabase
 */
export async function eraseDatabases(
  { names, goes }: Doomed,
  { erased, kept, inUse, unchecked }: Erasure,
): Promise<void> {
  if (!names('databases').length) return;
  let found: readonly string[];
  try {
    if (indexedDB.databases) found = (await inTime(indexedDB.databases())).map(({ name = '' }) => name);
    else {
      // Firefox before 126 lists none: what has a whole name is deleted unseen.
      found = names('databases').filter((name) => !name.includes('*'));
      for (const name of names('databases')) if (name.includes('*')) unchecked.add(name);
    }
  } catch {
    // Blocked, or broken.
    for (const name of names('databases')) unchecked.add(name);
    return;
  }
  await Promise.all(
    found.map(async (name) => {
      if (!goes('databases', name)) return;
      // Of one that is open in a tab too busy to be asked nothing is said.
      const outcome = await inTime(deleteDatabase(name).catch(() => 'kept' as const)).catch(() => 'in use' as const);
      if (outcome === 'erased') erased.add(name);
      else if (outcome) kept.add(name);
      if (outcome === 'in use') inUse.add(name);
    }),
  );
}

/** @returns what became of it; nothing where there was none */
function deleteDatabase(name: string): Promise<'erased' | 'kept' | 'in use' | undefined> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = (event) => resolve((event as IDBVersionChangeEvent).oldVersion ? 'erased' : undefined);
    request.onblocked = () => resolve('in use');
    request.onerror = () => resolve('kept');
  });
}

import type { Erasure, FindDoomed } from './erasure.ts';
import { inTime } from './in-time.ts';

/**
 * Deletes IndexedDB databases. One that a page has open goes when that page lets it go; nobody waits for that.
 * @see https://w3c.github.io/IndexedDB/#dom-idbfactory-deletedatabase
 */
export async function eraseDatabases(find: FindDoomed, erasure: Erasure): Promise<void> {
  const { names } = find();
  if (!names('databases').length) return;
  let found: readonly string[];
  try {
    if (indexedDB.databases) found = (await inTime(indexedDB.databases())).map(({ name = '' }) => name);
    else {
      // Firefox before 126 lists none: what has a whole name is deleted unseen.
      found = names('databases').filter((name) => !name.includes('*'));
      erasure.couldNotLook(names('databases').filter((name) => name.includes('*')));
    }
  } catch {
    // Blocked, or broken.
    erasure.couldNotLook(names('databases'));
    return;
  }
  const { goes } = find();
  await Promise.all(
    found.map(async (name) => {
      if (!goes('databases', name)) return;
      // Of one that is open in a tab too busy to be asked nothing is said.
      const outcome = await inTime(deleteDatabase(name).catch(() => 'kept' as const)).catch(() => 'in use' as const);
      if (outcome) erasure.note(name, outcome === 'erased');
      if (outcome === 'in use') erasure.inUse.add(name);
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

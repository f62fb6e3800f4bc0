/** The databases that a browser keeps for a site. */
export type DatabaseName = 'noren-outbox' | 'noren-history' | 'noren-subject' | 'noren-own';

/** Everything that a database keeps, by key, as it is. */
export function keptIn(name: DatabaseName): Promise<[IDBValidKey, Record<string, unknown>][]> {
  return inStore(name, async (store) => {
    const [keys, values] = await Promise.all([settled(store.getAllKeys()), settled(store.getAll())]);
    return keys.map((key, index) => [key, values[index]]);
  });
}

/** Puts anything into a database, as damage or another version would. */
export function put(name: DatabaseName, key: IDBValidKey, value: unknown): Promise<unknown> {
  return inStore(name, (store) => settled(store.put(value, key)));
}

/** Empties a database. */
export function empty(name: DatabaseName): Promise<unknown> {
  return inStore(name, (store) => settled(store.clear()));
}

async function inStore<Result>(name: DatabaseName, use: (store: IDBObjectStore) => Promise<Result>): Promise<Result> {
  const opening = indexedDB.open(name);
  opening.onupgradeneeded = () => opening.result.createObjectStore('map');
  const database = await settled(opening);
  try {
    return await use(database.transaction('map', 'readwrite').objectStore('map'));
  } finally {
    database.close();
  }
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

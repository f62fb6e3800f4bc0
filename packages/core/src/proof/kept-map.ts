import { createStore, del, get, promisifyRequest, set, type UseStore } from 'idb-keyval';

/** A small map kept in IndexedDB. Where IndexedDB is blocked, full or corrupted it holds for as long as the page does. */
export interface KeptMap<Value> {
  get(key: string): Promise<Value | undefined>;
  set(key: string, value: Value): Promise<void>;
  delete(key: string): Promise<void>;
  /** Sorted by key. */
  entries(): Promise<[string, Value][]>;
}

/**
 * @param isValue guards what is read: a value of another shape counts as absent
 */
export function keptMap<Value>(name: string, isValue: (value: unknown) => value is Value): KeptMap<Value> {
  const memory = new Map<string, Value>();
  let database: UseStore | undefined;
  const store = (): UseStore => {
    database ??= createStore(name, 'map');
    return database;
  };
  const either = async <Result>(kept: () => Promise<Result>, otherwise: Result): Promise<Result> => {
    try {
      return await kept();
    } catch {
      return otherwise;
    }
  };
  return {
    async get(key) {
      const value = await either<unknown>(() => get(key, store()), undefined);
      return isValue(value) ? value : memory.get(key);
    },
    async set(key, value) {
      memory.set(key, value);
      await either(() => set(key, value, store()), undefined);
    },
    async delete(key) {
      memory.delete(key);
      await either(() => del(key, store()), undefined);
    },
    async entries() {
      // idb-keyval's own way also serves browsers that lack getAll, of which there are none any more.
      const [keys, values] = await either<[IDBValidKey[], unknown[]]>(
        () =>
          store()('readonly', (map) =>
            Promise.all([promisifyRequest(map.getAllKeys()), promisifyRequest<unknown[]>(map.getAll())]),
          ),
        [[], []],
      );
      const all = new Map(memory);
      // Not by `entries`, which Prototype.js replaces.
      for (let at = 0; at < keys.length; at += 1) {
        const [key, value] = [keys[at], values[at]];
        if (typeof key === 'string' && isValue(value)) all.set(key, value);
      }
      return [...all].sort(([a], [b]) => (a < b ? -1 : 1));
    },
  };
}

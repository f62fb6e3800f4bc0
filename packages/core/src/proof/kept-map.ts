import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval';

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
      const kept = await either<[IDBValidKey, unknown][]>(() => entries(store()), []);
      const all = new Map(memory);
      for (const [key, value] of kept) if (typeof key === 'string' && isValue(value)) all.set(key, value);
      return [...all].sort(([a], [b]) => (a < b ? -1 : 1));
    },
  };
}

/** Key in `localStorage`: row id → day on which the visitor opened that provider's procedure. */
const KEY = 'noren-opt-outs';

/** Row id → day (`2026-11-22`). */
export type Visited = Readonly<Record<string, string>>;

/** Which procedures the visitor has opened from here. Never throws: what cannot be read was not opened. */
export function readVisited(): Visited {
  try {
    const kept = Object.entries({ ...JSON.parse(localStorage.getItem(KEY) ?? '{}') });
    return Object.fromEntries(
      kept.filter((entry): entry is [string, string] => /^\d{4}-\d{2}-\d{2}$/.test(String(entry[1]))),
    );
  } catch {
    return {};
  }
}

/** Remembers that a procedure was opened now. Kept because the visitor asked to be told; blocked storage keeps nothing. */
export function rememberVisit(id: string, now: Date): Visited {
  // The visitor's own day, not that of Greenwich.
  const day = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
  const visited = { ...readVisited(), [id]: day };
  try {
    localStorage.setItem(KEY, JSON.stringify(visited));
  } catch {
    // Said for as long as the page is open.
  }
  return visited;
}

const pad = (count: number): string => String(count).padStart(2, '0');

/** The next event of a type, with its detail. */
export function next<Detail = unknown>(target: EventTarget, type: string): Promise<Detail> {
  return new Promise((resolve) => {
    target.addEventListener(type, (event) => resolve((event as CustomEvent<Detail>).detail), { once: true });
  });
}

/** Settles when something holds; asked again with every task of the page, until the test's own time is over. */
export async function until<Value>(holds: () => Value | Promise<Value>): Promise<NonNullable<Value>> {
  for (;;) {
    const value = await holds();
    if (value) return value as NonNullable<Value>;
    await turn();
  }
}

/** The next task: what was due before it is done. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/** Details of every event of these types, in order, as `[type, detail]`. */
export function record<Detail = Record<string, unknown>>(target: EventTarget, ...types: string[]): [string, Detail][] {
  const list: [string, Detail][] = [];
  for (const type of types) {
    target.addEventListener(`noren:${type}`, (event) => list.push([type, (event as CustomEvent<Detail>).detail]));
  }
  return list;
}

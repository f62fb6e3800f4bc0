/**
 * Reads test files into the page that they share.
 * @param files as `import.meta.glob` names them
 * @throws {Error} for a file that has declared no test once it has been read: what it declares later never runs, and nothing
 *   else would say so
 */
export async function readTests(files: Readonly<Record<string, () => Promise<unknown>>>): Promise<void> {
  const { describe } = globalThis;
  for (const [path, read] of Object.entries(files)) {
    const suites: Mocha.Suite[] = [];
    const noted = (title: string, body: (this: Mocha.Suite) => void): Mocha.Suite => {
      const suite = describe(title, body);
      suites.push(suite);
      return suite;
    };
    globalThis.describe = Object.assign(noted, describe);
    await read();
    if (!suites.some((suite) => suite.total() > 0)) throw new Error(`${path} has no tests`);
  }
  globalThis.describe = describe;
}

/** Fetches what few pages need of the first file: what late scripts run in, and why a cookie cannot be read. Once, as a module is. */
export type BringRare = () => Promise<typeof import('../rare/index.ts')>;

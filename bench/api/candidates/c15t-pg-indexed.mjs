// The same, with one index that c15t does not create: consent("subjectId"). Not a default; shows what is missing.
const { indexed } = await import('./c15t-pg.mjs?indexed');
export const candidate = indexed('c15t 2.2.1 + PostgreSQL, index added by hand');

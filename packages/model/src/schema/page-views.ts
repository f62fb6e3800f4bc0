import { z } from 'zod';
import { heldParameter } from './personal-url.ts';

const hash = z
  .literal(true)
  .optional()
  .describe('A fragment that begins with "/" or "!" is a route: `#/cart`. Default: a fragment is part of no address.');

/** Page views that Noren tracks by itself: the first one, and one for each navigation within the page. */
export const pageViews = z.union([z.literal(true), z.strictObject({ hash })]);

/** What `noren.js` carries of it. */
export const runtimePageViews = z.strictObject({
  hash,
  hold: z.array(heldParameter).optional().describe('Of the address never told: what personalised links hold.'),
});

export type PageViews = z.infer<typeof pageViews>;
export type RuntimePageViews = z.infer<typeof runtimePageViews>;

import { z } from 'zod';
import { runtimeBridges } from './bridges.ts';
import { runtimePageViews } from './page-views.ts';
import { mode } from './purpose.ts';
import { runtimeTakeOver } from './take-over.ts';
import { identifier, languageTag } from './text.ts';

/** The words of the notice in one language, as its first frame needs them. */
export const noticeWords = z.strictObject({
  title: z.string(),
  body: z.string(),
  acceptAll: z.string(),
  rejectAll: z.string(),
  settings: z.string(),
  register: z.string(),
  acknowledge: z.string().optional().describe('Dismisses without deciding; only where nothing waits for a yes.'),
});

const purposes = z.array(
  z.strictObject({
    id: identifier,
    mode,
    gpc: z.literal(true).optional(),
    group: z.literal(true).optional().describe('A decision may travel between the sites of the group.'),
    requires: z.array(identifier).optional(),
    since: z.int().describe('Sequence of the newest material edition that affects it; older grants are asked again.'),
  }),
);

const services = z.array(
  z.strictObject({
    id: identifier,
    purpose: identifier,
    mode: mode.optional(),
    choice: z.literal(false).optional().describe('Left out where it has a switch of its own, as most do.'),
  }),
);

const notice = z
  .record(languageTag, noticeWords)
  .describe('Of the first language. Readers of another one get theirs from a file of its own.');

const wording = z
  .record(languageTag, z.string())
  .describe(
    'Of each language of the site, the first one first: how the SHA-256 of everything shown in it begins. The consent API knows the rest. Beside noren.js stands `wording.<this>.json`, and of every language but the first `notice.<this>.json`.',
  );

/** What takes the place of the keys of the same names when an announced edition takes effect. */
const upcomingEdition = z.strictObject({
  at: z.int().describe('From when, in seconds since 1970.'),
  edition: z.int().min(2),
  wording,
  purposes: purposes.optional(),
  services: services.optional(),
  notice: notice.optional(),
});

/** What strict mode goes by: the rows of the register, as far as code can act on them, and what is the site's own. */
export const strictRules = z.strictObject({
  hosts: z
    .record(z.string(), z.array(z.int()))
    .describe(
      'Host or domain → places in `rows` of those that name it; none where it is the site’s own or its API’s. What is below it is meant too; the nearest counts.',
    ),
  rows: z.array(
    z.strictObject({
      id: identifier,
      purpose: identifier.optional().describe('Left out where the row always runs.'),
      cookies: z.string().optional().describe('What their names fit: the source of a regular expression.'),
      storage: z.string().optional().describe('The same of keys in web storage.'),
    }),
  ),
});

/**
 * What `noren.js` carries of a site's config: ids, modes, edition sequence, patterns and the notice's text (the
 * runtime projection). Everything else is in the wording file of the page's language, fetched when the preferences are first needed.
 */
export const runtimeConfig = z.strictObject({
  v: z.literal(1),
  site: identifier,
  stamp: z
    .string()
    .optional()
    .describe('Set by publishing; a config without it runs on localhost only. The one inside noren.js needs none.'),
  off: z.literal(true).optional().describe('Kill switch.'),
  editions: z.array(z.string()).min(1).describe("Labels in order; an edition's sequence is its place from 1."),
  edition: z.int().min(1).describe('Sequence of the edition in force when this was published.'),
  upcoming: z
    .array(upcomingEdition)
    .optional()
    .describe('Editions not yet in force when this was published, in order, with what differs from the one before.'),
  language: languageTag.optional(),
  api: z.string().optional(),
  purposes,
  services,
  cookie: z
    .strictObject({ domain: z.string().optional(), maxAgeDays: z.int().optional() })
    .optional()
    .describe('Left out where nothing differs from the default: this host, 365 days.'),
  validityDays: z.int().optional().describe('Left out where it is 365.'),
  layout: z.enum(['card', 'dialog']).optional().describe('Default: a bar.'),
  notice,
  wording,
  registerUrl: z.string(),
  links: z
    .union([
      z.literal(false),
      z.strictObject({
        identification: identifier.optional(),
        linking: identifier.optional(),
        askAgainDays: z.int().optional(),
      }),
    ])
    .optional()
    .describe(
      '`false` where the site has no personalised links; else what differs from the default, identification, linking, 180.',
    ),
  reload: z.literal(true).optional(),
  takeOver: runtimeTakeOver.optional().describe('Only in a noren.js that can take over.'),
  bridges: runtimeBridges.optional().describe('Only in a noren.js that can bring them.'),
  pageViews: runtimePageViews.optional().describe('Only in a noren.js that can bring what tracks them.'),
  debug: z
    .strictObject({ hosts: z.array(z.string()).optional(), rules: strictRules.optional() })
    .optional()
    .describe('Only in a noren.js that has the inspector. `rules` are those of strict mode, and left out beside them.'),
  strict: strictRules.optional().describe('Only in noren-strict.js.'),
});

export type NoticeWords = z.infer<typeof noticeWords>;
export type RuntimeConfig = z.infer<typeof runtimeConfig>;
export type StrictRules = z.infer<typeof strictRules>;
export type StrictRow = StrictRules['rows'][number];
export type RuntimePurpose = RuntimeConfig['purposes'][number];
export type RuntimeService = RuntimeConfig['services'][number];

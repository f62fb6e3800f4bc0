import { z } from 'zod';
import { identifier } from './text.ts';

/** Tools whose decisions Noren can read. */
export const otherTool = z.enum(['vanilla-cookieconsent', 'klaro', 'tarteaucitron', 'cookiebot', 'onetrust']);

/** Tools whose way of marking scripts, frames and images Noren can understand. */
export const otherMarkup = z.enum(['vanilla-cookieconsent', 'klaro', 'cookiebot', 'onetrust']);

/** Name of a category, group or service in another tool. */
export const theirName = z
  .string()
  .min(1)
  .max(60)
  .refine((value) => !/\p{Cc}/u.test(value), 'no control characters');

const cookieName = z
  .string()
  .regex(/^[\w!#$%&'*+.^`|~-]{1,60}$/, 'the name of a cookie')
  .optional();

// Each name stands in the record of whoever comes with a decision.
const few = <Shape extends z.ZodType<Readonly<Record<string, unknown>>>>(map: Shape) =>
  map.refine((value) => {
    const { length } = Object.keys(value as object);
    return length > 0 && length <= 40;
  }, 'from 1 to 40 names');

const purposesOf = few(
  z.record(
    theirName,
    z.union([identifier, z.array(identifier).min(1).max(20)], { error: 'the id of a purpose, or a list of them' }),
  ),
);
const rowsOf = few(z.record(theirName, identifier));

const refusalsOnly = z
  .boolean()
  .optional()
  .describe(
    'Counts what was refused there and nothing else: for a tool that kept a yes which nobody had said. Default: false.',
  );

const CATEGORIES = 'Category there → the purpose here that it allowed, or several.';
const SERVICES = 'Service there → the purpose here that it allowed, or several.';
const ROWS = 'Service there → id of a row of the register.';

/** What is taken over from the tool that a site had before. */
export const takeOver = z
  .strictObject({
    'vanilla-cookieconsent': z
      .strictObject({
        cookie: cookieName.describe('Name of its cookie, or of its key in localStorage. Default: cc_cookie.'),
        revision: z.int().min(0).optional().describe('A yes of another revision does not count. Default: any.'),
        refusalsOnly,
        categories: purposesOf.describe(CATEGORIES),
        services: rowsOf
          .optional()
          .describe(`${ROWS} Needed where its categories have services: a refused one stays refused.`),
      })
      .optional(),
    klaro: z
      .strictObject({
        cookie: cookieName.describe('Name of its cookie, or of its key in localStorage. Default: klaro.'),
        refusalsOnly,
        services: purposesOf.describe(SERVICES),
      })
      .optional(),
    tarteaucitron: z
      .strictObject({
        cookie: cookieName.describe('Name of its cookie. Default: tarteaucitron.'),
        refusalsOnly,
        services: purposesOf.describe(SERVICES),
      })
      .optional(),
    cookiebot: z
      .strictObject({
        refusalsOnly,
        categories: few(
          z.partialRecord(
            z.enum(['necessary', 'preferences', 'statistics', 'marketing']),
            z.union([identifier, z.array(identifier).min(1).max(20)], {
              error: 'the id of a purpose, or a list of them',
            }),
          ),
        ).describe(CATEGORIES),
      })
      .optional(),
    onetrust: z
      .strictObject({
        refusalsOnly,
        categories: purposesOf.describe(`${CATEGORIES} For example C0002.`),
      })
      .optional(),
    edition: z
      .string()
      .optional()
      .describe(
        'Label of the edition that a yes given there counts for: later material editions ask again. Default: the first.',
      ),
    erase: z
      .boolean()
      .optional()
      .describe('Deletes what the other tool has kept, once it is taken over. Default: false.'),
    markup: z
      .array(otherMarkup)
      .optional()
      .describe('Tools in whose way scripts, frames and images on the pages are marked. Default: none.'),
  })
  .refine((value) => otherTool.options.some((tool) => value[tool]), {
    message: `at least one of ${otherTool.options.join(', ')}`,
  });

/** The same as every page carries it. */
export const runtimeTakeOver = z.strictObject({
  tools: z.partialRecord(
    otherTool,
    z.strictObject({
      cookie: z.string().optional(),
      revision: z.int().optional(),
      refusalsOnly: z.literal(true).optional(),
      purposes: z.record(theirName, z.array(identifier)).describe('Category or service there → purposes here.'),
      rows: z.record(theirName, identifier).optional().describe('Service there → row of the register.'),
    }),
  ),
  edition: z.int().min(1).describe('Sequence of the edition that a yes counts for.'),
  erase: z.literal(true).optional(),
  markup: z.array(otherMarkup).optional(),
});

/** What a decision that was made in another tool said, of what the site has named and no more. */
export const imported = z.strictObject({
  tool: otherTool,
  accepted: z.array(theirName).max(40).describe('Its categories or services, by their names there.'),
  refused: z.array(theirName).max(40),
});

export type OtherTool = z.infer<typeof otherTool>;
export type OtherMarkup = z.infer<typeof otherMarkup>;
export type TakeOver = z.infer<typeof takeOver>;
export type RuntimeTakeOver = z.infer<typeof runtimeTakeOver>;
export type Imported = z.infer<typeof imported>;

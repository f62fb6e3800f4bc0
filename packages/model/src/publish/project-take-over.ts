import { type OtherTool, otherTool, type RuntimeTakeOver, type SiteConfig, type TakeOver } from '../schema/index.ts';

/** Another tool as a site's config has it, whatever that tool calls what it asks about. */
export interface ToldTool {
  readonly tool: OtherTool;
  /** Key of the config under which the names stand. */
  readonly key: 'categories' | 'services';
  /** Category or service there → purposes here. */
  readonly purposes: Readonly<Record<string, readonly string[]>>;
  /** Service there → row of the register. */
  readonly rows: Readonly<Record<string, string>> | undefined;
  /** Name of what it keeps, where that is not the usual one. */
  readonly cookie: string | undefined;
  readonly revision: number | undefined;
  /** Whether no yes of it counts. */
  readonly refusalsOnly: boolean | undefined;
}

/** The tools that a config names, in one shape. */
export function toldTools(takeOver: TakeOver): ToldTool[] {
  return otherTool.options.flatMap((tool) => {
    const told = takeOver[tool];
    if (!told) return [];
    const key = 'categories' in told ? 'categories' : 'services';
    const map = ('categories' in told ? told.categories : told.services) as Record<string, string | string[]>;
    const purposes = Object.fromEntries(Object.entries(map).map(([theirs, ours]) => [theirs, [ours].flat()]));
    return [
      {
        tool,
        key,
        purposes,
        rows: 'categories' in told && 'services' in told ? told.services : undefined,
        cookie: 'cookie' in told ? told.cookie : undefined,
        revision: 'revision' in told ? told.revision : undefined,
        refusalsOnly: told.refusalsOnly,
      },
    ];
  });
}

/** The part of it that `noren.js` carries. */
export function projectTakeOver({ editions }: SiteConfig, takeOver: TakeOver): RuntimeTakeOver {
  const { edition, erase, markup } = takeOver;
  const tools = toldTools(takeOver).map(({ tool, purposes, rows, cookie, revision, refusalsOnly }) => [
    tool,
    {
      ...(cookie ? { cookie } : {}),
      ...(revision === undefined ? {} : { revision }),
      ...(refusalsOnly ? { refusalsOnly: true as const } : {}),
      purposes,
      ...(rows ? { rows } : {}),
    },
  ]);
  return {
    tools: Object.fromEntries(tools),
    edition: edition === undefined ? 1 : editions.findIndex(({ label }) => label === edition) + 1,
    ...(erase ? { erase: true as const } : {}),
    ...(markup?.length ? { markup } : {}),
  };
}

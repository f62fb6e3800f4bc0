import { briefFinding, checkAgainst, checkConfig, type Finding } from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import type { LocatedFinding } from '../located-finding.ts';
import { readText } from '../read-text.ts';
import { type ParsedConfig, parseConfig } from './parse-config.ts';

/** A config file that was read and checked. */
export interface ReadConfig {
  readonly file: string;
  readonly findings: readonly LocatedFinding[];
  /** There when nothing is an error. */
  readonly config?: SiteConfig;
}

export interface CheckOptions {
  /** Refuses what is still being confirmed. */
  readonly strict?: boolean | undefined;
  /** What is published now, in each of its places. */
  readonly against?: readonly SiteConfig[] | undefined;
  /** When it is to be published. Default: now. */
  readonly now?: Date | undefined;
}

/** Reads `.json` as JSON, and `.jsonc` with comments and trailing commas. */
export async function parseConfigFile(cwd: string, file: string): Promise<ParsedConfig> {
  return parseConfig(await readText(cwd, file), { comments: /\.jsonc$/i.test(file) });
}

/**
 * Reads a config file and checks it, each finding with its line and column, and short enough to be printed.
 * @throws {NorenError} `unreadable-file`
 */
export async function readConfig(
  cwd: string,
  file: string,
  { strict = false, against = [], now = new Date() }: CheckOptions = {},
): Promise<ReadConfig> {
  const parsed = await parseConfigFile(cwd, file);
  const { value, findings: syntax } = parsed;
  if (value === undefined) return { file, findings: syntax.map(briefFinding) };
  const { config, findings } = checkConfig(value, { strict, now });
  const compared = config ? against.flatMap((published) => compare(published, config, now, strict)) : [];
  // Two places may hold the same publication: what both say is said once.
  const told = new Map(compared.map((found) => [JSON.stringify(found), found]));
  const all = [...findings, ...told.values()].map(
    (found): LocatedFinding => ({ ...found, ...parsed.positionOf(found.path) }),
  );
  const sorted = [...syntax, ...all].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  const refused = sorted.some(({ severity }) => severity === 'error');
  return { file, findings: sorted.map(briefFinding), ...(config && !refused ? { config } : {}) };
}

function compare(published: SiteConfig, next: SiteConfig, now: Date, strict: boolean): Finding[] {
  if (published.site === next.site) return checkAgainst(published, next, now, { strict });
  return [
    {
      severity: 'error',
      code: 'site-mismatch',
      path: 'site',
      received: next.site,
      fix: `"${published.site}" is published there: compare with, or write to, the place of this site`,
    },
  ];
}

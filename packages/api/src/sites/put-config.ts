import { NorenError } from '@noren/model';
import { briefFinding, type Finding } from '@noren/model/publish';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { Problem, type ProblemEntry } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { json } from '../http/respond.ts';
import { authorizeKey } from '../keys/authorize-key.ts';
import { configTag } from './site.ts';

const BODY_LIMIT = 2_000_000;

const WITHOUT_API: Finding = {
  severity: 'warning',
  code: 'api-missing',
  path: 'api',
  fix: 'the address of this API, e.g. "https://consent.example.co.jp": without it pages send no choice, and nothing is recorded',
};

/** `PUT /v1/sites/:site/config`: publishes the next version of a site's config. */
export async function putConfig(context: Context, call: Call): Promise<Response> {
  const { request, params } = call;
  const key = params.site ?? '';
  limitRate(context, key, call);
  const { id } = await authorizeKey(context, request, { site: key, scope: 'config:write' });
  const input = await readJson(request, BODY_LIMIT);
  const named = (input as { site?: unknown } | null)?.site;
  if (named !== key) {
    throw new Problem('invalid-config', [
      { code: 'site-mismatch', path: 'site', received: named, fix: `"${key}", as in the address` },
    ]);
  }
  const replaces = await expectedVersion(context, key, request.headers.get('if-match'));

  try {
    const { version, published, changed } = await context.sites.publish(input, { actor: `key:${id}`, replaces });
    const body = {
      site: key,
      version,
      stamp: published.stamp,
      changed,
      wording: { files: published.wordingFiles.map(({ name }) => name), hash: published.wordingHashes },
      warnings: [...(published.config.api ? [] : [WITHOUT_API]), ...published.warnings].map(briefFinding),
    };
    return json(changed ? 201 : 200, body, { etag: `"${version}-${published.stamp.slice(0, 12)}"` });
  } catch (error) {
    if (!(error instanceof NorenError) || error.code !== 'invalid-config') throw error;
    throw new Problem('invalid-config', (error.received as readonly Finding[]).map(entry));
  }
}

/** The version that `If-Match` asks to replace. @throws {Problem} `version-mismatch` */
async function expectedVersion({ sites }: Context, key: string, ifMatch: string | null): Promise<number | undefined> {
  if (ifMatch === null) return undefined;
  const site = await sites.current(key);
  const tag = site && configTag(site);
  const tags = ifMatch.split(',').map((part) => part.trim());
  if (!site || !(tags.includes('*') || (tag && tags.includes(tag)))) {
    throw new Problem(
      'version-mismatch',
      tag ? [{ code: 'version-mismatch', received: ifMatch, fix: `the newest version is ${tag}` }] : [],
    );
  }
  return site.version;
}

function entry(finding: Finding): ProblemEntry {
  const { severity: _, ...told } = briefFinding(finding);
  return told;
}

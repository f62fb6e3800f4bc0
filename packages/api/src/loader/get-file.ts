import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { IMMUTABLE, PUBLIC_HEADERS } from '../http/respond.ts';
import { getPage, PAGE } from '../pages/get-page.ts';
import type { Site } from '../sites/site.ts';
import { EncodedText } from './encode.ts';

const WORDING = /^(?:wording|documents)\.[A-Za-z0-9_-]{6,12}\.json$/;
const MOST_FILES = 1000;

const files = new WeakMap<Context, Map<string, EncodedText>>();

/** `GET /v1/sites/:site/:file`: a page, a chunk of the loader, or a wording file of now or of any earlier publication. */
export async function getFile(context: Context, site: Site, call: Call): Promise<Response> {
  const { request, params } = call;
  const name = params.file ?? '';
  if (PAGE.test(name)) return getPage(context, site, call);
  const wording = WORDING.test(name);
  const found = wording ? await wordingFile(context, site.key, name) : await context.loader?.chunk(name);
  if (!found) throw new Problem('unknown-file');
  return found.toResponse(request, {
    ...PUBLIC_HEADERS,
    'content-type': wording ? 'application/json' : 'text/javascript; charset=utf-8',
    'cache-control': IMMUTABLE,
  });
}

async function wordingFile(context: Context, site: string, name: string): Promise<EncodedText | undefined> {
  const known = files.get(context) ?? new Map<string, EncodedText>();
  files.set(context, known);
  const key = `${site}/${name}`;
  const kept = known.get(key);
  if (kept) return kept;
  const row = await context.database.kysely
    .selectFrom('wording_files')
    .select('text')
    .where('site', '=', site)
    .where('name', '=', name)
    .executeTakeFirst();
  if (!row) return undefined;
  const file = new EncodedText(row.text);
  if (known.size >= MOST_FILES) known.clear();
  known.set(key, file);
  return file;
}

import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { IMMUTABLE, PUBLIC_HEADERS } from '../http/respond.ts';
import { getPage, PAGE } from '../pages/get-page.ts';
import type { Site } from '../sites/site.ts';
import { CHUNK } from './built-loader.ts';
import { EncodedText } from './encode.ts';

const WORDING = /^(?:wording|notice|documents)\.[A-Za-z0-9_-]{6,12}\.json$/;
const MOST_FILES = 1000;

const files = new WeakMap<Context, Map<string, EncodedText>>();

/** `GET /v1/sites/:site/:file`: a page, a chunk of the loader, or a wording file of now or of any earlier publication. */
export async function getFile(context: Context, site: Site, call: Call): Promise<Response> {
  const { request, params } = call;
  const name = params.file ?? '';
  if (PAGE.test(name)) return getPage(context, site, call);
  const wording = WORDING.test(name);
  const found = await (wording ? wordingFile(context, site.key, name) : chunkFile(context, name));
  if (!found) throw new Problem('unknown-file');
  return found.toResponse(request, {
    ...PUBLIC_HEADERS,
    'content-type': wording ? 'application/json' : 'text/javascript; charset=utf-8',
    'cache-control': IMMUTABLE,
  });
}

function wordingFile(context: Context, site: string, name: string): Promise<EncodedText | undefined> {
  return fromMemory(context, `${site}/${name}`, async () => {
    const row = await context.database.kysely
      .selectFrom('wording_files')
      .select('text')
      .where('site', '=', site)
      .where('name', '=', name)
      .executeTakeFirst();
    return row?.text;
  });
}

/** A chunk of this build, or of an earlier one. */
async function chunkFile(context: Context, name: string): Promise<EncodedText | undefined> {
  const { loader, keptFiles } = context;
  if (!CHUNK.test(name)) return undefined;
  return fromMemory(context, name, async () => (await loader?.chunk(name)) ?? keptFiles?.find(name));
}

/** What a name stands for never changes, so that it is read and compressed once. */
async function fromMemory(
  context: Context,
  key: string,
  read: () => Promise<string | undefined>,
): Promise<EncodedText | undefined> {
  const known = files.get(context) ?? new Map<string, EncodedText>();
  files.set(context, known);
  const kept = known.get(key);
  if (kept) return kept;
  const text = await read();
  if (text === undefined) return undefined;
  const file = new EncodedText(text);
  if (known.size >= MOST_FILES) known.clear();
  known.set(key, file);
  return file;
}

import { pollutingKeys } from '@noren/model/publish';
import { MOST_LINKS, type PersonalUrlsRequest, personalUrlsRequest } from '@noren/model/schema';
import { parseBody } from '../http/parse-body.ts';
import { parseJson, readJsonBytes } from '../http/read-json.ts';

type Asked = PersonalUrlsRequest['links'];

/** What a sending system asks for: what all of its links share, and the links, read a few at a time as often as is needed. */
export interface LinkBatch extends Omit<PersonalUrlsRequest, 'links'> {
  readonly count: number;
  /** @param most links at a time; a multiple of {@link SLICE} */
  slices(most: number): Iterable<Asked>;
  /** Gives the body's memory back at once: left to be collected, it would be there for many batches more. Then it has no links. */
  release(): void;
}

/** Room for 10,000 links with an address of their own. */
const BODY_LIMIT = 8_000_000;
/** So many links can be read by themselves. */
export const SLICE = 100;
/** So many are checked together. */
const CHECKED = 1000;
const { links: LINKS } = personalUrlsRequest.shape;
const HEAD = personalUrlsRequest.omit({ links: true });

/**
 * The body of a request for links. Only its bytes are held: ten thousand links as objects, and a second time as the check of their
 * shape leaves them, would be garbage of many megabytes for each batch. Where anything about it is unusual it is read whole,
 * which tells what is wrong.
 * @throws {Problem} `unsupported-media-type`, `body-too-large`, `invalid-json`, `invalid-body`
 */
export async function readLinkBatch(request: Request): Promise<LinkBatch> {
  const bytes = await readJsonBytes(request, BODY_LIMIT);
  return inSlices(bytes) ?? whole(bytes);
}

function whole(bytes: Uint8Array): LinkBatch {
  const { links, ...head } = parseBody(personalUrlsRequest, parseJson(bytes), 'invalid-body');
  return {
    ...head,
    count: links.length,
    *slices(most) {
      for (let at = 0; at < links.length; at += most) yield links.slice(at, at + most);
    },
    release() {},
  };
}

/** The same batch where it is as it should be, otherwise undefined. */
function inSlices(bytes: Uint8Array<ArrayBuffer>): LinkBatch | undefined {
  const list = findList(bytes);
  if (!list) return undefined;
  const { start, end, count } = list;
  const slices = (most: number) => slicesOf(bytes, list, most);
  try {
    const { links, ...rest } = JSON.parse(
      beginning.decode(bytes.subarray(0, start)) + textOf(bytes, end, bytes.length),
    );
    const head = HEAD.safeParse(rest);
    // What stands elsewhere under this name, or once more, is read whole.
    if (!head.success || !Array.isArray(links) || links.length > 0 || pollutingKeys(rest).length > 0) return undefined;
    let seen = 0;
    for (const slice of slices(CHECKED)) {
      if (!LINKS.safeParse(slice).success || pollutingKeys(slice).length > 0) return undefined;
      seen += slice.length;
    }
    return seen === count ? { ...head.data, count, slices, release: () => release(bytes) } : undefined;
  } catch {
    return undefined;
  }
}

/** Where the one list of a body is. */
interface List {
  /** Offset of what follows its bracket. */
  readonly start: number;
  /** Offset of the bracket that closes it. */
  readonly end: number;
  /** How many entries its commas make. */
  readonly count: number;
  /** Offsets of the commas between two slices. */
  readonly cuts: readonly number[];
}

const [QUOTE, BACKSLASH, COMMA, OPEN, CLOSE, BRACE, BRACE_END] = Buffer.from('"\\,[]{}');

/** Looks at brackets and commas alone: whether what stands between them is JSON is for its parser to say. */
function findList(bytes: Uint8Array): List | undefined {
  const cuts: number[] = [];
  let [start, end, count, depth] = [-1, -1, 1, 0];
  let isText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (isText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === OPEN) {
      if (start >= 0 || depth !== 1) return undefined;
      start = at + 1;
      depth += 1;
    } else if (byte === BRACE) depth += 1;
    else if (byte === CLOSE) {
      end = at;
      depth -= 1;
    } else if (byte === BRACE_END) depth -= 1;
    else if (byte === COMMA && depth === 2 && start >= 0 && end < 0) {
      if (count % SLICE === 0) cuts.push(at);
      count += 1;
    }
    if (depth > 3) return undefined;
  }
  return end >= start && start >= 0 && count <= MOST_LINKS ? { start, end, count, cuts } : undefined;
}

function* slicesOf(bytes: Uint8Array, { start, end, cuts }: List, most: number): Generator<Asked> {
  const step = most / SLICE;
  let from = start;
  for (const to of [...cuts.filter((_, index) => (index + 1) % step === 0), end]) {
    yield JSON.parse(`[${textOf(bytes, from, to)}]`);
    from = to + 1;
  }
}

// A mark at the very beginning says how the text is encoded; elsewhere it is a letter, and none that may stand in JSON.
const beginning = new TextDecoder('utf-8', { fatal: true });
const middle = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return middle.decode(bytes.subarray(from, to));
}

function release({ buffer, byteLength }: Uint8Array<ArrayBuffer>): void {
  // Small ones may share it with others.
  if (buffer.byteLength === byteLength) buffer.transfer(0);
}

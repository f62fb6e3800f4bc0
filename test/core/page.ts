import type { Answer } from '../endpoints.ts';
import { empty } from './database.ts';
import { closeEndpoints, type Endpoint, endpoint } from './endpoint.ts';
import type { Lab } from './lab.ts';
import { until } from './moments.ts';

/** A page of its own, on the same origin as the test: its own scripts, document and tabs' channel. */
export interface Page {
  readonly window: Window & typeof globalThis & Record<string, unknown>;
  readonly document: Document;
  readonly lab: Lab;
  /** The address it came from, which can send more while it was left open. */
  readonly source: Endpoint;
  /**
   * Settles when something holds of a page that was left open. Firefox at times keeps back what it has got until more
   * comes, so more is sent until then.
   */
  arrived<Value>(holds: () => Value): Promise<NonNullable<Value>>;
  close(): void;
}

/** Browsers parse what arrives in portions, and may wait until one is full. */
const PORTION = `<!--${' '.repeat(65_536)}-->`;

const frames = new Set<HTMLIFrameElement>();

/** Opens a page with this markup. It has the code under test, and has started nothing yet. */
export async function openPage(
  body = '',
  { headers = {}, open = false, nonce = '', address = '' }: PageOptions = {},
): Promise<Page> {
  const lab = `<script nonce="${nonce}" src="/lab.js"></script>`;
  const html = `<!doctype html><html lang="ja"><head><meta charset="utf-8">${lab}</head><body>${body}${open ? PORTION : ''}`;
  const answer: Answer = { headers: { 'content-type': 'text/html', ...headers }, body: html, open };
  const source = await endpoint(answer);
  const frame = document.createElement('iframe');
  const loaded = open ? undefined : new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const ready = new Promise((resolve) => frame.addEventListener('lab', resolve, { once: true }));
  frame.src = source.path + address;
  frames.add(frame);
  document.body.append(frame);
  await Promise.all([ready, loaded]);
  const window = frame.contentWindow as Page['window'];
  // A browser may take a moment to tell one page of another’s cookie.
  await until(() => window.document.cookie === document.cookie);
  return {
    window,
    document: window.document,
    lab: window.lab as Lab,
    source,
    arrived: (holds) =>
      until(async () => {
        const value = holds();
        if (!value) await source.more('');
        return value;
      }),
    close() {
      frame.remove();
      frames.delete(frame);
    },
  };
}

export interface PageOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Leaves the page in the middle of being parsed. */
  readonly open?: boolean;
  readonly nonce?: string;
  /** Query and fragment that the page is opened with. */
  readonly address?: string;
}

/** Closes every page of a test and forgets what they kept. */
export async function closePages(): Promise<void> {
  for (const frame of frames) frame.remove();
  frames.clear();
  await closeEndpoints();
  await until(() => {
    for (const name of ['noren', ...document.cookie.split('; ').map((pair) => pair.split('=')[0] ?? '')]) {
      for (const path of ['/', '/endpoint', '/endpoint/']) expire(name, path);
    }
    return !document.cookie;
  });
  localStorage.clear();
  sessionStorage.clear();
  for (const name of ['noren-outbox', 'noren-history', 'noren-subject', 'noren-own'] as const) await empty(name);
}

function expire(name: string, path: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: at once, and in every engine.
  document.cookie = `${name}=;path=${path};max-age=0`;
}

import { listenFromStart } from '@noren/core/bridge';
import { createKernel, emit, fail, type Held, readCookie, type StoredDecisions } from '@noren/core/kernel';
import { startStrict } from '@noren/core/strict';
import { takeOverDecisions, understandMarkup } from '@noren/core/take-over';
import { pickLanguage } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import { askAtOnce } from './ask-at-once.ts';
import { bringBridges } from './extended/bring-bridges.ts';
import { bringDebug } from './extended/bring-debug.ts';
import { bringPageViews } from './extended/bring-page-views.ts';
import { findConfig, INLINED } from './find-config.ts';
import { handOver } from './hand-over.ts';
import { listen } from './listen.ts';

// Set by the build: true in the files that can bring what few sites have.
declare const __NOREN_EXTENDED__: boolean;
// Set by the build: true in those for a site that comes from another tool.
declare const __NOREN_TAKE_OVER__: boolean;
// Set by the build: true in the file that begins with strict mode.
declare const __NOREN_STRICT__: boolean;

// File name of what is rarely needed, put in by the build.
declare const __NOREN_RARE__: string;

// Only while the script runs does the browser say which one it is.
const tag = document.currentScript as (HTMLScriptElement & { readonly held?: Held }) | null;
const { src = location.href, nonce = '', dataset = {}, held } = tag ?? {};
// Both the queue and the page API have their own `push`.
const isSecond = (): boolean => 'push' in { ...(window as { noren?: object }).noren };
// Before anything else of it, and of the page: a tag that is neither async nor deferred, first in the head.
const strict =
  __NOREN_STRICT__ && !isSecond()
    ? startStrict(JSON.parse(INLINED), dataset.strict === 'report', src, nonce)
    : undefined;

/** Starts on a page with its runtime config: opens the gate, asks if anything must be asked, and listens. */
function start(config: RuntimeConfig, stored: StoredDecisions): void {
  const language = pickLanguage(Object.keys(config.wording), [
    config.language,
    document.documentElement.lang,
    ...navigator.languages,
  ]);
  const recorder = __NOREN_EXTENDED__ ? bringDebug(config, nonce, src, tag) : undefined;
  const tools = __NOREN_EXTENDED__ ? bringBridges(config, src, listenFromStart()) : undefined;
  if (__NOREN_TAKE_OVER__) {
    // Before the kernel reads the cookie, and before its gate observes the page.
    takeOverDecisions(config);
    understandMarkup(config);
  }
  const kernel = createKernel(
    config,
    language,
    // What was taken over is in the cookie now.
    __NOREN_TAKE_OVER__ ? readCookie() : stored,
    nonce,
    __NOREN_STRICT__ ? strict?.(held) : held,
    () => bring(),
    () => import(/* @vite-ignore */ new URL(__NOREN_RARE__, src).href),
    tools,
  );
  if (__NOREN_EXTENDED__) tools?.follow(kernel);
  if (__NOREN_EXTENDED__) bringPageViews(kernel, src);
  if (__NOREN_STRICT__) strict?.(held, kernel);
  if (__NOREN_EXTENDED__) recorder?.follow(kernel, tools);
  const bring = handOver(kernel, src);
  const change = kernel.detail('start');
  emit('ready', change);
  emit('grant', { ...change, purposes: change.open });
  askAtOnce(kernel, src, nonce, bring);
  listen(kernel, bring);
}

const begin = (): void => {
  // A page that nobody has gone to yet asks nobody, runs nothing and tells nothing: whoever may go to it may say no before.
  // https://wicg.github.io/nav-speculation/prerendering.html
  if ((document as { prerendering?: boolean }).prerendering) return;
  if (isSecond()) fail({ code: 'loaded-twice' });
  else findConfig(dataset, start);
};
addEventListener('prerenderingchange', begin, true);
// In a microtask, still before any other script: where a browser keeps the stack of a request or of a look at the cookies,
// it reads every function on it anew, and the outermost one is this whole file.
queueMicrotask(begin);

import type { LatePage, WithLatePage } from '../kernel/gate/late.ts';
import { fetchAhead } from './fetch-ahead.ts';

type Listener = { readonly handleEvent?: (event: Event) => void } & ((event: Event) => void);
type Given = readonly never[];
type Patched = Record<string, unknown> & EventTarget;

/** When what a script may wait for has passed, by what the browser notes of it. */
const PASSED: Readonly<Record<string, 'domContentLoadedEventStart' | 'loadEventStart' | 'domComplete'>> = {
  DOMContentLoaded: 'domContentLoadedEventStart',
  load: 'loadEventStart',
  readystatechange: 'domComplete',
};

/** Released scripts that are running or on their way, and what they have written so far. */
const written = new Map<Element | null, string>();
/** What they wait for and missed. */
const missed: (() => void)[] = [];
let inline: Element | undefined;
let restore: (() => void)[] = [];

/**
 * While a gated script runs, the page is to it as if it ran in its time. `document.write` inserts at the script's place: it
 * would erase the page, or be ignored, as no parser waits for the script. And who waits for `DOMContentLoaded` or `load` is
 * called although that has passed. What the page has put there itself is there again afterwards, and what the script puts
 * there stays. What has its turn after it is fetched meanwhile.
 */
export const latePage: LatePage = (queue, mayRun) => (script, run, done) => {
  fetchAhead(queue().flatMap(([next, , gated]) => (mayRun(gated) ? next : [])));
  return withLatePage(script, run, done);
};

const withLatePage: WithLatePage = (script, run, done) => {
  const { onload } = window;
  const isLate = hasPassed('load');
  const outer = inline;
  if (!written.size) restore = patch();
  written.set(script, '');
  const leave = (): void => {
    const text = written.get(script);
    written.delete(script);
    if (!written.size) for (const undo of restore) undo();
    // What was set while the page was loading the browser has called.
    if (isLate && window.onload !== onload) miss(window, 'load', window.onload as Listener);
    if (text) done(text);
    setTimeout(tellMissed);
  };
  inline = script;
  // What the script throws is told to the window, never to whoever puts it into the page.
  const settled = run();
  inline = outer;
  return settled ? settled.then(leave) : (leave() as undefined);
};

/** Once all that were released together have run: as in a page in time, they find each other. */
function tellMissed(): void {
  if (!written.size) for (const call of missed.splice(0)) setTimeout(call);
}

function hasPassed(type: string): boolean {
  const moment = PASSED[type];
  return moment !== undefined && performance.timing[moment] > 0;
}

function miss(target: EventTarget, type: string, listener: Listener | null): void {
  // The document hears its images load, and is not told that it has.
  if (!listener || (target === document && type === 'load') || !hasPassed(type)) return;
  const event = new Event(type);
  Object.defineProperty(event, 'target', { value: document });
  missed.push(() => (listener.handleEvent ? listener.handleEvent(event) : listener.call(target as never, event)));
}

const write = (script: Element | null, given: Given, end = ''): void => {
  written.set(script, written.get(script) + given.join('') + end);
};

function patch(): (() => void)[] {
  const acts: [EventTarget, string, (script: Element | null, given: Given) => unknown][] = [
    [document, 'write', write],
    [document, 'writeln', (script, given) => write(script, given, '\n')],
    // A parser at work makes nothing of it, and without it nothing of `close`.
    [document, 'open', () => document],
  ];
  const undo = acts.map(([target, name, act]) => replace(target, name, (script, given) => [act(script, given)]));
  for (const target of [document, window])
    undo.push(
      replace(target, 'addEventListener', (_, [type, listener]) => {
        miss(target, type as unknown as string, listener as unknown as Listener);
        // The browser is told as well: it may come again.
        return undefined;
      }),
    );
  return undo;
}

/**
 * Lets a released script call something else than others do.
 * @param act gives a list with what the call gives, or nothing where the page's own is to be called too
 * @returns puts the page's own back, unless somebody has put something else there meanwhile
 */
function replace(
  owner: EventTarget,
  name: string,
  act: (script: Element | null, given: Given) => readonly unknown[] | undefined,
): () => void {
  const target = owner as Patched;
  const isOwn = Object.hasOwn(target, name);
  const before = target[name] as (...given: Given) => unknown;
  const instead = (...given: Given): unknown => {
    const script = inline ?? document.currentScript;
    const acted = written.has(script) && act(script, given);
    return acted ? acted[0] : before.apply(target, given as never);
  };
  target[name] = instead;
  return () => {
    if (target[name] !== instead) return;
    // A property of its own shadowed the prototype's; without it the page is as it was.
    if (isOwn) target[name] = before;
    else delete target[name];
  };
}

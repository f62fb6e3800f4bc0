import type { LatePage } from '../kernel/gate/late.ts';
import { fetchAhead } from './fetch-ahead.ts';

type Listener = { readonly handleEvent?: (event: Event) => void } & ((event: Event) => void);
type Given = readonly never[];
type Patched = Record<string, unknown> & EventTarget;
/** As `addEventListener` was called, and on what. */
type Missed = readonly [target: EventTarget, type: string, listener: Listener, options?: { signal?: AbortSignal }];

/** When what a script may wait for has passed, by what the browser notes of it. */
const PASSED: Readonly<
  Record<string, 'domContentLoadedEventStart' | 'loadEventStart' | 'loadEventEnd' | 'domComplete'>
> = {
  DOMContentLoaded: 'domContentLoadedEventStart',
  load: 'loadEventStart',
  pageshow: 'loadEventEnd',
  readystatechange: 'domComplete',
};

/** Where a script may wait for it by a property too. */
const HANDLERS = [
  [window, 'load'],
  [window, 'pageshow'],
  [document, 'readystatechange'],
] as const;

/** Released scripts that are running or on their way, and what they have written so far. */
const written = new Map<Element | null, string>();
/** What they wait for and missed. */
let missed: Missed[] = [];
let inline: Element | undefined;
let turnsOf: Parameters<LatePage>[1];
let restore: (() => void)[] = [];
let restoreRemoving: (() => void)[] = [];

/**
 * While a gated script runs, the page is to it as if it ran in its time. `document.write` inserts at the script's place: it
 * would erase the page, or be ignored, as no parser waits for the script. And who waits for `DOMContentLoaded` or `load` is
 * called although that has passed. What the page has put there itself is there again afterwards, and what the script puts
 * there stays. What has its turn after it is fetched meanwhile.
 */
export const latePage: LatePage =
  (mayRun, turns) =>
  (script, run, done, [, place, gated]) => {
    turnsOf = turns;
    const [queue] = turns();
    fetchAhead(queue.flatMap(([next, , other]) => (mayRun(other) ? next : [])));
    const range = new Range();
    const write = (text: string): void => {
      // It may have taken itself out of the page, or been taken out.
      const before = [script, place].find(({ parentNode }) => parentNode);
      // A browser fetches what it parses.
      if (!before || !mayRun(gated)) return;
      range.selectNode(before);
      done(text, range, before);
    };
    const settled = withLatePage(script, run, write);
    // An inline module waits for what it imports, and nobody hears when it has run.
    if (!settled && script.type !== 'module') return settled;
    const look = (): void => {
      // It may be the one that withdraws.
      if (mayRun(gated) || document.currentScript === script) return;
      removeEventListener('noren:open', look);
      // What has come to another document than the one that it was to run in does not run.
      // https://html.spec.whatwg.org/multipage/scripting.html#execute-the-script-element
      new Document().adoptNode(script);
      // A module that has perhaps run does not run again.
      if (!settled) return;
      done('', range, script);
      // Nobody hears that it has come.
      script.dispatchEvent(new Event('error'));
    };
    // Before the gate follows.
    addEventListener('noren:open', look);
    return settled?.then(() => removeEventListener('noren:open', look));
  };

function withLatePage(
  script: HTMLScriptElement,
  run: () => Promise<unknown> | undefined,
  done: (text: string) => void,
): Promise<unknown> | undefined {
  const before = HANDLERS.map(([target, type]) => hasPassed(type) && handlerOf(target, type));
  const outer = inline;
  if (!written.size) restore = patch();
  written.set(script, '');
  const leave = (): void => {
    const text = written.get(script);
    written.delete(script);
    if (!written.size) for (const undo of restore) undo();
    for (const [at, [target, type]] of HANDLERS.entries()) {
      const handler = handlerOf(target, type);
      // What was set while the page was loading the browser has called.
      if (before[at] !== false && handler !== before[at]) miss(target, type, handler);
    }
    if (text) done(text);
    // Most have missed nothing.
    if (restoreRemoving.length) setTimeout(tellMissed);
  };
  inline = script;
  // What the script throws is told to the window, never to whoever puts it into the page.
  const settled = run();
  inline = outer;
  return settled ? settled.then(leave) : (leave() as undefined);
}

/**
 * Once all that were released together have run: as in a page in time, they find each other. One after the other, since who waits
 * for several of them may take the next back.
 */
function tellMissed(): void {
  if (written.size) return;
  const [, left] = turnsOf();
  if (!left) {
    setTimeout(tellMissed);
    return;
  }
  const next = missed.shift();
  if (!next) {
    for (const undo of restoreRemoving.splice(0)) undo();
    return;
  }
  // Whatever it throws.
  setTimeout(tellMissed);
  const [target, type, listener, options] = next;
  if (options?.signal?.aborted) return;
  const event = new Event(type);
  Object.defineProperty(event, 'target', { value: document });
  if (listener.handleEvent) listener.handleEvent(event);
  else listener.call(target as never, event);
}

const handlerOf = (target: EventTarget, type: string): Listener | null => (target as never)[`on${type}`];

function hasPassed(type: string): boolean {
  const moment = PASSED[type];
  return moment !== undefined && performance.timing[moment] > 0;
}

function miss(...one: readonly [EventTarget, string, Listener | null, ...unknown[]]): void {
  const [target, type, listener] = one;
  // What the other one is not told of. The document hears its images load, and not that it has.
  const isOthers = target === document ? /^(load|pageshow)$/.test(type) : type === 'readystatechange';
  if (!listener || isOthers || !hasPassed(type) || missed.some(isSame(one))) return;
  missed.push(one as unknown as Missed);
  if (!restoreRemoving.length)
    restoreRemoving = [document, window].map((from) =>
      replace(from, 'removeEventListener', (given) => {
        missed = missed.filter((other) => !isSame([from, ...given])(other));
        return undefined;
      }),
    );
}

/** Whether it is the same listener, as browsers tell: on the same target, of the same type. */
const isSame =
  (one: readonly unknown[]) =>
  (other: readonly unknown[]): boolean =>
    [0, 1, 2].every((at) => one[at] === other[at]);

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
  const undo = acts.map(([target, name, act]) =>
    replace(
      target,
      name,
      ofScript((...call) => [act(...call)]),
    ),
  );
  for (const target of [document, window])
    undo.push(
      replace(
        target,
        'addEventListener',
        ofScript((_, [type, listener, options]) => {
          miss(target, type as unknown as string, listener as unknown as Listener, options);
          // The browser is told as well: it may come again.
          return undefined;
        }),
      ),
    );
  return undo;
}

/** Gives a list with what the call gives, or nothing where the page's own is to be called too. */
type Act = (given: Given) => readonly unknown[] | undefined;

/** What is for released scripts alone. */
const ofScript =
  (act: (script: Element | null, given: Given) => ReturnType<Act>): Act =>
  (given) => {
    const script = inline ?? document.currentScript;
    return written.has(script) ? act(script, given) : undefined;
  };

/**
 * Has a call do something else, or something more.
 * @returns puts the page's own back, unless somebody has put something else there meanwhile
 */
function replace(owner: EventTarget, name: string, act: Act): () => void {
  const target = owner as Patched;
  const isOwn = Object.hasOwn(target, name);
  const before = target[name] as (...given: Given) => unknown;
  const instead = (...given: Given): unknown => {
    const acted = act(given);
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

import type { RuntimeConfig } from '@noren/model/schema';
import type { BringRare } from '../bring-rare.ts';
import { GATED, type Gated, isComplete } from './gated.ts';
import type { Released, WithLatePage } from './late.ts';
import { mayBeLate, runScript, timingOf } from './run-script.ts';
import { released } from './trusted-types.ts';

export interface Gate {
  /** Looks at everything that waits: releases what may run, takes back what may not. */
  update(): void;
  /** Purposes, and services as `purpose/service`, of scripts that have run in this page: only a reload stops them. */
  readonly ran: ReadonlySet<string>;
  /** Brings what late scripts need, before there is one. Never rejects. */
  prepare(): Promise<unknown>;
}

const FOLLOWING = 4;
/** So many are released in one task. */
const MOST = 9;
/** So many in each task after a choice that has more than that to release. */
const FEW = 2;
/** What does nothing by being copied. */
const INERT = 'script,template';

/** The data of markup that was found by it, so that it has it. */
type Mark = { readonly noren: string; readonly norenService?: string };

type Refusal = 'unknown-purpose' | 'missing-nonce' | 'blocked-by-policy';

/**
 * Holds gated markup until it may run; each script runs once.
 * @param onRefused told of markup that is never released: of an unknown purpose, or a script without the page's nonce
 * @param bringRare fetches what scripts run in that may find that they have come too late; where it fails, they run without
 * @param nonce the loader's own; where it has one, only scripts with the same nonce are run
 */
export function createGate(
  isOpen: (purpose: string, service: string | undefined) => boolean,
  purposes: RuntimeConfig['purposes'],
  onRefused: (code: Refusal, element: Element) => void,
  nonce: string,
  bringRare: BringRare,
): Gate {
  // What nobody has looked at under the permissions that hold. What is found closed leaves it, or each script of a page that is
  // parsed would have all of it looked at once more; a change of permission finds it again, in the page.
  const waiting = new Set<Gated>();
  const inserted = new Map<Gated, ChildNode[]>();
  // What scripts and templates within a template were copied from: it stays, however often that is released.
  const origins = new WeakMap<Element, Element>();
  // Elements that were reported, and scripts that have run, by their origin.
  const done = new WeakSet<Element>();
  const ran = new Set<string>();
  const deferred: Released[] = [];
  // How many more the task at hand releases; none: others wait for the next one.
  let left: number;
  let queue: Released[] = [];
  let busy: boolean | undefined;
  let within: WithLatePage | undefined;

  const originOf = <Copy extends Element>(copy: Copy): Copy => (origins.get(copy) as Copy | undefined) ?? copy;

  function refuse(code: Refusal, element: Element): void {
    const origin = originOf(element);
    if (!done.has(origin)) onRefused(code, origin);
    done.add(origin);
  }

  function mayRun(gated: Gated): boolean {
    const { noren: purpose, norenService: service } = gated.dataset as Mark;
    if (!purposes.some(({ id }) => id === purpose)) refuse('unknown-purpose', gated);
    return isOpen(purpose, service);
  }

  function add(root: Element): void {
    for (const element of [root, ...root.querySelectorAll('[data-noren]')])
      if (element.matches(GATED)) waiting.add(element as Gated);
  }

  // What was taken back and released again stands behind what followed it in the page, and so does what was written. A place
  // that has left the page has no position: among such ones a browser makes up an order, which would spoil that of the others.
  const inOrder = (list: Released[]): Released[] =>
    list
      .filter(([, place]) => place.isConnected)
      .sort(([, a], [, b]) => 1 - (a.compareDocumentPosition(b) & FOLLOWING));

  function update(event?: Event): void {
    for (const [gated, nodes] of inserted)
      if (!mayRun(gated)) {
        // Frames and pixels stop by leaving the page. The template is found again; its scripts are not run twice.
        for (const node of nodes) node.remove();
        inserted.delete(gated);
      }
    add(document.documentElement);
    // Where many wait, the task of a choice is left to the choice, and each one after it has few, so that the page stays at hand. Not as a
    // page is read: they would come too late for what they wait for.
    left = waiting.size < MOST || event ? MOST : 0;
    look();
  }

  function look(): void {
    for (const gated of waiting) {
      // What stands within something that has been released has its turn with it, or what follows that would come before.
      if (!(left || origins.has(gated))) continue;
      // What has been released is found again too, as when the page moves it, and stays as it is.
      if (!gated.isConnected || inserted.has(gated) || done.has(originOf(gated)) || !mayRun(gated))
        waiting.delete(gated);
      else if (isComplete(gated)) {
        if (left) left -= 1;
        waiting.delete(gated);
        if ('content' in gated) void release(gated);
        else enqueue([gated, gated, gated]);
      }
    }
    if (!left)
      setTimeout(() => {
        left = FEW;
        look();
      });
    queue = inOrder(queue);
    void drain();
  }

  // At once; what the page's policy forbids (a name of it that is missing) is told by the browser, and stops nothing else.
  async function release(template: HTMLTemplateElement): Promise<void> {
    const source = originOf(template);
    const { content } = source;
    // Firefox fetches ahead what it parses in a template. What stands in a comment within is fetched by nobody.
    if (!content.firstElementChild)
      source.innerHTML = released('createHTML', source.innerHTML.replace(/^\s*<!--|-->/g, ''));
    // For those without script: parsed here it is markup, and its pixel would be fetched beside the tag's own.
    for (const other of content.querySelectorAll('noscript')) other.remove();
    insert(document.importNode(content, true), template, template, content.querySelectorAll(INERT));
  }

  function insert(fragment: DocumentFragment, gated: Gated, before: ChildNode, copied: ArrayLike<Element> = []): void {
    fragment.querySelectorAll<HTMLScriptElement>(INERT).forEach((copy, at) => {
      origins.set(copy, copied[at] as Element);
      // Gated markup within stays and waits for its own permission, which it may have before what follows has its turn.
      if (copy.matches(GATED)) waiting.add(copy);
      else if (!copy.matches('template')) {
        // A script in the fragment would run on insertion, out of order, so it waits outside and its place is kept.
        const place = new Comment();
        copy.replaceWith(place);
        enqueue([copy, place, gated]);
      }
    });
    const nodes = [...fragment.childNodes];
    // It goes with what it stands in.
    for (const around of inserted.values()) if (around.includes(gated)) around.push(...nodes);
    inserted.set(gated, [...(inserted.get(gated) ?? []), ...nodes]);
    before.after(fragment);
  }

  function enqueue(released: Released): void {
    const [script] = released;
    const timing = timingOf(script);
    if (done.has(originOf(script))) return;
    if (nonce && script.nonce !== nonce) refuse('missing-nonce', script);
    else (timing === 'defer' ? deferred : queue).push(released);
  }

  const prepare = async (): Promise<unknown> =>
    (within = await bringRare().then(
      ({ latePage }) => latePage(mayRun, () => [queue, left]),
      // Where it does not come, they run as late as they are.
      () => (_, go) => go(),
    ));

  function run(one: Released): Promise<unknown> | undefined {
    const [script, place, gated] = one;
    const origin = originOf(script);
    // Its place has left the page, or it ran before its permission was withdrawn and given again.
    if (done.has(origin) || !place.isConnected) return undefined;
    if (mayRun(gated)) {
      if (!within && mayBeLate(script)) return prepare().then(() => run(one));
      const { noren: purpose, norenService: service } = gated.dataset as Mark;
      done.add(origin);
      ran.add(purpose).add(`${purpose}/${service}`);
      try {
        return runScript(one, within, (text, range, before) => {
          if (text) insert(range.createContextualFragment(released('createHTML', text)), gated, before);
          // Stopped on its way: a later yes has it run.
          else done.delete(origin);
          look();
        });
      } catch {
        // What the page's policy forbids, such as a handler attribute under Trusted Types, stops nothing else.
        return onRefused('blocked-by-policy', origin) as undefined;
      }
    }
    // Withdrawn while it waited for the one before it: a later yes finds it again.
    return undefined;
  }

  // One at a time and in document order; what need not wait runs at once.
  async function drain(): Promise<void> {
    // An async one waits for nobody.
    queue.map((next) => timingOf(next[0]) === 'async' && run(next));
    if (busy) return;
    busy = true;
    while (queue[0]) {
      const settled = run(queue.shift() as Released);
      if (settled) await settled;
    }
    busy = false;
    if (left && document.readyState !== 'loading') for (const next of inOrder(deferred.splice(0))) run(next);
  }

  new MutationObserver((mutations) => {
    for (const { addedNodes } of mutations) {
      for (const node of addedNodes) if ((node as Element).matches) add(node as Element);
    }
    // Else there is a turn to come. While the page is parsed, what was open before may have become complete.
    if (left) {
      left = MOST;
      look();
    }
  }).observe(document, { childList: true, subtree: true });
  // Before `DOMContentLoaded`, which what runs then may wait for.
  document.addEventListener('readystatechange', update);

  return { update, ran, prepare };
}

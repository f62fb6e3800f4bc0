import type {
  Cause,
  History,
  LinkState,
  Noren,
  NorenEventMap,
  NorenEventType,
  NorenRequestDetail,
  NorenState,
  RevokeDetail,
} from '@noren/core';
import { defineElements, type NorenPreferences, type NorenTrigger } from '@noren/elements';
import {
  applyChoice,
  type Choice,
  choosable,
  type Decisions,
  effectiveGrants,
  holds,
  isOpen,
  mustAsk,
  questions,
  UNDECIDED,
} from '@noren/model';
import { publishConfig } from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import { siteConfig } from '../fixtures/site-config.ts';

/** What a test sets up before an element is shown. */
export interface Scene {
  readonly config?: SiteConfig;
  readonly language?: string;
  readonly gpc?: boolean;
  readonly blocked?: boolean;
  readonly decisions?: Decisions;
  readonly history?: History;
  /** What withdrawing is to find in the browser. */
  readonly revoked?: Partial<RevokeDetail>;
  /** What has become of the personalised link that the visitor came by. Default: there was none. */
  readonly link?: LinkState;
  /** Replaces parts of the page API, e.g. a `wording` that rejects. */
  readonly noren?: Partial<Noren>;
}

/** A Noren under the test's control, and what happened to it. */
export interface Stage {
  readonly noren: Noren;
  /** Every request that reached the page, oldest first. */
  readonly requests: NorenRequestDetail[];
  /** As if another tab, the page or the API had caused it. */
  decide(choice: Choice, cause: Cause): void;
  emit<Type extends NorenEventType>(type: Type, detail: NorenEventMap[Type]): void;
  /** What becomes of the personalised link, told as the page API tells it. */
  link(state: LinkState): void;
}

/** Midday in Tokyo, so that the day is the same in every time zone of a test machine. */
export const DECIDED_AT = Date.parse('2026-11-22T03:00:00Z') / 1000;
const PUBLISHED_AT = new Date('2026-11-22T00:00:00Z');

/**
 * A page API over the real published config and the real decisions of the model, without cookies, network or gate: it
 * answers requests as the store does, and what a browser would find on withdrawal is what the scene says.
 */
export async function stage(scene: Scene = {}): Promise<Stage> {
  const { runtime, wordings } = await publishConfig(scene.config ?? siteConfig, PUBLISHED_AT);
  const language = scene.language ?? 'ja';
  const wording = wordings[language];
  if (!wording) throw new RangeError(`no wording in "${language}"`);
  const gpc = scene.gpc ?? false;
  const listeners = new Map<NorenEventType, Set<(detail: never) => void>>();
  const requests: NorenRequestDetail[] = [];
  let { link } = scene;

  const derive = (decisions: Decisions): NorenState => ({
    decisions,
    grants: effectiveGrants(runtime, decisions, { gpc }, DECIDED_AT),
    asks: mustAsk(runtime, decisions, DECIDED_AT),
    questions: questions(runtime, decisions, DECIDED_AT),
    gpc,
    blocked: scene.blocked ?? false,
    edition: { label: runtime.editions[runtime.edition - 1] ?? '', sequence: runtime.edition },
    language,
    link,
  });
  let state = derive(scene.decisions ?? UNDECIDED);

  const emit: Stage['emit'] = (type, detail) => {
    for (const listener of listeners.get(type) ?? []) listener(detail as never);
  };
  const decide: Stage['decide'] = (choice, cause) => {
    const before = state.grants;
    const moment = { now: DECIDED_AT, edition: state.edition.sequence, gpc };
    state = derive(applyChoice(runtime, state.decisions, choice, moment));
    const open = runtime.purposes.map(({ id }) => id).filter((id) => noren.has(id));
    const change = { before, after: state.grants, open, cause };
    if (cause !== 'other-tab') emit('decision', { purposes: choice.purposes, cause });
    emit('change', change);
    const purposes = Object.keys(before).filter((id) => before[id] === 'granted' && state.grants[id] === 'denied');
    if (!purposes.length) return;
    const services = wording.purposes.filter(({ id }) => purposes.includes(id)).flatMap((purpose) => purpose.services);
    emit('revoke', {
      ...change,
      purposes,
      services,
      erased: [],
      kept: [],
      inUse: [],
      unchecked: [],
      running: [],
      stillRunning: false,
      ...scene.revoked,
    });
  };
  const all = (granted: boolean): Choice => ({
    purposes: Object.fromEntries(choosable(runtime).map((id) => [id, granted])),
  });

  const noren: Noren = {
    ready: new Promise(() => {}),
    config: runtime,
    get state() {
      return state;
    },
    push: () => 0,
    has: (condition) => holds(condition, (id) => isOpen(runtime, state.decisions, state.grants, id)),
    decide: (choice) => {
      decide(choice, 'page');
      return state;
    },
    acceptAll: () => state,
    rejectAll: () => state,
    withdraw: () => state,
    acknowledge: () => state,
    show: async () => {},
    hide: () => {},
    on: (type, listener) => {
      const set = listeners.get(type) ?? new Set();
      listeners.set(type, set.add(listener as (detail: never) => void));
      return () => set.delete(listener as (detail: never) => void);
    },
    track: () => {},
    wording: async () => wording,
    history: async () => scene.history ?? { entries: [], source: 'server' },
    receipt: async (id) => `receipt.of.${id}`,
    confirmLink: () => {},
    identify: async () => ({ linked: false, attributes: {}, overrides: [], untrackedLinks: false }),
    forget: async () => {},
    ...scene.noren,
  };

  listen(({ detail }) => {
    requests.push(detail);
    if (detail.action === 'accept-all') decide(all(true), 'accept-all');
    if (detail.action === 'reject-all') decide(all(false), 'reject-all');
    if (detail.action === 'save') decide({ purposes: detail.purposes ?? {}, services: detail.services ?? {} }, 'save');
  });
  return {
    noren,
    requests,
    decide,
    emit,
    link(next) {
      link = next;
      state = { ...state, link };
      emit('link', next);
    },
  };
}

let unlisten: (() => void) | undefined;

function listen(listener: (event: CustomEvent<NorenRequestDetail>) => void): void {
  unlisten?.();
  window.addEventListener('noren-request', listener as EventListener);
  unlisten = () => window.removeEventListener('noren-request', listener as EventListener);
}

/** Puts an element into the page, rendered. */
export async function place<Name extends 'noren-preferences' | 'noren-trigger'>(
  name: Name,
  noren: Noren,
  inline = false,
): Promise<HTMLElementTagNameMap[Name]> {
  defineElements();
  const element: NorenPreferences | NorenTrigger = document.createElement(name);
  element.noren = noren;
  element.inline = inline;
  document.documentElement.lang = noren.state.language;
  document.body.append(element);
  await still(element);
  // The preferences fetch a second file, with a style sheet of its own: nothing is whole before.
  while (name === 'noren-preferences' && (element.shadowRoot?.adoptedStyleSheets.length ?? 0) < 3) await still(element);
  return element as HTMLElementTagNameMap[Name];
}

/** The preferences of a scene, open. */
export async function openPreferences(
  scene: Scene = {},
  inline = false,
): Promise<Stage & { element: NorenPreferences }> {
  const set = await stage(scene);
  const element = await place('noren-preferences', set.noren, inline);
  if (!inline) await element.show();
  await still(element);
  return { ...set, element };
}

/** Waits until an element has rendered what it knows and nothing in it moves any more. */
export async function still(element: HTMLElement & { readonly updateComplete: Promise<unknown> }): Promise<void> {
  // Promises that the element waits for (wording, history) settle before the next task.
  await new Promise((resolve) => setTimeout(resolve));
  await element.updateComplete;
  const moving = element.shadowRoot?.getAnimations?.() ?? [];
  await Promise.all(moving.map((animation) => animation.finished.catch(() => {})));
}

/** A dialog that is closed says so in a task of its own, however busy the machine is. Asked for before it is closed. */
export function closed(element: Element): Promise<unknown> {
  return new Promise((resolve) => part(element, 'dialog').addEventListener('close', resolve, { once: true }));
}

/** Empties the page between tests. */
export function clear(): void {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('lang');
}

/** The one element in an element's shadow that fits a selector. @throws {RangeError} when there is none */
export function part<Found extends HTMLElement = HTMLElement>(element: Element, selector: string): Found {
  const found = element.shadowRoot?.querySelector<Found>(selector);
  if (!found) throw new RangeError(`nothing fits ${selector}`);
  return found;
}

/** Everything in an element's shadow that fits a selector. */
export function parts<Found extends HTMLElement = HTMLElement>(element: Element, selector: string): Found[] {
  return [...(element.shadowRoot?.querySelectorAll<Found>(selector) ?? [])];
}

/** The text of an element's shadow as people see it, without line breaks. */
export function textOf(element: HTMLElement): string {
  return element.innerText.replace(/\s+/g, ' ').trim();
}

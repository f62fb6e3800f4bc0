import { GATED, type Gated, type Recording } from '@noren/core/debug';
import { plainAddress } from './plain-address.ts';
import { plainText } from './plain-text.ts';

/** Why gated markup has not run. */
export type Reason = 'undecided' | 'signal' | 'denied' | 'unknown' | 'nonce' | 'bridge' | 'lost' | 'turn';

/** Gated markup that stands in the page. */
export interface Waiting {
  /** The purpose, and the service behind a slash where it names one. */
  readonly condition: string;
  readonly what: string;
  readonly reason: Reason;
  /** Names of the bridges that it waits for. */
  readonly bridges?: readonly string[];
  /** When it was found. */
  readonly at: number;
}

/** All gated markup that waits, in document order. What stands in a template waits with it. */
export function whatWaits({ config, kernel, tools, nonce, found, ran }: Recording): Waiting[] {
  const released = new Set(ran.map((one) => one.gated));
  return [...document.querySelectorAll<Gated>(GATED)].flatMap((gated) => {
    const { noren: purpose = '', norenService: service } = gated.dataset;
    const isOpen = kernel?.isOpen(purpose, service);
    // It stays where it is: what was released of a template stands behind it while that may be, and a script runs once.
    if ((isOpen || !('content' in gated)) && released.has(gated)) return [];
    const { grants = {}, decisions, gpc } = kernel?.state ?? {};
    const own = config.purposes.find(({ id }) => id === purpose);
    const isDenied = grants[purpose] === 'denied' || (service && decisions?.services[service] === false);
    const isSignal = gpc && own?.gpc && grants[purpose] === 'denied' && decisions?.purposes[purpose]?.granted !== false;
    const bridges = (kernel && isOpen && tools?.waitsFor(purpose, kernel.isOpen)) || [];
    const whyNotYet = (): Reason => {
      if (nonce && gated.localName === 'script' && gated.nonce !== nonce) return 'nonce';
      if (!bridges[0]) return 'turn';
      return bridges[0].isLost ? 'lost' : 'bridge';
    };
    const reason: Reason = !own
      ? 'unknown'
      : isOpen
        ? whyNotYet()
        : isSignal
          ? 'signal'
          : isDenied
            ? 'denied'
            : 'undecided';
    return {
      condition: conditionOf(gated),
      what: describe(gated),
      reason,
      ...((reason === 'bridge' || reason === 'lost') && { bridges: bridges.map(({ name }) => name) }),
      at: found.get(gated) ?? 0,
    };
  });
}

/** The purpose that markup waits for, and the service where it names one. */
export function conditionOf({ dataset: { noren = '', norenService } }: Gated): string {
  return plainText(norenService ? `${noren}/${norenService}` : noren);
}

/** What a piece of markup is, in a few words: its element, and where it leads. */
export function describe(node: Element): string {
  const src = node.getAttribute('src');
  if (src !== null) return `<${node.localName}> ${plainAddress(src)}`;
  if (!('content' in node)) return `<${node.localName}>`;
  const { content, innerHTML } = node as HTMLTemplateElement;
  // What is kept from being fetched ahead stands in a comment: it is read as text, and nothing is made of it.
  const markup = content.firstElementChild ? innerHTML : content.textContent || innerHTML;
  const inside = [...markup.matchAll(/<([a-z][\w-]*)\b[^>]*?\ssrc=["']?([^"'\s>]+)/gi)];
  return `<template> ${inside.map(([, name, src = '']) => `<${name}> ${plainAddress(src)}`).join(', ')}`.trim();
}

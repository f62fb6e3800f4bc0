import type { Decision, Decisions } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import type { History } from '../noren.ts';
import { keptMap } from '../proof/kept-map.ts';

/** What was decided in this browser itself when a member signed in, and when that was (milliseconds since 1970). */
interface OwnChoice extends Pick<Decisions, 'purposes' | 'services' | 'gpc' | 'seen'> {
  readonly signedInAt: number;
}

const isDecision = (value: unknown): boolean =>
  typeof (value as Decision)?.granted === 'boolean' && (value as Decision).at >= 0 && (value as Decision).edition >= 0;
const isOwnChoice = (value: unknown): value is OwnChoice =>
  (value as OwnChoice)?.signedInAt > 0 &&
  Object.values(Object((value as OwnChoice).purposes)).every(isDecision) &&
  Object((value as OwnChoice).services) === (value as OwnChoice).services;
const choices = keptMap('noren-own', isOwnChoice);
const KEY = 'own';

/** Keeps what this browser has decided, unless a member is signed in already: then it is theirs as well by now. */
export async function keepOwnChoice({ purposes, services, gpc, seen }: Decisions): Promise<void> {
  if (await choices.get(KEY)) return;
  await choices.set(KEY, { purposes, services, gpc, seen, signedInAt: Date.now() });
}

/**
 * What this browser has decided itself: before a member signed in, and what was refused here since then; what was allowed is
 * the member's. `undefined` where nobody is known to be signed in.
 */
export async function ownChoice(
  config: RuntimeConfig,
  history: () => Promise<History>,
): Promise<Decisions | undefined> {
  const own = await choices.get(KEY);
  if (!own) return undefined;
  const { signedInAt, ...before } = own;
  const purposes: Record<string, Decision> = { ...before.purposes };
  const services: Record<string, boolean> = { ...before.services };
  for (const entry of [...(await history()).entries].reverse()) {
    const at = Date.parse(entry.at);
    if (at < signedInAt) continue;
    const edition = config.editions.indexOf(entry.edition) + 1;
    for (const [id, granted] of Object.entries(entry.purposes))
      if (!granted) purposes[id] = { granted, edition, at: Math.floor(at / 1000) };
    Object.assign(services, entry.services);
  }
  // A service is only ever narrowed.
  for (const id in services) if (services[id]) delete services[id];
  return { ...before, purposes, services };
}

/** Nobody is signed in any more. */
export function forgetOwnChoice(): Promise<void> {
  return choices.delete(KEY);
}

import { denyWithoutRequired } from './apply-choice.ts';
import { type Decision, type Decisions, UNDECIDED } from './decisions.ts';
import type { RuntimeConfig } from './schema/index.ts';

/** Of two decisions about one purpose the later one, a denial where they are of the same second. */
export function laterDecision(a: Decision | undefined, b: Decision | undefined): Decision | undefined {
  if (!a || !b) return a ?? b;
  if (a.at !== b.at) return a.at > b.at ? a : b;
  if (a.granted !== b.granted) return a.granted ? b : a;
  return a.edition >= b.edition ? a : b;
}

/**
 * Two histories of the same person on one site become one: per purpose the later decision wins, a denial wins a tie.
 * The order of the arguments does not matter. What comes out satisfies `requires`: `linking` without `identification`
 * is denied.
 */
export function mergeDecisions(config: RuntimeConfig, a: Decisions, b: Decisions): Decisions {
  const purposes: Record<string, Decision> = {};
  const services: Record<string, boolean> = {};
  for (const { id } of config.purposes) {
    const winner = laterDecision(a.purposes[id], b.purposes[id]);
    if (winner) purposes[id] = winner;
  }
  denyWithoutRequired(config, purposes);
  // A service is only ever narrowed, so a denial on either side stands.
  for (const { id } of config.services) {
    if (a.services[id] === false || b.services[id] === false) services[id] = false;
  }
  const doubt = a.doubt || b.doubt;
  return {
    purposes,
    services,
    gpc: a.gpc && b.gpc,
    seen: Math.max(a.seen, b.seen),
    unsent: [a.unsent, b.unsent]
      .filter((id) => id !== undefined)
      .sort()
      .at(-1),
    ...(doubt ? { doubt } : {}),
  };
}

/** Only purposes of `scope: group` travel from one site of the group to another. */
export function travelling(config: RuntimeConfig, decisions: Decisions): Decisions {
  const purposes: Record<string, Decision> = {};
  for (const { id, group } of config.purposes) {
    const decision = decisions.purposes[id];
    if (group && decision) purposes[id] = decision;
  }
  return { ...UNDECIDED, purposes, gpc: decisions.gpc };
}

/** An anonymous decision may narrow a member's choice in this browser, never widen it. */
export function narrow(config: RuntimeConfig, member: Decisions, anonymous: Decisions): Decisions {
  const purposes: Record<string, Decision> = { ...member.purposes };
  for (const { id } of config.purposes) {
    const here = anonymous.purposes[id];
    if (here && !here.granted && (!purposes[id] || here.at >= purposes[id].at)) purposes[id] = here;
  }
  denyWithoutRequired(config, purposes);
  const services = { ...member.services };
  for (const [id, allowed] of Object.entries(anonymous.services)) if (!allowed) services[id] = false;
  return { ...member, purposes, services };
}

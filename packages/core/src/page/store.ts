import {
  applyChoice,
  type Choice,
  choosable,
  type Decision,
  type Decisions,
  encodeDecisions,
  laterDecision,
  NorenError,
} from '@noren/model';
import type { Cause } from '../events.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { cookieDomain } from './cookie-domain.ts';
import { uuidV7 } from './uuid-v7.ts';
import { writeCookie } from './write-cookie.ts';

// How long a decision is weighed against those of other tabs, in milliseconds: longer than a message takes.
const SETTLING = 5_000;

/** The store: the only writer of a visitor's decisions in this browser. */
export interface Store {
  /**
   * Keeps a choice, and gives what was kept. Its record has an id also where no API waits for it, which the cookie then
   * does not name. Without a cause it is a rehearsal, which keeps nothing.
   * @throws {NorenError} `unknown-purpose`, `unknown-service`, `not-a-choice`
   */
  decide(choice: Choice, cause?: Cause): Decisions;
  /** Keeps decisions as they are, e.g. those that the consent API has confirmed. */
  keep(decisions: Decisions, cause: Cause): void;
  /** The newest decisions: what another tab has kept since counts. */
  newest(): Decisions;
  /** The `Domain` that the cookie is kept on, `undefined` for this host alone. */
  domain(): string | undefined;
}

export function createStore(kernel: Kernel): Store {
  const { config } = kernel;
  let own: Decisions;
  let settling = 0;

  function keep(decisions: Decisions, cause: Cause): void {
    // Also what the API has confirmed, corrected by its clock.
    own = decisions;
    const isKept = writeCookie(kernel, decisions, cause === 'sync');
    // A tag that has just run may have decided again: then that decision is the one to keep.
    kernel.become(decisions, cause, () => (kernel.state.decisions === decisions ? isKept() : !kernel.state.blocked));
    kernel.announce();
  }

  // What this page has just decided against what another has: the later decision, so that both come to the same.
  function weigh(other: Decisions): Decisions {
    if (performance.now() > settling) return other;
    const purposes: Record<string, Decision> = { ...other.purposes };
    // Where the other holds all of it, what it says of the record is newer too: the API may have confirmed it.
    let { unsent } = other;
    // What the API has confirmed has the time of the API's clock, which this browser's may be ahead of: then what says the
    // same is newer, and a no stands.
    const isConfirmed = own.unsent && !unsent;
    for (const id in own.purposes) {
      const mine = own.purposes[id] as Decision;
      const theirs = purposes[id];
      if (theirs && ((isConfirmed && (mine.granted || !theirs.granted)) || laterDecision(theirs, mine) === theirs))
        continue;
      purposes[id] = mine;
      unsent ??= own.unsent;
    }
    own = { ...other, purposes, services: { ...other.services, ...own.services }, unsent };
    return own;
  }

  // Two tabs that write at the same moment may from then on each read only its own cookie, or the other's: Firefox has
  // a copy of the jar in each process. So a page that has just decided writes again where it reads anything else.
  kernel.settle = (read) => {
    const decisions = weigh(read);
    if (encodeDecisions(decisions) !== encodeDecisions(read)) {
      writeCookie(kernel, decisions)();
      kernel.announce();
    }
    return decisions;
  };

  function newest(): Decisions {
    const { found, decisions } = kernel.read();
    // A cookie that cannot be kept leaves what this page holds; one that was deleted leaves nothing.
    return found || !kernel.state.blocked ? decisions : kernel.state.decisions;
  }

  return {
    decide(choice, cause) {
      check(choice?.purposes, choosable(config), 'unknown-purpose');
      check(
        choice.services ?? {},
        config.services.map(({ id }) => id),
        'unknown-service',
      );
      const { gpc, edition } = kernel.state;
      const unsent = uuidV7();
      const record = config.api && unsent;
      const moment = { now: Math.floor(Date.now() / 1000), edition: edition.sequence, gpc, record };
      const decisions = applyChoice(config, newest(), choice, moment);
      if (cause) {
        settling = performance.now() + SETTLING;
        keep(decisions, cause);
      } else writeCookie(kernel, decisions, false, true);
      return { ...decisions, unsent };
    },
    keep,
    newest,
    domain: () => cookieDomain(config),
  };
}

function check(choices: Readonly<Record<string, boolean>>, known: readonly string[], code: string): void {
  if (Object(choices) !== choices)
    throw new NorenError({ code: 'not-a-choice', received: choices, fix: '{ purposes: { statistics: true } }' });
  for (const [id, value] of Object.entries(choices)) {
    if (!known.includes(id)) throw new NorenError({ code, received: id, fix: `one of ${known.join(', ')}` });
    if (typeof value !== 'boolean')
      throw new NorenError({ code: 'not-a-choice', path: id, received: value, fix: 'true or false' });
  }
}

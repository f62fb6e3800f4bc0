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
import { cookieDomain } from '../cookies/cookie-domain.ts';
import type { Cause } from '../events.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { madeAt, uuidV7 } from './uuid-v7.ts';
import { writeCookie } from './write-cookie.ts';

// How long a choice is weighed against what other tabs keep, in milliseconds: longer than a message takes, and with an API
// longer than its answer to an older choice.
const SETTLING = 5_000;
const ANSWERED = 35_000;

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
  /**
   * Hears that the API has confirmed a record.
   * @returns whether it is of the newest choice that this page knows of
   */
  confirmed(recordId: string): boolean;
  /** The newest decisions: what another tab has kept since counts. */
  newest(): Decisions;
  /** The `Domain` that the cookie is kept on, `undefined` for this host alone. */
  domain(): string | undefined;
}

export function createStore(kernel: Kernel): Store {
  const { config } = kernel;
  // The newest choice that this page knows of, as it was before its record was confirmed.
  let known = kernel.state.decisions;
  // When this page has last chosen, by the visitor's clock, and its record until that is confirmed.
  let since: number;
  let awaited: string | undefined;
  let settling = -1;

  function remember(decisions: Decisions): Decisions {
    if (decisions.unsent) known = decisions;
    return decisions;
  }

  function keep(decisions: Decisions, cause: Cause): void {
    remember(decisions);
    const isKept = writeCookie(kernel, decisions, cause === 'sync');
    // A tag that has just run may have decided again: then that decision is the one to keep.
    kernel.become(decisions, cause, () => (kernel.state.decisions === decisions ? isKept() : !kernel.state.blocked));
    kernel.announce();
  }

  // Two tabs that write at the same moment may from then on each read only its own cookie, or the other's: Firefox has
  // a copy of the jar in each process. And the API may set its answer to an older choice over a newer one. So a page that
  // has chosen weighs what it reads, by rules that bring all tabs to the same, and writes again what it reads otherwise.
  kernel.settle = (other) => {
    const { unsent: there = '' } = other;
    const own = there || awaited ? known : kernel.state.decisions;
    const { unsent: here = '' } = own;
    // Without a record it is what the API has answered, by a clock of its own. Until this page's own record is confirmed
    // that may be the answer to an older choice: a no stands, and the record is named while anything stands of its choice.
    const isAnswer = here && !there;
    if (performance.now() > settling || (isAnswer && !awaited)) return remember(other);
    const purposes: Record<string, Decision> = { ...other.purposes };
    let isNamed = false;
    for (const id of Object.keys(own.purposes)) {
      const mine = own.purposes[id] as Decision;
      const theirs = purposes[id];
      // The ids of records tell by the visitor's own clock which choice is the newer one.
      const newer = here !== there && (here < there ? theirs : mine);
      const stands = isAnswer
        ? (mine.granted && theirs) || mine
        : newer && newer.at >= since
          ? newer
          : (laterDecision(theirs, mine) as Decision);
      purposes[id] = stands;
      isNamed ||= stands.granted === mine.granted;
    }
    const services = { ...other.services, ...own.services };
    const decisions = { ...other, purposes, services, unsent: here > there && isNamed ? here : other.unsent };
    if (encodeDecisions(decisions) !== encodeDecisions(other)) {
      writeCookie(kernel, decisions)();
      kernel.announce();
    }
    return remember(decisions);
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
      // One moment for the cookie and the record, or a second that turns between them would make two choices of one.
      const moment = { now: Math.floor(madeAt(unsent) / 1000), edition: edition.sequence, gpc, record };
      const decisions = applyChoice(config, newest(), choice, moment);
      if (cause) {
        settling = performance.now() + (record ? ANSWERED : SETTLING);
        since = moment.now;
        awaited = record;
        keep(decisions, cause);
      } else writeCookie(kernel, decisions, false, true);
      return { ...decisions, unsent };
    },
    keep,
    confirmed(recordId) {
      if (recordId === awaited) awaited = undefined;
      return recordId >= (known.unsent ?? '~');
    },
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

import { applyChoice, type Choice, choosable, type Decisions, NorenError } from '@noren/model';
import type { Cause } from '../events.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { uuidV7 } from './uuid-v7.ts';
import { writeCookie } from './write-cookie.ts';

/** The store: the only writer of a visitor's decisions in this browser. */
export interface Store {
  /**
   * Keeps a choice, and gives what was kept.
   * @throws {NorenError} `unknown-purpose`, `unknown-service`, `not-a-choice`
   */
  decide(choice: Choice, cause: Cause): Decisions;
  /** Keeps decisions as they are, e.g. those that the consent API has confirmed. */
  keep(decisions: Decisions, cause: Cause): void;
  /** The newest decisions: what another tab has kept since counts. */
  newest(): Decisions;
}

export function createStore(kernel: Kernel): Store {
  const { config } = kernel;

  function keep(decisions: Decisions, cause: Cause): void {
    const kept = writeCookie(config, decisions);
    kernel.become(decisions, cause, !kept);
    kernel.announce();
  }

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
      const record = config.api === undefined ? undefined : uuidV7();
      const moment = { now: Math.floor(Date.now() / 1000), edition: edition.sequence, gpc, record };
      const decisions = applyChoice(config, newest(), choice, moment);
      keep(decisions, cause);
      return decisions;
    },
    keep,
    newest,
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

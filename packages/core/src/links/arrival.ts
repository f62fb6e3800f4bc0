import { plainJson } from '@noren/model';
import type { NorenEventMap } from '../events.ts';
import { emit } from '../kernel/events-on-window.ts';
import type { LinkStatus } from '../state.ts';
import { type Answer, askApi } from './ask-api.ts';
import { giveBackLater } from './give-back.ts';
import { linkSettings } from './link-settings.ts';
import type { LinksOptions } from './links-options.ts';
import { tokenIn } from './token-in.ts';

const DAY = 86_400;
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 300_000;
const TIMEOUT_MS = 30_000;

/** The personalised link that the visitor came by, from the question to what became of it. */
export interface Arrival {
  /** Another link was followed while the page was open: that one is meant now. Of two tokens in it none counts. */
  follow(address: string): void;
  /** Answers whether this browser is to be linked to another member than before. */
  confirm(yes: boolean): void;
  /** What was joined is joined no more. */
  end(): void;
}

/**
 * Holds the token in memory until it may be redeemed, redeems it once the API has the record that proves the yes, and
 * drops it with the permission. Nobody but the API is ever told it.
 */
export function createArrival({ kernel, api, history }: LinksOptions): Arrival {
  const { config, held } = kernel;
  const { identification, linking, askAgainDays } = linkSettings(config);
  const hasLinks = config.links !== false;
  let token = hasLinks && held ? tokenIn(held(kernel.isOpen)[0]) : undefined;
  let retryMs = FIRST_RETRY_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: AbortController | undefined;
  // Whether the API was asked while linking was granted: then there is nothing more to ask it.
  let wasJoined = false;
  // The visitor has confirmed another member than before.
  let isConfirmed = false;

  function tell(status: LinkStatus, code?: string): void {
    const { link } = kernel;
    if (link?.status === status && link.code === code) return;
    kernel.link = Object.freeze(code === undefined ? { status } : { status, code });
    emit('link', kernel.link);
  }

  function drop(): void {
    token = undefined;
    held?.();
    stop();
  }

  function stop(): void {
    clearTimeout(timer);
    sending?.abort();
    sending = undefined;
  }

  function end(): void {
    drop();
    tell('dropped');
  }

  /** Whether the visitor is still to be asked: a refusal is one for so many days. */
  function isAsking(): boolean {
    const { decisions, grants, asks } = kernel.state;
    const decision = decisions.purposes[identification];
    const isOld = decision && !config.off && decision.at + askAgainDays * DAY < Math.floor(Date.now() / 1000);
    return grants[identification] === 'undecided' || asks.includes(identification) || isOld === true;
  }

  function look(): void {
    const { link, state } = kernel;
    const isJoined = state.grants[linking] === 'granted';
    if (state.grants[identification] === 'granted') {
      const isDone = wasJoined || (link?.status === 'counted' && !isJoined) || (link?.status === 'confirm' && isJoined);
      if (link?.status === 'linked' && !isJoined) end();
      else if (token && !isDone) void redeem();
    } else if (token && isAsking()) {
      // Of a yes that has run out nothing goes on.
      stop();
      tell('asking');
    } else if (token || link) end();
    // What a vendor's mailer has put into the address goes with a no too.
    else if (!isAsking()) drop();
  }

  /** The newest record that proves the yes and that the API has: this browser's own word, or the API's. */
  async function proofOf(): Promise<string | undefined> {
    const { unsent } = kernel.state.decisions;
    const { entries } = await history();
    return entries.find(
      ({ purposes, recorded, hereOnly }) => purposes[identification] && !hereOnly && (recorded || !unsent),
    )?.id;
  }

  async function redeem(): Promise<void> {
    if (sending) return;
    if (kernel.link?.status !== 'failed') tell('waiting');
    // Told again once the record is there.
    if (kernel.state.decisions.unsent) return;
    clearTimeout(timer);
    const controller = new AbortController();
    sending = controller;
    const timeout = setTimeout(() => controller.abort(), TIMEOUT_MS);
    const answer = await ask(controller);
    clearTimeout(timeout);
    // Dropped meanwhile.
    if (sending !== controller) return;
    sending = undefined;
    // A yes from another host, or from before there was an API: nothing proves it here.
    if (!answer) tell('asking');
    else if (answer.ok && answer.body.outcome === 'linked') {
      drop();
      tell('linked');
    } else if (answer.ok) {
      retryMs = FIRST_RETRY_MS;
      tell('counted');
      // Linking may have been granted while it was under way.
      look();
    } else if (answer.code === 'linked-to-another') tell('confirm');
    else if (answer.retry) {
      tell('failed', answer.code);
      // Jitter, so that the readers of a mail do not all come back in the same second after an outage.
      timer = setTimeout(redeem, retryMs * (0.5 + Math.random()));
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    } else {
      drop();
      tell('failed', answer.code);
    }
  }

  async function ask(controller: AbortController): Promise<Answer | undefined> {
    const record = await proofOf().catch(() => undefined);
    if (!record || sending !== controller) return undefined;
    wasJoined = kernel.state.grants[linking] === 'granted';
    const headers = { 'content-type': 'application/json' };
    const body = plainJson({ token, record, ...(isConfirmed ? { replace: true } : {}) });
    return askApi(api, 'personal-urls/redeem', headers, { method: 'POST', body, signal: controller.signal });
  }

  giveBackLater(kernel, identification);
  if (hasLinks) look();
  else drop();
  for (const type of ['change', 'synced']) addEventListener(`noren:${type}`, look);
  addEventListener('noren:sync-failed', (event) => {
    const { code } = (event as CustomEvent<NorenEventMap['sync-failed']>).detail;
    if (token && kernel.link?.status === 'waiting')
      tell('failed', /^(unreachable|garbage|http-5)/.test(code) ? 'offline' : code);
  });
  addEventListener('online', () => token && kernel.link?.status === 'failed' && look());

  return {
    follow(address) {
      const followed = hasLinks && tokenIn(address);
      if (!followed) return;
      stop();
      token = followed;
      retryMs = FIRST_RETRY_MS;
      wasJoined = false;
      isConfirmed = false;
      kernel.link = undefined;
      look();
    },
    confirm(yes) {
      if (kernel.link?.status !== 'confirm') return;
      isConfirmed = yes;
      if (yes) void redeem();
      else end();
    },
    end,
  };
}

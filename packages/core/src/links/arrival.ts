import { plainJson } from '@noren/model';
import { LINK_TOLD, type NorenEventMap } from '../events.ts';
import { emit } from '../kernel/events-on-window.ts';
import { madeAt } from '../page/uuid-v7.ts';
import type { LinkState, LinkStatus } from '../state.ts';
import { type Answer, askApi } from './ask-api.ts';
import { giveBackLater } from './give-back.ts';
import { inTurn } from './in-turn.ts';
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
  // A yes to everything is none to being recognised by this link until a surface has told what it would do with it.
  let isTold = false;
  let isUntold = false;
  // Whoever has allowed it has not done so in this page, since the link is held.
  let isEarlier = true;
  // A member has signed in since it was redeemed: whether the mail was theirs is to be asked still.
  let isOwnDue = false;
  // When this file began to hear of choices, until those that were made in the page before have been looked at.
  let begunAt = token ? Date.now() : 0;
  let release: (() => void) | undefined;

  function tell(status: LinkStatus, more: Omit<LinkState, 'status'> = {}): void {
    const { link } = kernel;
    if (status !== 'waiting') release?.();
    if (link?.status === status && link.code === more.code && link.own === more.own) return;
    kernel.link = Object.freeze({ status, ...more });
    emit('link', kernel.link);
  }

  // Another tab may hold the mail of another member: it goes after the one that the visitor has answered for.
  function takeTurn(): void {
    if (!token || release) return;
    const over = new Promise<void>((resolve) => {
      release = () => {
        release = undefined;
        resolve();
      };
    });
    void inTurn(() => over);
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
    if (token && isUntold) tell('asking');
    else if (state.grants[identification] === 'granted') {
      const isDone = wasJoined || (link?.status === 'counted' && !isJoined) || (link?.status === 'confirm' && isJoined);
      if (link?.status === 'linked' && !isJoined) end();
      else if (token && (isOwnDue || !isDone)) void redeem();
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
    const about = entries.filter(({ purposes }) => identification in purposes);
    // What was chosen in this page before this file had come.
    const early = about.filter(({ id }) => performance.timeOrigin <= madeAt(id) && madeAt(id) < begunAt);
    begunAt = 0;
    if (early.length) isEarlier = false;
    // No yes that follows brings back what a no has ended.
    if (early.some(({ purposes }) => !purposes[identification])) {
      end();
      return undefined;
    }
    // No surface can have told then what it would do with the link.
    isUntold ||= early.length > 0 && early[0] === about[0] && early[0]?.control === 'accept-all';
    if (isUntold) return undefined;
    return entries.find(
      ({ purposes, recorded, hereOnly }) => purposes[identification] && !hereOnly && (recorded || !unsent),
    )?.id;
  }

  async function redeem(): Promise<void> {
    if (sending) return;
    if (!isOwnDue && kernel.link?.status !== 'failed') tell('waiting');
    // Told again once the record is there.
    if (kernel.state.decisions.unsent) return;
    clearTimeout(timer);
    const controller = new AbortController();
    sending = controller;
    const timeout = setTimeout(() => controller.abort(), TIMEOUT_MS);
    const answer = await (release ? ask(controller) : inTurn(() => ask(controller)));
    clearTimeout(timeout);
    // Dropped meanwhile.
    if (sending !== controller) return;
    sending = undefined;
    // A yes from another host, or from before there was an API: nothing proves it here.
    if (!answer) tell('asking');
    else if (answer.ok && answer.body.outcome === 'linked') {
      drop();
      tell('linked', { ...ownOf(answer.body), ...(isEarlier ? { earlier: true } : {}) });
    } else if (answer.ok) {
      retryMs = FIRST_RETRY_MS;
      tell('counted', ownOf(answer.body));
      // Linking may have been granted while it was under way.
      look();
    } else if (answer.code === 'linked-to-another') tell('confirm');
    else if (answer.retry) {
      tell('failed', { code: answer.code });
      // Jitter, so that the readers of a mail do not all come back in the same second after an outage.
      timer = setTimeout(redeem, retryMs * (0.5 + Math.random()));
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    } else {
      drop();
      tell('failed', { code: answer.code });
    }
  }

  async function ask(controller: AbortController): Promise<Answer | undefined> {
    const record = await proofOf().catch(() => undefined);
    if (!record || sending !== controller) return undefined;
    wasJoined = kernel.state.grants[linking] === 'granted';
    isOwnDue = false;
    const headers = { 'content-type': 'application/json' };
    const body = plainJson({ token, record, ...(isConfirmed ? { replace: true } : {}) });
    return askApi(api, 'personal-urls/redeem', headers, { method: 'POST', body, signal: controller.signal });
  }

  giveBackLater(kernel, identification);
  if (hasLinks) look();
  else drop();
  addEventListener('noren:synced', look);
  addEventListener('noren:change', (event) => {
    const { cause } = (event as CustomEvent<NorenEventMap['change']>).detail;
    if (cause === 'accept-all') isUntold ||= kernel.link?.status === 'asking' && !isTold;
    else if (cause !== 'sync') isUntold = false;
    if (!/sync|tab|expiry/.test(cause)) {
      isEarlier = false;
      if (kernel.state.grants[identification] === 'granted') takeTurn();
    }
    look();
    if (kernel.link?.status !== 'waiting') release?.();
  });
  // Only now may it be said whether the mail was theirs.
  addEventListener('noren:member', (event) => {
    const { status } = kernel.link ?? {};
    const { signedIn } = (event as CustomEvent<NorenEventMap['member']>).detail;
    isOwnDue = signedIn && /counted|waiting/.test(status as string);
    if (isOwnDue) void redeem();
    else if (status === 'counted') tell(status);
    else if (status === 'linked' && signedIn) tell(status, { ...kernel.link, own: true });
  });
  const hearTold = (): void => {
    isTold = true;
  };
  addEventListener(LINK_TOLD, hearTold);
  addEventListener('noren:shown', (event) => {
    if ((event as CustomEvent<NorenEventMap['shown']>).detail.name !== 'notice') hearTold();
  });
  addEventListener('noren:sync-failed', (event) => {
    const { code } = (event as CustomEvent<NorenEventMap['sync-failed']>).detail;
    if (token && kernel.link?.status === 'waiting')
      tell('failed', { code: /^(unreachable|garbage|http-5)/.test(code) ? 'offline' : code });
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
      begunAt = 0;
      isConfirmed = isTold = isUntold = isOwnDue = false;
      isEarlier = true;
      kernel.link = undefined;
      look();
    },
    confirm(yes) {
      if (kernel.link?.status !== 'confirm') return;
      isConfirmed = yes;
      isEarlier = false;
      if (yes) void redeem();
      else end();
    },
    end,
  };
}

/** Whether the mail was sent to the member who is signed in, which the API says to them alone. */
function ownOf({ own }: Readonly<Record<string, unknown>>): Pick<LinkState, 'own'> {
  return own === true ? { own } : {};
}

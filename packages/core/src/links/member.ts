import {
  type Choice,
  type Decision,
  type Decisions,
  decodeDecisions,
  denyWithoutRequired,
  NorenError,
} from '@noren/model';
import { emit } from '../kernel/events-on-window.ts';
import type { SignedIn } from '../noren.ts';
import { forgetSubjectSecret } from '../proof/subject-secret.ts';
import { askApi, bodyOf } from './ask-api.ts';
import { linkSettings } from './link-settings.ts';
import type { LinksOptions } from './links-options.ts';
import type { Mail } from './mail.ts';
import { forgetOwnChoice, keepOwnChoice, ownChoice } from './own-choice.ts';

// What may stand in a header; the API refuses anything longer.
const TOKEN = /^[A-Za-z0-9._~+/=-]{1,8192}$/;

/**
 * Signing in and out: the choice of a member and of this browser in step.
 * @param end told when what was joined is joined no more
 * @param holdMail told the member's token, for mail preferences
 */
export function createMember({ kernel, store, api, history }: LinksOptions, end: () => void, holdMail: Mail['hold']) {
  const { config } = kernel;
  const { linking } = linkSettings(config);
  let attributes: Record<string, unknown> = {};
  let overrides: readonly string[] = [];
  let isLinked = false;
  let isSignedIn = false;
  // One after the other: what was asked for last is what holds.
  let before: Promise<unknown> = Promise.resolve();

  function setLinked(is: boolean, known: object = {}): void {
    // Whoever was handed them has them no longer.
    for (const name of Object.keys(attributes)) delete attributes[name];
    attributes = { ...known };
    const had = isLinked || kernel.link?.status === 'linked';
    isLinked = is;
    if (had && !is) end();
  }

  /**
   * Takes over what the API says is in force. A newer choice of this browser, of which the API has not heard yet, stands: a no
   * always, a yes only where it is of the member who is signed in.
   */
  function takeOver(held: Decisions, text: unknown, isSame = false): void {
    const newest = store.newest();
    const theirs = typeof text === 'string' ? decodeDecisions(text) : undefined;
    const purposes: Record<string, Decision> = { ...held.purposes };
    if (theirs && !theirs.doubt) {
      for (const [id, decision] of Object.entries(theirs.purposes)) {
        const own = newest.purposes[id];
        const isNewer = newest.unsent !== undefined && own && own.at > decision.at && (isSame || !own.granted);
        purposes[id] = isNewer && !overrides.includes(id) ? own : decision;
      }
    }
    denyWithoutRequired(config, purposes);
    // A service is only ever narrowed, so a denial on either side stands.
    const services = { ...theirs?.services, ...held.services };
    const { unsent } = newest;
    store.keep({ ...held, purposes, services, unsent }, 'sync');
  }

  // Where what this browser decided itself is not known, a yes may have been the member's.
  function refusalsOf(held: Decisions): Decisions {
    const refused = Object.entries(held.purposes).filter(([, { granted }]) => !granted);
    return { ...held, purposes: Object.fromEntries(refused) };
  }

  function signedIn(is: boolean): void {
    if (isSignedIn === is) return;
    isSignedIn = is;
    emit('member', { signedIn: is });
  }

  // What the operator has switched off stays so in this page too, until the API has said it again. The record tells what the
  // visitor chose.
  const { decide } = store;
  store.decide = (choice, cause) => {
    const off = overrides.filter((id) => choice?.purposes?.[id] === true);
    if (!off.length) return decide(choice, cause);
    const without: Choice = { ...choice, purposes: { ...choice.purposes } };
    const denied = Object.fromEntries(off.map((id) => [id, false]));
    const decided = decide({ ...without, purposes: { ...without.purposes, ...denied } }, cause);
    const chosen = off.map((id) => [id, { ...decided.purposes[id], granted: true } as Decision]);
    return { ...decided, purposes: { ...decided.purposes, ...Object.fromEntries(chosen) } };
  };
  addEventListener('noren:change', () => {
    if (isLinked && kernel.state.grants[linking] !== 'granted') setLinked(false);
  });

  async function identify(memberToken: string): Promise<SignedIn> {
    if (config.api === undefined) throw new NorenError({ code: 'no-api', path: 'api' });
    // Nothing of it is told: it is somebody's sign-in.
    if (!TOKEN.test(memberToken)) throw new NorenError({ code: 'member-not-verified', fix: 'pass a signed JWT' });
    const headers = { authorization: `Bearer ${memberToken}` };
    const body = bodyOf(await askApi(api, 'member', headers, { method: 'POST' }, true));
    if (api.sameOrigin) await forgetSubjectSecret();
    const isSame = body.renewed === true;
    // What another member has allowed here is nothing for this one.
    const held = (!isSame && (await ownChoice(config, history))) || store.newest();
    await keepOwnChoice(held);
    overrides = Array.isArray(body.overrides) ? body.overrides.filter((id) => typeof id === 'string') : [];
    takeOver(held, body.cookie, isSame);
    const is = body.linked === true && kernel.state.grants[linking] === 'granted';
    setLinked(is, is ? Object(body.attributes) : {});
    // Of the mail of whoever was signed in before, nothing is said to the next member.
    if (!isSame) signedIn(false);
    signedIn(true);
    holdMail(memberToken, isSame);
    return Object.freeze({ linked: isLinked, attributes, overrides, untrackedLinks: body.untrackedLinks === true });
  }

  async function forget(): Promise<void> {
    overrides = [];
    setLinked(false);
    holdMail();
    const own = await ownChoice(config, history);
    // At once, also offline: who signs out of a shared computer leaves nothing behind.
    if (own) takeOver(own, undefined);
    signedIn(false);
    if (config.api === undefined) return;
    const body = bodyOf(await askApi(api, 'member', {}, { method: 'DELETE', keepalive: true }));
    await forgetOwnChoice();
    takeOver(own ?? refusalsOf(store.newest()), body.cookie);
  }

  const inOrder = <Result>(act: () => Promise<Result>): Promise<Result> => {
    const result = before.then(act);
    before = result.catch(() => undefined);
    return result;
  };
  return {
    identify: (memberToken: string) => inOrder(() => identify(memberToken)),
    forget: () => inOrder(forget),
  };
}

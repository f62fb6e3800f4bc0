import { seeded } from '../model/seeded.ts';
import { expect, type MailStage, onEachEngine, type Reader, test } from './mail-stage.ts';

interface Said {
  readonly granted: boolean;
  readonly at: number;
}
type Decided = Record<string, Said>;

/** What is true of one browser, worked out from what was done, without the API's own code. */
interface Expected {
  /** Every choice made in it, whenever it arrived, and the member who was signed in when it was made. */
  readonly records: {
    readonly at: number;
    readonly chosen: Record<string, boolean>;
    readonly by: string | undefined;
  }[];
  /** Who was signed in, from when until when. */
  readonly signIns: { readonly member: string; readonly from: number; until: number }[];
  /** The newest record that says yes to being recognised. */
  proof: string | undefined;
  /** Whom a mail has linked it to, for as long as that was allowed without a break. */
  link: string | undefined;
}

const PURPOSES = ['identification', 'linking'] as const;
const MEMBERS = ['m-1', 'm-2'] as const;
const DAY = 86_400_000;
const SIGN_IN = 3600_000;
/** Tokens are accepted for this long after their end. */
const TOLERANCE = 30_000;

/** Whose choice at a moment it is. */
const signedInAt = ({ signIns }: Expected, at: number) =>
  signIns.find(({ from, until }) => from <= at && at < until)?.member;

/** What a browser's choices amount to: of what somebody else allowed while signed in nothing, of what they refused all. */
function amountTo({ records }: Expected, viewer: string | undefined): Decided {
  const decided: Decided = {};
  for (const { at, chosen, by } of records.toSorted((a, b) => a.at - b.at)) {
    for (const purpose of PURPOSES) {
      const granted = chosen[purpose];
      if (granted !== undefined && !(granted && by !== undefined && by !== viewer)) decided[purpose] = { granted, at };
    }
    // Linking without being recognised is a no.
    if (decided.linking?.granted && !decided.identification?.granted)
      decided.linking = { ...decided.linking, granted: false };
  }
  return decided;
}

/** Whether a yes still holds, in whole seconds as a cookie has them. */
const holds = ({ granted, at }: Said, now: number) =>
  granted && Math.floor(now / 1000) - Math.floor(at / 1000) < (365 * DAY) / 1000;

/**
 * Whether a link between a browser and a member may stand: the browser's own newest choices, with what the member who is signed
 * in there has decided, say yes to both and have not run out; the linked member has said no to neither; nobody else is signed in.
 */
function mayStand(expected: Expected, member: string, said: Record<string, Decided>, now: number): boolean {
  const signedInAs = signedInAt(expected, now);
  if (signedInAs !== undefined && signedInAs !== member) return false;
  const own = amountTo(expected, signedInAs);
  return PURPOSES.every((purpose) => {
    const theirs = said[member]?.[purpose];
    if (theirs?.granted === false) return false;
    const here = own[purpose];
    if (signedInAs === undefined) return here !== undefined && holds(here, now);
    // A newer no of this browser narrows what the member allows.
    if (here && !here.granted && (!theirs || here.at >= theirs.at)) return false;
    const newest = theirs ?? here;
    return newest !== undefined && holds(newest, now);
  });
}

/** What a member has decided after one more choice: a no always counts, a yes only while they are signed in. */
function follow(before: Decided, chosen: Record<string, boolean>, at: number, here: Decided | undefined): Decided {
  const after = { ...before };
  for (const purpose of PURPOSES) {
    const wanted = chosen[purpose];
    // A yes that a newer choice in the same browser has overtaken is none.
    if (wanted === undefined || (wanted && here?.[purpose]?.at !== at)) continue;
    const granted = wanted && here?.[purpose]?.granted === true;
    const earlier = before[purpose];
    if (!earlier || at > earlier.at || (at === earlier.at && !granted)) after[purpose] = { granted, at };
  }
  const { identification, linking } = after;
  if (linking?.granted && identification?.granted === false)
    after.linking = { granted: false, at: Math.max(linking.at, identification.at) };
  return after;
}

async function play(mail: MailStage, seed: number): Promise<string[]> {
  const random = seeded(seed);
  const pick = <Item>(list: readonly Item[]): Item => list[random(list.length)] as Item;
  // Two browsers on one site, or on two.
  const browsers = [mail.reader(), mail.reader(seed % 2 ? 'energy' : 'portal')] as const;
  const expected = new Map<Reader, Expected>(
    browsers.map((browser) => [browser, { records: [], signIns: [], proof: undefined, link: undefined }]),
  );
  const said: Record<string, Decided> = {};
  const history: string[] = [];
  for (let step = 0; step < 24; step += 1) {
    // Mostly seconds; now and then a sign-in, and rarely a yes, runs out.
    mail.stage.clock.at += pick([1000, 1000, 1000, 1000, 1000, 1000, 50_000, 50_000, SIGN_IN + TOLERANCE, 200 * DAY]);
    const now = mail.stage.clock.at;
    const endWhatMayNotStand = () => {
      for (const each of expected.values())
        if (each.link !== undefined && !mayStand(each, each.link, said, now)) each.link = undefined;
    };
    endWhatMayNotStand();
    const browser = pick(browsers);
    const state = expected.get(browser) as Expected;
    const acts = [
      'choose',
      'choose',
      'choose late',
      'redeem',
      'redeem',
      'redeem',
      'sign-in',
      'sign-out',
      'sweep',
    ] as const;
    const act = pick(acts);
    const member = pick(MEMBERS);
    const signedInAs = signedInAt(state, now);
    if (act === 'choose' || act === 'choose late') {
      const chosen = pick([
        { identification: true, linking: true },
        { identification: true, linking: true },
        { identification: true, linking: true },
        { identification: true, linking: false },
        { identification: false },
        { linking: false },
        { linking: true },
      ]) as Record<string, boolean>;
      // No two choices of a browser at the same moment.
      const waited = act === 'choose' ? 0 : random(120) * 1000 + step + 1;
      const at = now - waited;
      const sentAt = new Date(now).toISOString();
      const { id } = await browser.choose(chosen, { decidedAt: new Date(at).toISOString(), sentAt });
      if (chosen.identification) state.proof = id;
      const by = signedInAt(state, at);
      state.records.push({ at, chosen, by });
      const here = by !== undefined && by === signedInAs ? amountTo(state, by) : undefined;
      if (by !== undefined) said[by] = follow(said[by] ?? {}, chosen, at, here);
      history.push(`${browser.site} chooses ${JSON.stringify(chosen)}, ${waited} ms ago, as ${by}`);
    } else if (act === 'sign-in') {
      const seconds = Math.floor(now / 1000);
      const exp = seconds + SIGN_IN / 1000;
      const response = await browser.signIn(await mail.provider.token(member, { claims: { iat: seconds, exp } }));
      expect(response.status).toBe(200);
      const last = state.signIns.at(-1);
      const until = exp * 1000 + TOLERANCE;
      if (last && last.until > now && last.member === member) last.until = Math.max(last.until, until);
      else {
        if (last && last.until > now) last.until = now;
        state.signIns.push({ member, from: now, until });
      }
      history.push(`${browser.site} signs in as ${member}`);
    } else if (act === 'sign-out') {
      await browser.signOut();
      const last = state.signIns.at(-1);
      if (last && last.until > now) {
        last.until = now;
        state.link = undefined;
        expect(await browser.linkedTo(), `seed ${seed}: linked after the sign-out`).toBeUndefined();
      }
      history.push(`${browser.site} signs out`);
    } else if (act === 'sweep') {
      await mail.stage.api.sweep();
      history.push('what has run out is forgotten');
    } else {
      const campaign = browser.site === 'portal' ? mail.link : mail.energyLink;
      const token = await campaign(member);
      const response = await browser.redeem(token, state.proof ?? '00000000-0000-7000-8000-000000000000', {
        replace: random(2) === 1,
      });
      expect(response.status).toBeLessThan(500);
      const answer = await response.text();
      if (answer.includes('"linked"')) state.link = member;
      history.push(`${browser.site} redeems mail of ${member}: ${response.status} ${answer}`);
    }
    endWhatMayNotStand();
    for (const each of browsers) {
      const linked = await each.linkedTo();
      if (linked === undefined) continue;
      const { link } = expected.get(each) as Expected;
      expect(link && mail.hashOf(link), `seed ${seed}: ${each.site} is linked\n${history.join('\n')}`).toBe(linked);
    }
    for (const one of MEMBERS) {
      const row = await mail.stage.database.kysely
        .selectFrom('group_members')
        .select('decisions')
        .where('reference_hash', '=', mail.hashOf(one))
        .executeTakeFirst();
      const kept = Object.entries(JSON.parse(row?.decisions ?? '{}') as Decided);
      const plain = Object.fromEntries(kept.map(([id, { granted, at }]) => [id, { granted, at }]));
      expect(plain, `seed ${seed}: what ${one} has decided\n${history.join('\n')}`).toEqual(said[one] ?? {});
    }
  }
  return history;
}

onEachEngine(() => {
  test('in no order of choosing, late or not, running out, signing in and out and redeeming, in two browsers, does a link or a member’s decision stand that the latest choices do not allow', async ({
    mail,
  }) => {
    let linked = 0;
    for (let seed = 1; seed <= 60; seed += 1) {
      const history = await play(mail, seed);
      linked += history.filter((line) => line.includes('"linked"')).length;
      await mail.forgetMembers();
    }
    // Else the property would hold because nothing ever happens.
    expect(linked).toBeGreaterThan(100);
  });
});

import { amountTo, type Decided, type Expected, follow, mayStand, signedInAt } from '../link-model.ts';
import { seeded } from '../model/seeded.ts';
import { expect, type MailStage, onEachEngine, type Reader, test } from './mail-stage.ts';

/** What is true of one browser, and of what its mails did. */
interface Reading extends Expected {
  /** The newest record that says yes to being recognised. */
  proof: string | undefined;
  /** Whom a mail has linked it to, for as long as that was allowed without a break. */
  link: string | undefined;
}

const MEMBERS = ['m-1', 'm-2'] as const;
const DAY = 86_400_000;
const SIGN_IN = 3600_000;
/** Tokens are accepted for this long after their end. */
const TOLERANCE = 30_000;

async function play(mail: MailStage, seed: number): Promise<string[]> {
  const random = seeded(seed);
  const pick = <Item>(list: readonly Item[]): Item => list[random(list.length)] as Item;
  // Two browsers on one site, or on two.
  const browsers = [mail.reader(), mail.reader(seed % 2 ? 'energy' : 'portal')] as const;
  const expected = new Map<Reader, Reading>(
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
    const state = expected.get(browser) as Reading;
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
      const { link } = expected.get(each) as Reading;
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

import { seeded } from '../model/seeded.ts';
import { expect, type MailStage, onEachEngine, type Reader, test } from './mail-stage.ts';

/** What is true of one browser, worked out from what was done, without the API's own code. */
interface Expected {
  /** Purpose → the newest choice made in it. */
  own: Record<string, { granted: boolean; at: number }>;
  signedInAs: string | undefined;
  /** The newest record that says yes to being recognised. */
  proof: string | undefined;
}

const PURPOSES = ['identification', 'linking'] as const;
const MEMBERS = ['m-1', 'm-2'] as const;

/**
 * Whether a link between a browser and a member may stand: the browser's own newest choices, with what the member who is signed
 * in there has decided, say yes to both; the linked member has said no to neither; and nobody else is signed in.
 */
function mayStand(
  { own, signedInAs }: Expected,
  member: string,
  said: Record<string, Record<string, { granted: boolean; at: number }>>,
): boolean {
  if (signedInAs !== undefined && signedInAs !== member) return false;
  return PURPOSES.every((purpose) => {
    const theirs = said[member]?.[purpose];
    if (theirs?.granted === false) return false;
    const here = own[purpose];
    if (signedInAs === undefined) return here?.granted === true;
    // A newer no of this browser narrows what the member allows.
    if (here && !here.granted && (!theirs || here.at >= theirs.at)) return false;
    return theirs?.granted ?? here?.granted ?? false;
  });
}

async function play(mail: MailStage, seed: number): Promise<string[]> {
  const random = seeded(seed);
  const pick = <Item>(list: readonly Item[]): Item => list[random(list.length)] as Item;
  // Two browsers on one site, or on two.
  const browsers = [mail.reader(), mail.reader(seed % 2 ? 'energy' : 'portal')] as const;
  const expected = new Map<Reader, Expected>(
    browsers.map((browser) => [browser, { own: {}, signedInAs: undefined, proof: undefined }]),
  );
  const said: Record<string, Record<string, { granted: boolean; at: number }>> = {};
  const history: string[] = [];
  for (let step = 0; step < 24; step += 1) {
    mail.stage.clock.at += 1000;
    const at = mail.stage.clock.at;
    const browser = pick(browsers);
    const state = expected.get(browser) as Expected;
    const act = pick(['choose', 'choose', 'redeem', 'redeem', 'sign-in', 'sign-out'] as const);
    const member = pick(MEMBERS);
    if (act === 'choose') {
      const chosen = pick([
        { identification: true, linking: true },
        { identification: true, linking: true },
        { identification: true, linking: true },
        { identification: true, linking: false },
        { identification: false },
        { linking: false },
        { linking: true },
      ]) as Record<string, boolean>;
      const { id } = await browser.choose(chosen);
      if (chosen.identification) state.proof = id;
      for (const purpose of PURPOSES) {
        // Linking without being recognised is a no.
        const missing = purpose === 'linking' && !(chosen.identification ?? state.own.identification?.granted);
        const value = chosen[purpose];
        if (value !== undefined) state.own[purpose] = { granted: value && !missing, at };
        else if (purpose === 'linking' && chosen.identification === false && state.own.linking?.granted)
          state.own.linking = { ...state.own.linking, granted: false };
        const decided = state.own[purpose];
        if (value !== undefined && decided && state.signedInAs !== undefined)
          said[state.signedInAs] = { ...said[state.signedInAs], [purpose]: decided };
      }
      history.push(`${browser.site} chooses ${JSON.stringify(chosen)}`);
    } else if (act === 'sign-in') {
      await browser.signIn(await mail.provider.token(member));
      state.signedInAs = member;
      history.push(`${browser.site} signs in as ${member}`);
    } else if (act === 'sign-out') {
      await browser.signOut();
      state.signedInAs = undefined;
      history.push(`${browser.site} signs out`);
    } else {
      const campaign = browser.site === 'portal' ? mail.link : mail.energyLink;
      const token = await campaign(member);
      const response = await browser.redeem(token, state.proof ?? '00000000-0000-7000-8000-000000000000', {
        replace: random(2) === 1,
      });
      expect(response.status).toBeLessThan(500);
      history.push(`${browser.site} redeems mail of ${member}: ${response.status} ${await response.text()}`);
    }
    for (const each of browsers) {
      const linked = await each.linkedTo();
      if (linked === undefined) continue;
      const standing = MEMBERS.filter((one) => mayStand(expected.get(each) as Expected, one, said));
      const hashes = standing.map((one) => mail.hashOf(one));
      expect(hashes, `seed ${seed}: ${each.site} is linked\n${history.join('\n')}`).toContain(linked);
    }
  }
  return history;
}

onEachEngine(() => {
  test('in no order of choosing, signing in and out and redeeming, in two browsers, does a link stand that the latest choices do not allow', async ({
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

/** A decision, and when it was made (milliseconds since 1970). */
export interface Said {
  readonly granted: boolean;
  readonly at: number;
}
export type Decided = Record<string, Said>;

/** What is true of one browser, worked out from what was done, without any of the product's own code. */
export interface Expected {
  /** Every choice made in it, whenever it arrived, and the member who was signed in when it was made. */
  readonly records: {
    readonly at: number;
    readonly chosen: Record<string, boolean>;
    readonly by: string | undefined;
  }[];
  /** Who was signed in, from when until when. */
  readonly signIns: { readonly member: string; readonly from: number; until: number }[];
}

export const PURPOSES = ['identification', 'linking'] as const;
const DAY = 86_400_000;

/** Whose choice at a moment it is. */
export const signedInAt = ({ signIns }: Expected, at: number) =>
  signIns.find(({ from, until }) => from <= at && at < until)?.member;

/** What a browser's choices amount to: of what somebody else allowed while signed in nothing, of what they refused all. */
export function amountTo({ records }: Expected, viewer: string | undefined): Decided {
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
export function mayStand(expected: Expected, member: string, said: Record<string, Decided>, now: number): boolean {
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
export function follow(
  before: Decided,
  chosen: Record<string, boolean>,
  at: number,
  here: Decided | undefined,
): Decided {
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

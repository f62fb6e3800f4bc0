import { fitsPattern } from '../name-pattern.ts';
import type { Service, SiteConfig, Text } from '../schema/index.ts';
import { TRACE_KINDS, type TraceKind } from '../trace-kinds.ts';
import { plainWords } from './plain-words.ts';
import { registrableDomain } from './registrable-domain.ts';

/** What a row says otherwise than it said to those who answered. */
export interface OtherAnswer {
  /** Below the row: `recipient`, `cookies[1]`. */
  readonly path: string;
  readonly received: unknown;
  /** What was otherwise, as the end of a sentence. */
  readonly why: string;
}

type Trace = NonNullable<Service['cookies']>[number];

/** Who receives, what for and where: `null` is an answer that is still to come. */
const TOLD = ['ownPurpose', 'recipient', 'recipientPurpose', 'country'] as const satisfies (keyof Service)[];

/**
 * What somebody who allowed a tag, or let it run, knew of it and does not know any more: what is sent, to whom, to where,
 * what for on either side, who collects it, and what is kept on the device. Less of any, another language, other spaces
 * and the answer to what was being confirmed are no other answers; neither are names of rows, policies and procedures.
 */
export function otherAnswers(old: Service, row: Service, { entity }: SiteConfig): OtherAnswer[] {
  return [
    ...TOLD.filter((key) => saysOther(old[key], row[key])).map((key) => other(key, row[key])),
    ...(row.joinsPerson && (!old.joinsPerson || saysOther(old.joinsPerson, row.joinsPerson))
      ? [other('joinsPerson', row.joinsPerson)]
      : []),
    // Another company of the site itself is another rule's.
    ...((row.collector ?? entity) === (old.collector ?? entity) ? [] : [other('collector', row.collector)]),
    ...row.information.flatMap((item, at) =>
      old.information.some((known) => isSame(known, item))
        ? []
        : [{ path: `information[${at}]`, received: item, why: 'this was not sent when they answered' }],
    ),
    ...newHosts(old.hosts ?? [], row.hosts ?? []),
    ...TRACE_KINDS.flatMap((key) => newTraces(key, old[key] ?? [], row[key] ?? [])),
  ];
}

const other = (path: string, received: unknown): OtherAnswer => ({
  path,
  received,
  why: `${path} was another one when they answered`,
});

function saysOther(before: Text | string | null | undefined, after: Text | string | null | undefined): boolean {
  if (!before) return false;
  // What was told and is being confirmed again is not known any more; the next answer would be taken for the first one.
  if (!after) return true;
  return typeof before === 'string' || typeof after === 'string' ? before !== after : !isSame(before, after);
}

/** Said in another language too, or spelt otherwise, it is the same. */
function isSame(known: Text, text: Text): boolean {
  const both = Object.keys(text).filter((language) => known[language] !== undefined);
  return (
    both.length > 0 && both.every((language) => plainWords(known[language] ?? '') === plainWords(text[language] ?? ''))
  );
}

/** A provider has many hosts, and moves them about: one of a domain that was told is no other place. */
function newHosts(before: readonly string[], after: readonly string[]): OtherAnswer[] {
  const known = new Set(before.map(registrableDomain));
  return after.flatMap((host, at) =>
    known.has(registrableDomain(host))
      ? []
      : [{ path: `hosts[${at}]`, received: host, why: 'nothing was sent to this domain when they answered' }],
  );
}

function newTraces(key: TraceKind, before: readonly Trace[], after: readonly Trace[]): OtherAnswer[] {
  return after.flatMap((trace, at): OtherAnswer[] => {
    const path = `${key}[${at}]`;
    const known = before.find(({ name }) => name === trace.name || fitsPattern(trace.name, name));
    if (!known) return [{ path, received: trace.name, why: 'this was not kept when they answered' }];
    return isLonger(known.lifetime, trace.lifetime)
      ? [{ path: `${path}.lifetime`, received: trace.lifetime, why: 'it was not kept as long when they answered' }]
      : [];
  });
}

/** Also where nobody can tell: 「2年」 can be compared, 「消去されるまで」 cannot. */
function isLonger(before: Text | undefined, after: Text | undefined): boolean {
  if (!before || !after || isSame(before, after)) return false;
  const [was, is] = [secondsOf(before), secondsOf(after)];
  return was === undefined || is === undefined || is > was;
}

const SECONDS: readonly (readonly [unit: RegExp, seconds: number])[] = [
  [/^(?:秒|second)/i, 1],
  [/^(?:分|minute)/i, 60],
  [/^(?:時間|hour)/i, 3600],
  [/^(?:日|day)/i, 86_400],
  [/^(?:週間?|week)/i, 604_800],
  [/^(?:[かヶヵケカ箇]月|月|month)/i, 2_629_800],
  [/^(?:年|year)/i, 31_557_600],
];

/** How long a lifetime is where it is one number and one unit, in any of its languages. */
function secondsOf(lifetime: Text): number | undefined {
  for (const words of Object.values(lifetime)) {
    const [, count, unit = ''] = /^(\d+) ?(\D+)$/.exec(plainWords(words)) ?? [];
    const [, seconds] = SECONDS.find(([pattern]) => pattern.test(unit)) ?? [];
    if (count !== undefined && seconds !== undefined) return Number(count) * seconds;
  }
  return undefined;
}

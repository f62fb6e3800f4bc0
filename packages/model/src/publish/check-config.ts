import type { z } from 'zod';
import { type SiteConfig, siteConfig } from '../schema/index.ts';
import { checkInForce } from './check-in-force.ts';
import { checkMeaning } from './check-meaning.ts';
import { type Finding, pathText, valueAt } from './finding.ts';
import { plainBound, plainType, typeOf } from './plain-shape.ts';
import { soundParts } from './sound-parts.ts';
import { sourceOfRule } from './source-of-rule.ts';
import { withCatalogue } from './with-catalogue.ts';

/** What checking a config finds; `config` is there when nothing is an error. */
export interface CheckedConfig {
  readonly config?: SiteConfig;
  readonly findings: readonly Finding[];
}

const POLLUTING = ['__proto__', 'constructor', 'prototype'];

/** Warnings of what is still being confirmed, or cannot be: errors where nothing may be left open. */
const OPEN = [
  'unconfirmed-recipient',
  'unconfirmed-purpose',
  'unconfirmed-country',
  'unverified-opt-out',
  'opt-in-without-trace',
  'duplicate-tag',
  'missing-language',
  'blank-text',
  'empty-document',
];

/**
 * Checks a site's config whole: what the catalogue adds to it, its shape, its meaning, its register. A wrong shape hides
 * nothing but what it touches: whatever is well-shaped beside it is checked for its meaning. Never throws.
 * @param strict refuses what is still being confirmed, and texts that a language lacks
 * @param now when it is to be published: an edition must be in force by then. Left out, none needs to be
 */
export function checkConfig(
  source: unknown,
  { strict = false, now }: { strict?: boolean | undefined; now?: Date | undefined } = {},
): CheckedConfig {
  const polluting = pollutingKeys(source);
  if (polluting.length > 0) return { findings: polluting };
  const { input, findings: unknown } = withCatalogue(source);
  const parsed = siteConfig.safeParse(input);
  const meaning = (config: SiteConfig): Finding[] => [
    ...checkMeaning(config),
    ...(now ? checkInForce(config, now) : []),
  ];
  const held = (found: readonly Finding[]): Finding[] =>
    found.map((one) => (strict && OPEN.includes(one.code) ? { ...one, severity: 'error' } : one));
  if (!parsed.success) {
    const { issues } = parsed.error;
    const shape = besideUnknown(
      unknown,
      issues.flatMap((issue) => shapeFindings(issue, input)),
    );
    const sound = soundParts(input, issues);
    return { findings: [...unknown, ...shape, ...held(sound?.holding(meaning(sound.config)) ?? [])] };
  }
  const findings = held([...unknown, ...meaning(parsed.data)]);
  return findings.some(({ severity }) => severity === 'error') ? { findings } : { config: parsed.data, findings };
}

/** Where an id of a provider is mistyped, that alone: not again as a wrong value, and nothing that the provider would have brought. */
function besideUnknown(unknown: readonly Finding[], shape: readonly Finding[]): readonly Finding[] {
  const mistyped = new Set(unknown.filter(({ code }) => code === 'unknown-provider').map(({ path }) => path));
  if (mistyped.size === 0) return shape;
  return shape.filter(({ code, path }) => {
    const [entry, key] = [path.slice(0, path.lastIndexOf('.')), path.slice(path.lastIndexOf('.') + 1)];
    // Which purpose permits it is never the catalogue's.
    const isBrought = code === 'missing-key' && key !== 'purpose';
    return !((isBrought || key === 'provider') && mistyped.has(`${entry}.provider`));
  });
}

/** The findings that one zod issue amounts to, with the received value taken from the input. */
export function shapeFindings(issue: z.core.$ZodIssue, input: unknown): Finding[] {
  const path = pathText(issue.path);
  const received = valueAt(input, issue.path);
  const error = (code: string, at: string, value: unknown, fix: string): Finding => ({
    severity: 'error',
    code,
    path: at,
    received: value,
    fix,
    ...sourceOfRule(at),
  });
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        error(
          'unknown-key',
          pathText([...issue.path, key]),
          valueAt(input, [...issue.path, key]),
          `remove "${key}", or correct its spelling`,
        ),
      );
    case 'invalid_type': {
      const meant = /^Invalid input\b/.test(issue.message) ? plainType(issue.expected) : issue.message;
      return received === undefined
        ? [error('missing-key', path, received, `add it: ${meant}`)]
        : [error('wrong-type', path, received, `${meant} belongs here, and this is ${typeOf(received)}`)];
    }
    case 'invalid_value':
      return [
        error(
          'invalid-value',
          path,
          received,
          `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`,
        ),
      ];
    case 'invalid_union': {
      if (received === undefined) return [error('missing-key', path, received, `add it: ${issue.message}`)];
      // Of what may stand there, what this was meant to be: the one whose type it has.
      const meant = issue.errors.find((inner) => !inner.some((one) => one.code === 'invalid_type' && !one.path.length));
      if (!meant) return [error('wrong-type', path, received, issue.message)];
      return meant.flatMap((inner) => shapeFindings({ ...inner, path: [...issue.path, ...inner.path] }, input));
    }
    case 'invalid_key':
      return issue.issues.map((inner) =>
        error('invalid-value', path, issue.path.at(-1), `the key must be ${inner.message}`),
      );
    case 'too_small':
    case 'too_big':
      return [error('invalid-value', path, received, plainBound(issue))];
    default:
      return [error('invalid-value', path, received, issue.message)];
  }
}

/** Whether there is such a key at all: most have none, and a path for each of ten thousand links is thrown away. */
function isPolluted(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth > 20) return false;
  if (Array.isArray(value)) return value.some((inner) => isPolluted(inner, depth + 1));
  // Asked for by name: every body of the API comes by here, and to look at each of its keys costs six times as much.
  if (POLLUTING.some((key) => Object.hasOwn(value, key))) return true;
  for (const inner of Object.values(value)) if (isPolluted(inner, depth + 1)) return true;
  return false;
}

/** Keys that would reach into the prototype of an object that is made from this value, each as an error. */
export function pollutingKeys(value: unknown, path: PropertyKey[] = []): Finding[] {
  if (!isPolluted(value, path.length)) return [];
  return Object.keys(value as object).flatMap((key) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    const inner = pollutingKeys((value as Record<string, unknown>)[key], here);
    if (!POLLUTING.includes(key)) return inner;
    return [
      {
        severity: 'error',
        code: 'forbidden-key',
        path: pathText(here),
        received: key,
        fix: 'remove it: this name is never a key',
      } as const,
      ...inner,
    ];
  });
}

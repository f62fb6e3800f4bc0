import { NorenError } from '@noren/model';
import type { Node } from 'acorn';
import { lineIndex } from '../../line-index.ts';
import { candidatesIn } from './candidates-in.ts';
import { constantsIn } from './constants-in.ts';
import { type AnyNode, nodesIn } from './nodes-in.ts';
import { objectOf } from './object-of.ts';
import { parseScript } from './parse-script.ts';
import { type Budget, type LeftOut, readLiterals } from './read-literals.ts';

/** Tools whose config can be read. */
export type ReadTool = 'vanilla-cookieconsent' | 'klaro';

/** Another tool's config as plain values, with what could not be read of it. */
export interface OtherConfig {
  readonly tool: ReadTool;
  readonly config: Readonly<Record<string, unknown>>;
  readonly leftOut: readonly LeftOut[];
  /** Where each key stands: path → offset. */
  readonly places: ReadonlyMap<string, number>;
  /** Offsets as line and column. */
  readonly positionOf: ReturnType<typeof lineIndex>;
}

const LARGEST = 1_000_000;
/** As much as a file of that size has, each of it once. */
const MOST_READ = 1_000_000;

/**
 * Finds the config in a file, JavaScript, TypeScript or JSON, and reads it without running anything.
 * @param file as it was named, for messages
 * @throws {NorenError} `not-a-script` with the place where the file is wrong, `no-other-config`
 */
export function readOtherConfig(text: string, file: string): OtherConfig {
  const positionOf = lineIndex(text);
  if (text.length > LARGEST)
    throw new NorenError({ code: 'not-a-script', path: file, fix: 'the file that holds the config alone' });
  const refuse = (error: unknown): NorenError => {
    const { pos = 0, message = '' } = error as { pos?: number; message?: string };
    const what = error instanceof SyntaxError ? message.replace(/ \(\d+:\d+\)$/, '') : 'it is nested too deep';
    return new NorenError({
      code: 'not-a-script',
      path: placed(file, positionOf(Math.min(pos, text.length))),
      fix: `correct it, or put the config into a file of its own: ${what}`,
    });
  };
  let root: Node;
  try {
    root = parseScript(text);
  } catch (error) {
    throw refuse(error);
  }
  const constants = constantsIn(root);
  const budget: Budget = { left: MOST_READ };
  let found: (OtherConfig & { readonly isSure: boolean }) | undefined;
  let hidden: LeftOut | undefined;
  for (const [candidate, name] of candidatesIn(root)) {
    if (budget.left <= 0 || found?.isSure) break;
    const reading = {
      constants,
      budget,
      leftOut: [] as LeftOut[],
      places: new Map<string, number>(),
      used: new Set<string>(),
    };
    const value = readLiterals(candidate, reading);
    const [tool, isSure = false] = toolOf(value) ?? [];
    if (!tool)
      hidden ??= reading.leftOut.find(({ path }) => /^((categories|services|apps|languages)\b.*)?$/.test(path));
    else if (!found || isSure) {
      const { leftOut, places, used } = reading;
      leftOut.push(...changesOf(root, new Set(name === undefined ? used : [...used, name])));
      found = { tool, isSure, config: value as Record<string, unknown>, leftOut, places, positionOf };
    }
  }
  if (found) return found;
  throw new NorenError({
    code: 'no-other-config',
    path: hidden ? placed(file, positionOf(hidden.at)) : file,
    fix: `${hidden ? `${hidden.why}: write it out there, or name the file in which it stands, ` : ''}a file with CookieConsent.run({ categories: … }), with klaroConfig = { services: [ … ] }, or with one of the two as export default or JSON`,
  });
}

/** A place in a file as messages tell it. */
export const placed = (file: string, { line, column }: { line: number; column: number }): string =>
  `${file}:${line}:${column}`;

/** What is put into the config after it was written: its name, or that of a constant in it, and the keys. */
function changesOf(root: Node, names: ReadonlySet<string>): LeftOut[] {
  const found: LeftOut[] = [];
  for (const node of nodesIn(root)) {
    const { left, callee } = node as unknown as { left?: AnyNode; callee?: AnyNode };
    const adds = node.type === 'CallExpression' && /^(push|unshift)$/.test(String((callee?.property as AnyNode)?.name));
    const changed = node.type === 'AssignmentExpression' ? left : adds ? (callee?.object as AnyNode) : undefined;
    const keys: string[] = [];
    let at = changed;
    for (; at?.type === 'MemberExpression'; at = at.object as AnyNode) {
      const { computed, property } = at as unknown as { computed: boolean; property: AnyNode };
      keys.unshift(String(computed ? (property.value ?? '…') : property.name));
    }
    if (/^(window|globalThis|self)$/.test(String(at?.name))) at = { name: keys.shift() } as unknown as AnyNode;
    const isWhole = keys.length === 0 && !adds;
    if (at && !isWhole && names.has(String(at.name)))
      found.push({ path: keys.join('.'), at: node.start, why: 'it is put there when the page runs' });
  }
  return found;
}

/** The tool whose config a value is, and whether it can be nothing else. */
function toolOf(value: unknown): readonly [tool: ReadTool, isSure: boolean] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { categories, services, apps, languages } = value as Record<string, unknown>;
  const list = services ?? apps;
  if (Array.isArray(list)) {
    const own = Array.from(list, objectOf);
    return [
      'klaro',
      own.some(({ name, purposes, required }) => typeof name === 'string' && (Array.isArray(purposes) || !!required)),
    ];
  }
  if (categories !== undefined) {
    const own = Object.values(objectOf(categories));
    const keys = own.flatMap((one) => Object.keys(objectOf(one)));
    const isOne = own.length > 0 && own.every((one) => typeof one === 'object' && one !== null);
    if (typeof categories !== 'object' || categories === null || Array.isArray(categories)) return undefined;
    return ['vanilla-cookieconsent', isOne && keys.every((key) => /^(enabled|readOnly|autoClear|services)$/.test(key))];
  }
  const isSecond = Object.values(objectOf(languages)).some((one) => 'settings_modal' in objectOf(one));
  return isSecond ? ['vanilla-cookieconsent', true] : undefined;
}

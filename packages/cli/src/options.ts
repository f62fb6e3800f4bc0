import { parseArgs } from 'node:util';
import { NorenError } from '@noren/model';
import { nearest } from './nearest.ts';

/** One option of a command: what `parseArgs` needs, and what help says. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: true;
  /** Stands for the value in help. */
  readonly value?: string;
  readonly about: string;
}

export type Options = Readonly<Record<string, Option>>;

/** What was said on the command line. */
export interface Said<T extends Options> {
  readonly values: {
    readonly [K in keyof T]: T[K]['type'] extends 'boolean'
      ? boolean | undefined
      : T[K]['multiple'] extends true
        ? readonly string[] | undefined
        : string | undefined;
  };
  readonly positionals: readonly string[];
}

/**
 * Reads a command's arguments.
 * @throws {NorenError} `unknown-option`, `invalid-option`
 */
export function readOptions<T extends Options>(command: string, args: readonly string[], options: T): Said<T> {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option' || Object.hasOwn(options, token.name)) continue;
    throw unknownOption(command, token.rawName, Object.keys(options));
  }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: options as Options, allowPositionals: true });
    return { values: values as Said<T>['values'], positionals };
  } catch (error) {
    const [received] = args;
    throw new NorenError({
      code: 'invalid-option',
      path: command,
      received,
      fix: error instanceof Error ? error.message : String(error),
    });
  }
}

/** An option that a command does not have, with the one that was probably meant. */
export function unknownOption(command: string, rawName: string, names: readonly string[]): NorenError {
  const near = nearest(rawName.replace(/^-+/, ''), names);
  const help = command ? `noren help ${command}` : 'noren help';
  return new NorenError({
    code: 'unknown-option',
    path: rawName,
    received: rawName,
    fix: near ? `did you mean --${near}? ("${help}" lists them)` : `"${help}" lists the options`,
  });
}

import { NorenError } from '@noren/model';
import manifest from '../package.json' with { type: 'json' };
import type { Command } from './command.ts';
import { check } from './commands/check.ts';
import { checkMail } from './commands/check-mail.ts';
import { importMail } from './commands/import-mail.ts';
import { init } from './commands/init.ts';
import { issueUrls } from './commands/issue-urls.ts';
import { providers } from './commands/providers.ts';
import { render } from './commands/render.ts';
import { commandHelp, helpText } from './help.ts';
import { nearest } from './nearest.ts';
import { unknownOption } from './options.ts';
import { printable } from './printable.ts';
import { EXIT, type Surroundings } from './surroundings.ts';

const commands: readonly Command[] = [init, check, checkMail, providers, render, issueUrls, importMail];

/**
 * The `noren` command. Never throws for a mistake of its caller.
 * @param argv what stands behind `noren`
 * @returns the exit code: 0 no errors, 1 errors found, 2 wrong usage or a file that cannot be read or written
 */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    return await dispatch(argv, surroundings);
  } catch (error) {
    if (!(error instanceof NorenError)) throw error;
    surroundings.stderr.write(`${printable(error.message)}\n`);
    return EXIT.usage;
  }
}

async function dispatch([first, ...rest]: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  if (first === undefined) {
    stderr.write(helpText(commands));
    return EXIT.usage;
  }
  if (first === '--version') {
    stdout.write(`${manifest.version}\n`);
    return EXIT.fine;
  }
  if (first === 'help' || first === '--help' || first === '-h') {
    const [name] = rest;
    stdout.write(name === undefined || name.startsWith('-') ? helpText(commands) : commandHelp(commandOf(name)));
    return EXIT.fine;
  }
  if (first.startsWith('-')) throw unknownOption('', first, ['help', 'version']);
  const command = commandOf(first);
  const end = rest.indexOf('--');
  if (rest.slice(0, end < 0 ? rest.length : end).some((arg) => arg === '--help' || arg === '-h')) {
    stdout.write(commandHelp(command));
    return EXIT.fine;
  }
  return command.run(rest, surroundings);
}

function commandOf(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command) return command;
  const names = [...commands.map((known) => known.name), 'help'];
  const near = nearest(name, names);
  throw new NorenError({
    code: 'unknown-command',
    path: name,
    received: name,
    fix: near ? `did you mean "noren ${near}"?` : `one of ${names.join(', ')}`,
  });
}

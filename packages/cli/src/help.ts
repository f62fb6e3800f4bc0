import type { Command } from './command.ts';

/** Help for all commands. */
export function helpText(commands: readonly Command[]): string {
  return [
    'noren: starts, checks and publishes the consent settings of a site.',
    '',
    'Usage: noren COMMAND [options]',
    '',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    ...columns([
      ['help COMMAND', 'what a command takes'],
      ['--version', 'the version'],
    ]),
    '',
    'Exit codes: 0 no errors, 1 errors found, 2 wrong usage or a file that cannot be read or written.',
    '',
  ].join('\n');
}

/** Help for one command. */
export function commandHelp({ name, takes, summary, about, options }: Command): string {
  const rows = Object.entries(options).map(([option, { value, about: text, multiple }]): [string, string] => [
    `--${option}${value ? ` ${value}` : ''}${multiple ? ' …' : ''}`,
    text,
  ]);
  return [
    `Usage: noren ${name} ${takes}`,
    '',
    summary,
    ...(about ? ['', about] : []),
    '',
    ...columns([...rows, ['--help', 'this text']]),
    '',
  ].join('\n');
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { NorenError } from '@noren/model';
import { type MailImportRequest, mailImportRequest } from '@noren/model/schema';
import type { Command } from '../command.ts';
import { type ChoiceLine, readChoices } from '../import/read-choices.ts';
import { askApi } from '../issue/ask-api.ts';
import { checkSource } from '../issue/check-source.ts';
import { type Options, readOptions } from '../options.ts';
import { printable } from '../printable.ts';
import { readText } from '../read-text.ts';
import { EXIT } from '../surroundings.ts';

const options = {
  api: { type: 'string', value: 'URL', about: 'the consent API, e.g. https://consent.example.net' },
  proofs: { type: 'string', value: 'FILE.json', about: 'where and by which words it was said: an array of proofs' },
  site: { type: 'string', value: 'KEY', about: 'the site that offers the topics (default: the one of the key)' },
  encoding: { type: 'string', value: 'NAME', about: 'of the list, where it is not UTF-8, e.g. shift_jis' },
} as const satisfies Options;

/** Choices in one request. @see `POST /v1/mail/imports` */
const MOST = 1000;

type Proofs = MailImportRequest['proofs'];

/** What the API answers. */
interface Told {
  readonly imported: number;
  readonly repeated: number;
  readonly refused: readonly { readonly index: number; readonly code: string }[];
}

/** `noren import-mail`: who receives what before Noren, with the proof that there is of it. */
export const importMail: Command = {
  name: 'import-mail',
  takes: 'FILE.csv --api URL --proofs FILE.json [options]',
  summary: 'brings what members chose to be sent before, from a list, with its proof',
  about:
    'The list is CSV with a header: columns "member", "topic", "on" (1 or 0), "at" (2021-04-01T00:00:00Z) and "proof",\n' +
    'perhaps "channel", "frequency", "address" and "id". The proofs are JSON:\n' +
    '[{ "id": "form-2019", "source": "Sign-up form, 2019 to 2023", "wording": "…", "language": "ja" }]\n' +
    'Nothing is widened that a member has chosen since, and a list that is sent again is kept once. Each line that is\n' +
    'not kept is told with its number. The server key (scope mail:import) is read from NOREN_KEY.',
  options,
  async run(args, { stdout, stderr, cwd, env }) {
    const { values, positionals } = readOptions('import-mail', args, options);
    const [name, more] = positionals;
    const { api, proofs: proofsFile, site, encoding } = values;
    if (!name || more !== undefined || !api || !proofsFile)
      throw new NorenError({
        code: 'invalid-usage',
        path: 'import-mail',
        fix: 'name a list, and --api and --proofs ("noren help import-mail")',
      });
    const source = checkSource(api, env.NOREN_KEY);
    const proofs = proofsIn(await readText(cwd, proofsFile), proofsFile);
    const file = resolve(cwd, name);
    if (!(await stat(file).catch(() => undefined))?.isFile())
      throw new NorenError({ code: 'unreadable-file', path: name, fix: 'there is no such file' });
    let [imported, repeated, left] = [0, 0, 0];
    const tell = (at: number, why: string): void => {
      left += 1;
      stderr.write(`${printable(`${name} line ${at}: ${why}`)}\n`);
    };
    const send = async (lines: readonly ChoiceLine[]): Promise<void> => {
      const choices = lines.flatMap(({ choice }) => choice ?? []);
      if (choices.length === 0) return;
      const named = proofs.filter(({ id }) => choices.some(({ proof }) => proof === id));
      // Without one of them every line is told so; the API wants one to be there.
      const body = JSON.stringify({
        ...(site ? { site } : {}),
        proofs: named.length ? named : proofs.slice(0, 1),
        choices,
      });
      const told = await askApi(source, '/v1/mail/imports', body, (response) => response.json() as Promise<Told>);
      imported += told.imported;
      repeated += told.repeated;
      for (const { index, code } of told.refused) tell(lines[index]?.at ?? 0, code);
    };
    let waiting: ChoiceLine[] = [];
    for await (const line of readChoices(file, name, { encoding, site })) {
      if (line.problem !== undefined) tell(line.at, line.problem);
      else waiting.push(line);
      if (waiting.length < MOST) continue;
      await send(waiting);
      waiting = [];
    }
    await send(waiting);
    stdout.write(`Imported ${imported} choices, ${repeated} were there already, ${left} lines were not kept\n`);
    return left > 0 ? EXIT.errors : EXIT.fine;
  },
};

/** @throws {NorenError} `invalid-proofs` */
function proofsIn(text: string, path: string): Proofs {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new NorenError({
      code: 'invalid-proofs',
      path,
      fix: `JSON: ${error instanceof Error ? error.message : error}`,
    });
  }
  const { data, error } = mailImportRequest.shape.proofs.safeParse(value);
  if (data) return data;
  const [issue] = error.issues;
  throw new NorenError({
    code: 'invalid-proofs',
    path: `${path}${issue?.path.length ? ` (${issue.path.join('.')})` : ''}`,
    fix: issue?.message ?? 'an array of proofs',
  });
}

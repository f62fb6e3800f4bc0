import { NorenError } from '@noren/model';
import { lintMailTemplate, type MailSettings, mailSettings } from '@noren/model/mail';
import { briefFinding } from '@noren/model/publish';
import { type MailClass, mailClass } from '@noren/model/schema';
import type { Command } from '../command.ts';
import { readConfig } from '../config/read-config.ts';
import { failedFile } from '../failed-file.ts';
import { countFindings, type FileFindings } from '../located-finding.ts';
import { readMail } from '../mail/read-mail.ts';
import { type Options, readOptions } from '../options.ts';
import { printFindings } from '../print-findings.ts';
import { EXIT, type Surroundings } from '../surroundings.ts';
import { useColour } from '../use-colour.ts';
import { writeJson } from '../write-json.ts';

const options = {
  config: { type: 'string', value: 'FILE', about: 'the config that names the sender and the page of preferences' },
  class: { type: 'string', value: 'CLASS', about: 'what they are: newsletter, notice or service' },
  subject: { type: 'string', value: 'TEXT', about: 'subject of a .txt or .html template' },
  mark: {
    type: 'string',
    value: 'TEXT',
    about: 'stands for the address that stops the mail (default: {{unsubscribeUrl}}, or what the .eml names itself)',
  },
  json: { type: 'boolean', about: 'one JSON object: { files: [{ file, findings }], errors, warnings }' },
} as const satisfies Options;

/** `noren check-mail`: templates of outgoing mail, against what the law wants in them. */
export const checkMail: Command = {
  name: 'check-mail',
  takes: 'FILE… --config FILE --class CLASS',
  summary: 'checks mail (.eml) and templates (.txt, .html) before they are sent: sender, address, opt-out',
  about:
    'Each part is judged by itself, for nobody reads both. A newsletter or a notice names its sender, the postal\n' +
    'address, where complaints go, that it can be stopped and where; an .eml carries the fields of one click too\n' +
    '(RFC 8058). A service notice advertises nothing, recognises nobody and cannot be stopped.',
  options,
  async run(args, surroundings) {
    const { values, positionals } = readOptions('check-mail', args, options);
    const kind = classOf(values.class);
    const { config: configFile } = values;
    if (positionals.length === 0 || configFile === undefined || kind === undefined)
      throw new NorenError({
        code: 'invalid-usage',
        path: 'check-mail',
        ...(values.class === undefined ? {} : { received: values.class }),
        fix: `name mail, a config and a class (${mailClass.options.join(', ')}): noren check-mail mail/june.eml --config noren.config.jsonc --class newsletter`,
      });
    const tell = (files: readonly FileFindings[]): void => {
      if (values.json) writeJson(surroundings, { files, ...countFindings(files) });
      else surroundings.stdout.write(printFindings(files, { colour: useColour(surroundings) }));
    };
    const files: FileFindings[] = [];
    const failures: FileFindings[] = [];
    try {
      const { config, findings } = await readConfig(surroundings.cwd, configFile, {
        against: [],
        now: surroundings.now?.() ?? new Date(),
      });
      if (!config) {
        tell([{ file: configFile, findings }]);
        surroundings.stderr.write('The mail was not checked: the config has errors.\n');
        return EXIT.errors;
      }
      const settings = mailSettings(config);
      if (!settings)
        throw new NorenError({
          code: 'mail-off',
          path: configFile,
          fix: 'a config with "mail", which names the sender: docs/mail.md',
        });
      for (const file of positionals) {
        try {
          files.push({ file, findings: await findingsOf(surroundings, file, kind, settings, values) });
        } catch (error) {
          // For people the first file that cannot be read ends it; a program gets all that was found, and that.
          if (!values.json) throw error;
          failures.push(failedFile(error, surroundings));
        }
      }
    } catch (error) {
      if (!values.json) throw error;
      failures.push(failedFile(error, surroundings));
    }
    tell([...files, ...failures]);
    if (failures.length > 0) return EXIT.usage;
    return countFindings(files).errors > 0 ? EXIT.errors : EXIT.fine;
  },
};

function classOf(text: string | undefined): MailClass | undefined {
  return mailClass.options.find((one) => one === text);
}

async function findingsOf(
  { cwd }: Surroundings,
  file: string,
  kind: MailClass,
  settings: MailSettings,
  { subject, mark }: { readonly subject?: string | undefined; readonly mark?: string | undefined },
): Promise<FileFindings['findings']> {
  const mail = await readMail(cwd, file);
  const findings = lintMailTemplate(
    {
      class: kind,
      subject: mail.subject ?? subject ?? '',
      text: mail.text ?? '',
      html: mail.html,
      headers: mail.headers,
      unsubscribeMark: mark ?? mail.unsubscribeUrl,
    },
    settings,
  );
  // A part that is not there lacks nothing.
  return findings.filter(({ path }) => path !== 'text' || mail.text !== undefined).map(briefFinding);
}

import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { NorenError } from '@noren/model';
import type { Command } from '../command.ts';
import { readConfig } from '../config/read-config.ts';
import { failedFile } from '../failed-file.ts';
import { type Audit, auditContainer } from '../gtm/audit-container.ts';
import type { ContainerExport } from '../gtm/container.ts';
import { consentStatus, requiredTypes } from '../gtm/gate-of-tag.ts';
import { gatedCopy } from '../gtm/gated-copy.ts';
import { type GatePurpose, type Ground, groundOf, starterGround } from '../gtm/ground.ts';
import { readContainer } from '../gtm/read-container.ts';
import { registerRows } from '../gtm/register-rows.ts';
import type { Assigned } from '../gtm/tag-report.ts';
import { tagTable } from '../gtm/tag-table.ts';
import { countFindings, type FileFindings } from '../located-finding.ts';
import { nearest } from '../nearest.ts';
import { type Options, readOptions } from '../options.ts';
import { printFindings } from '../print-findings.ts';
import { printable } from '../printable.ts';
import { refuseOverwriting } from '../refuse-overwriting.ts';
import { EXIT, type Surroundings } from '../surroundings.ts';
import { useColour } from '../use-colour.ts';
import { writeFiles } from '../write-files.ts';
import { writeJson } from '../write-json.ts';

const CONFIG_FILE = 'noren.config.jsonc';
const CONTAINER_FILE = 'gated-container.json';
const ROWS_FILE = 'register-rows.json';

const options = {
  config: {
    type: 'string',
    value: 'FILE',
    about: `the site's config, with its purposes (default: ${CONFIG_FILE}, if there)`,
  },
  assign: {
    type: 'string',
    multiple: true,
    value: 'TAG=PURPOSE',
    about: 'says what a tag is for, where nobody can tell; "none" for one that needs no permission',
  },
  write: { type: 'string', value: 'FOLDER', about: `writes ${CONTAINER_FILE}, to be imported, and ${ROWS_FILE}` },
  force: { type: 'boolean', about: 'with --write: overwrites what is there' },
  json: {
    type: 'boolean',
    about: 'one JSON object: { container, tags, files: [{ file, findings }], errors, warnings, written }',
  },
} as const satisfies Options;

/** `noren gtm`: what in a container of Google Tag Manager waits for a yes, and a copy in which everything does. */
export const gtm: Command = {
  name: 'gtm',
  takes: 'FILE [options]',
  summary:
    'tells for each tag of an exported Google Tag Manager container whether it waits for a yes; writes a gated copy',
  about:
    'FILE is what Tag Manager exports (Admin, Export Container) of a web container. Nothing is sent anywhere.\n' +
    'Without a config the purposes are those that "noren init" writes: docs/gtm.md.',
  options,
  async run(args, surroundings) {
    const { values, positionals } = readOptions('gtm', args, options);
    const [file, more] = positionals;
    if (file === undefined || more !== undefined)
      throw new NorenError({
        code: 'invalid-usage',
        path: more ?? 'gtm',
        fix: 'name one exported container: noren gtm GTM-ABC123_workspace1.json --write gated',
      });
    const { stdout, stderr } = surroundings;
    const colour = useColour(surroundings);
    const tell = (files: readonly FileFindings[], more: object = {}): void => {
      if (values.json) writeJson(surroundings, { ...more, files, ...countFindings(files) });
      else stdout.write(printFindings(files, { colour }));
    };
    try {
      const { ground, findings } = await groundIn(values.config, surroundings);
      if (!ground) {
        tell([{ file: values.config ?? CONFIG_FILE, findings }]);
        stderr.write('The container was not read: the config has errors.\n');
        return EXIT.errors;
      }
      const read = await readContainer(surroundings.cwd, file);
      if (!read.container) {
        tell([{ file, findings: read.findings }]);
        return EXIT.errors;
      }
      const { container } = read;
      const assigned = assignedIn(values.assign, container, ground);
      const audit = auditContainer(container.containerVersion, ground, assigned);
      const found = audit.findings.map(read.locate);
      const files = [{ file, findings: found.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) }];
      if (!values.json) stdout.write(`${heading(container)}\n\n${tagTable(audit.tags, { colour })}\n`);
      const written =
        values.write === undefined
          ? undefined
          : await write(container, audit, ground, values.write, values.force, surroundings);
      tell(files, { ...told(container, audit), ...(written ? { written } : {}) });
      return countFindings(files).errors > 0 ? EXIT.errors : EXIT.fine;
    } catch (error) {
      // For people what cannot be read or written ends it; a program gets that as a finding.
      if (!values.json) throw error;
      tell([failedFile(error, surroundings)]);
      return EXIT.usage;
    }
  },
};

async function groundIn(
  named: string | undefined,
  { cwd, stderr, now }: Surroundings,
): Promise<{ ground?: Ground; findings: FileFindings['findings'] }> {
  const isThere = await stat(resolve(cwd, named ?? CONFIG_FILE)).then(
    () => true,
    () => false,
  );
  if (named === undefined && !isThere) {
    stderr.write(
      `There is no ${CONFIG_FILE}: taken are the purposes that "noren init" writes. Name yours with --config.\n`,
    );
    return { ground: starterGround(), findings: [] };
  }
  const at = now?.() ?? new Date();
  const { config, findings } = await readConfig(cwd, named ?? CONFIG_FILE, { now: at });
  return config ? { ground: groundOf(config, at), findings } : { findings };
}

/** @throws {NorenError} `invalid-option` for a tag or a purpose that there is not */
function assignedIn(
  said: readonly string[] = [],
  { containerVersion }: ContainerExport,
  { purposes }: Ground,
): Assigned {
  const tags = (containerVersion.tag ?? []).map(({ name }) => name);
  const ids = [...purposes.map(({ id }) => id), 'none'];
  return new Map(
    said.map((one): [string, GatePurpose | undefined] => {
      const at = one.lastIndexOf('=');
      const [name, id] = [one.slice(0, Math.max(at, 0)), one.slice(at + 1)];
      const fail = (received: string, fix: string): NorenError =>
        new NorenError({ code: 'invalid-option', path: '--assign', received, fix });
      if (at < 1) throw fail(one, 'a name of a tag and a purpose: --assign "Chat widget=statistics"');
      if (!tags.includes(name)) {
        const near = nearest(name, tags);
        throw fail(name, `the container has no tag of this name${near ? `: did you mean "${near}"?` : ''}`);
      }
      if (!ids.includes(id)) throw fail(id, `one of ${ids.join(', ')}`);
      return [name, purposes.find((purpose) => purpose.id === id)];
    }),
  );
}

async function write(
  container: ContainerExport,
  { tags }: Audit,
  ground: Ground,
  folder: string,
  force: boolean | undefined,
  { cwd, stderr }: Surroundings,
): Promise<object> {
  const copy = gatedCopy(container, tags);
  const rows = registerRows(tags, ground);
  const files = [
    { name: CONTAINER_FILE, text: `${JSON.stringify(copy.container, undefined, 4)}\n` },
    { name: ROWS_FILE, text: `${JSON.stringify(rows, undefined, 2)}\n` },
  ];
  if (!force) await refuseOverwriting(cwd, folder, files);
  await writeFiles(cwd, folder, files);
  stderr.write(`Wrote ${join(folder, CONTAINER_FILE)}, in which ${copy.changed.length} of ${tags.length} tags are gated anew: in Tag Manager
Admin, Import Container, into a new workspace; look at it in Preview before you publish it.
Wrote ${join(folder, ROWS_FILE)}, ${rows.length} rows that the register lacks: put them into "services" of the config, and run noren check.
`);
  return { folder, files: files.map(({ name }) => name), changed: copy.changed, rows: rows.length };
}

function heading({
  containerVersion: { container: { name = '', publicId = '' } = {}, tag = [] },
}: ContainerExport): string {
  return printable([publicId, name, `(${tag.length} ${tag.length === 1 ? 'tag' : 'tags'})`].filter(Boolean).join('  '));
}

/** What `--json` says of a container besides what is wrong. */
function told({ containerVersion: { container: { name, publicId } = {} } }: ContainerExport, { tags }: Audit): object {
  return {
    container: { publicId, name },
    tags: tags.map(({ tag, path, kind, state, ways, fires, exceptions, needs, isUnknown, recognised }) => ({
      id: tag.tagId,
      name: tag.name,
      type: tag.type,
      kind,
      path,
      paused: tag.paused === true,
      state,
      consent: { status: consentStatus(tag), types: requiredTypes(tag), checks: recognised.checks },
      ways,
      fires,
      exceptions,
      purposes: needs.map(({ purpose }) => purpose.id),
      unknown: isUnknown,
      providers: recognised.providers,
      rows: recognised.rows.map(({ id }) => id),
      ...(recognised.unknownHosts.length > 0 ? { hosts: recognised.unknownHosts } : {}),
      ...(recognised.consentManager ? { consentManager: recognised.consentManager } : {}),
    })),
  };
}

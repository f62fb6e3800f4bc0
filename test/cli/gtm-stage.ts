import { readFileSync } from 'node:fs';
import { row, sample, type Told, test } from './fixture.ts';
import type { Exported, TagJson } from './tag-manager-stand-in.ts';

export const FILE = 'GTM-SMPL123_workspace9.json';
export const exported = (): Exported =>
  JSON.parse(readFileSync(new URL('sample-container.json', import.meta.url), 'utf8')) as Exported;

/** A tag of custom HTML, in all else like one of the container that fires on all pages. @param name default: the HTML */
export const htmlTag = (value: string, name = value): TagJson => ({
  ...(exported().containerVersion.tag[10] as TagJson),
  tagId: name,
  name,
  parameter: [{ type: 'TEMPLATE', key: 'html', value }],
});

/** A site with the usual purposes, whose register knows the chat that the catalogue does not. */
export const site = (changes: object = {}) =>
  sample({
    purposes: [
      ['necessary', 'always', ['functionality_storage', 'security_storage']],
      ['statistics', 'opt-in', ['analytics_storage']],
      ['recommendation', 'opt-in', ['personalization_storage']],
      ['advertising', 'opt-in', ['ad_storage', 'ad_user_data', 'ad_personalization']],
      ['help', 'opt-out', []],
    ].map(([id, mode, consentMode]) => ({ id, mode, consentMode, title: both(id), description: both(id) })),
    services: [row('chat', 'help', ['chat.widget.example'])],
    ...changes,
  });
const both = (text: unknown) => ({ ja: `${text}の説明`, en: `About ${text}` });

interface ToldTag {
  name: string;
  state: string;
  ways: string[];
  fires: string[];
  exceptions: string[];
  purposes: string[];
  providers: string[];
  rows: string[];
  unknown: boolean;
}
export interface Output {
  container: { publicId: string };
  tags: ToldTag[];
  files: { file: string; findings: Told[] }[];
  errors: number;
  warnings: number;
  written?: { folder: string; files: string[]; changed: string[]; rows: number };
}

/** A folder with the container and the site's config; `gtm` runs the command and reads what it tells. */
export const withContainer = test.extend<{
  gtm: (...args: string[]) => Promise<Output & { code: number; stderr: string }>;
}>({
  gtm: async ({ shell }, use) => {
    shell.put(FILE, exported());
    shell.put('noren.config.jsonc', site());
    await use(async (...args) => {
      const { code, stdout, stderr } = await shell.noren(['gtm', ...args, '--json']);
      return { ...(JSON.parse(stdout) as Output), code, stderr };
    });
  },
});

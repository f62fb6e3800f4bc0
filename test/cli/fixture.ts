import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '@noren/cli';
import { test as base } from '@playwright/test';

export { expect } from '@playwright/test';

/** What a run of the command left. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A finding as `--json` tells it. */
export interface Told {
  severity: string;
  code: string;
  path: string;
  line: number;
  column: number;
  received?: unknown;
  fix: string;
  source?: string;
}

/** An empty folder of its own, and the command in it. */
export interface Shell {
  readonly folder: string;
  /** Writes a file, and the folders around it; anything but text and bytes as JSON. */
  put(name: string, content: unknown): void;
  read(name: string): string;
  list(name?: string): string[];
  noren(args: readonly string[], options?: { isTTY?: boolean; env?: Record<string, string>; now?: Date }): Promise<Run>;
  /** `noren check --json`, with the findings of all files. */
  check(...args: string[]): Promise<Run & { findings: Told[]; codes: string[] }>;
}

/** A day on which the sample's edition is in force. */
export const TODAY = new Date('2026-06-01T03:00:00Z');

export const test = base.extend<{ shell: Shell }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern.
  shell: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'noren-cli-'));
    const noren: Shell['noren'] = async (args, { isTTY = false, env = {}, now = TODAY } = {}) => {
      const written = { stdout: '', stderr: '' };
      const output = (name: 'stdout' | 'stderr') => ({ isTTY, write: (text: string) => (written[name] += text) });
      const code = await main(args, {
        stdout: output('stdout'),
        stderr: output('stderr'),
        cwd: folder,
        env,
        now: () => now,
      });
      return { code, ...written };
    };
    await use({
      folder,
      noren,
      put(name, content) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        const whole = typeof content === 'string' || content instanceof Uint8Array;
        writeFileSync(join(folder, name), whole ? content : JSON.stringify(content, undefined, 2));
      },
      read: (name) => readFileSync(join(folder, name), 'utf8'),
      list: (name = '') => readdirSync(join(folder, name)).sort(),
      async check(...args) {
        const run = await noren(['check', '--json', ...args]);
        const { files } = JSON.parse(run.stdout) as { files: { findings: Told[] }[] };
        const findings = files.flatMap((file) => file.findings);
        return { ...run, findings, codes: findings.map(({ code }) => code) };
      },
    });
    rmSync(folder, { recursive: true, force: true });
  },
});

const words = (ja: string, en: string) => ({ ja, en });

/** A row of the register with nothing left open. */
export function row(id: string, purpose: string, hosts: readonly string[], more: object = {}) {
  return {
    id,
    purpose,
    name: words(`${id}の計測`, `${id} meter`),
    recipient: words(`${id}株式会社`, `${id} Inc.`),
    country: 'JP',
    information: [words('閲覧したページの URL', 'Address of the page')],
    ownPurpose: words('閲覧の多いページの改善', 'Improving pages that are read a lot'),
    recipientPurpose: words('閲覧の集計と不正の防止', 'Counting visits and keeping them honest'),
    hosts,
    ...more,
  };
}

function purpose(id: string, mode: string) {
  return { id, mode, title: words(`${id}の題`, id), description: words(`${id}の説明`, `About ${id}`) };
}

/** A config without a single finding: a purpose of each mode, and a row of each. */
export function sample(changes: object = {}) {
  return {
    site: 'shop',
    name: words('お店', 'Shop'),
    entities: [{ id: 'company', name: words('株式会社サンプル', 'Sample Corporation') }],
    entity: 'company',
    responsible: 'company',
    origins: ['https://www.example.jp', 'https://shop.example.jp'],
    languages: ['ja', 'en'],
    api: 'https://consent.example.net',
    registerUrl: '/cookies/',
    purposes: [
      purpose('necessary', 'always'),
      purpose('statistics', 'opt-in'),
      purpose('advertising', 'opt-in'),
      purpose('help', 'opt-out'),
      purpose('told', 'notify'),
    ],
    services: [
      row('meter', 'statistics', ['meter.example', '*.shared.example']),
      row('ads', 'advertising', ['ads.example', 'shared.example']),
      row('chat', 'help', ['chat.example']),
      row('fonts', 'told', ['fonts.example', 'both.example']),
      row('both', 'statistics', ['both.example']),
    ],
    editions: [
      {
        label: '1',
        date: '2026-01-01',
        effectiveAt: '2026-01-01T00:00:00Z',
        material: true,
        affects: ['*'],
        changes: [words('はじめて公開しました。', 'First published.')],
      },
    ],
    ...changes,
  };
}

import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Api, type ApiOptions, createApi, type Database, openDatabase } from '@noren/api';
import type { SiteConfig } from '@noren/model/schema';
import { test as base } from '@playwright/test';
import { type Postgres, startPostgres } from '../postgres.ts';
import { sampleConfig } from './sample-config.ts';

export { expect } from '@playwright/test';

/** The two engines: every behaviour is the same on both. */
export const ENGINES = ['sqlite', 'postgres'] as const;
export type Engine = (typeof ENGINES)[number];

/** Key material of the tests. */
export const SECRET = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
/** Where the tests' API is, on a host of its own unless the request says otherwise. */
export const API_ORIGIN = 'https://consent.example.net';

/** An API on an empty database, with the sample site published. */
export interface Stage {
  readonly api: Api;
  readonly database: Database;
  /** Hash of the wording per language. */
  readonly wording: Readonly<Record<string, string>>;
  /** The API's clock, which stands still until it is moved. */
  readonly clock: { at: number };
  /** Sends a request to a path, or to a whole URL. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** What these tests are given. */
export interface Fixtures {
  /** Differences from the usual API. */
  options: Partial<ApiOptions>;
  /** What the site publishes. */
  config: SiteConfig;
  /** Where an empty database is: for `openDatabase`. */
  location: string | { sqlite: string };
  stage: Stage;
}

export const test = base.extend<Fixtures, { postgres: Postgres; migrated: string }>({
  postgres: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
    async ({}, use) => {
      const postgres = await startPostgres({ durable: false });
      await use(postgres);
      await postgres.stop();
    },
    { scope: 'worker' },
  ],
  // A file with all tables and nothing in them: to make them, durably, takes longer than most tests.
  migrated: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'noren-api-'));
      const file = join(folder, 'migrated.sqlite');
      await (await openDatabase({ sqlite: file })).close();
      await use(file);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  options: [{}, { option: true }],
  config: [sampleConfig(), { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  location: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'noren-api-'));
    await use({ sqlite: join(folder, 'test.sqlite') });
    rmSync(folder, { recursive: true, force: true });
  },
  stage: async ({ location, options, config, migrated }, use) => {
    const file = typeof location === 'object' && location.sqlite;
    if (file && file !== ':memory:' && !existsSync(file)) copyFileSync(migrated, file);
    const database = await openDatabase(location);
    const clock = { at: Date.parse('2026-06-01T09:00:00Z') };
    const api = createApi({ database, secret: SECRET, now: () => new Date(clock.at), ...options });
    const { published } = await api.publish(config, { actor: 'test' });
    await use({
      api,
      database,
      clock,
      wording: published.wordingHashes,
      fetch: (path, init) => api.fetch(new Request(new URL(path, API_ORIGIN), init)),
    });
    await api.close();
  },
});

/** Describes the same behaviour on both engines. */
export function onEachEngine(body: () => void): void {
  for (const engine of ENGINES) {
    test.describe(engine, () => {
      if (engine === 'postgres') {
        test.use({
          location: async ({ postgres }, use, { testId }) => {
            await use(await postgres.createDatabase(testId));
          },
        });
      }
      body();
    });
  }
}

// Terms of which a second edition is announced: what the tests of acceptance and withdrawal share.
import { createServerKey, type Scope } from '@noren/api';
import type { DocumentRecord, SiteConfig } from '@noren/model/schema';
import { expect, type Stage } from './fixture.ts';
import { sampleConfig } from './sample-config.ts';

export const words = (ja: string, en: string) => ({ ja, en });
export const TERMS = '/v1/sites/portal/documents/terms';

export type Documents = NonNullable<SiteConfig['documents']>;
export type TermsEdition = Documents[number]['editions'][number];

/** Terms of which a second edition takes effect on 1 July; the tests' clock starts on 1 June. */
export function withTerms(
  change = words('第5条を改めました', 'Article 5 was changed'),
  more: Documents = [],
): SiteConfig {
  const edition = (label: string, effectiveAt: string, changes: TermsEdition['changes']): TermsEdition => ({
    label,
    date: effectiveAt.slice(0, 10),
    effectiveAt,
    material: true,
    affects: ['terms'],
    changes,
  });
  // The operator's own site: members are the operator's.
  const { editions } = sampleConfig();
  return sampleConfig({
    entity: 'sample-electric',
    editions: [
      ...editions,
      {
        label: '2',
        date: '2026-05-31',
        effectiveAt: '2026-05-31T00:00:00Z',
        material: false,
        affects: [],
        changes: [words('運営する会社が変わりました', 'Another company runs the site')],
      },
    ],
    documents: [
      {
        id: 'terms',
        kind: 'terms',
        title: words('会員規約', 'Terms'),
        withdrawUrl: '/leave/',
        editions: [
          edition('1', '2026-01-01T00:00:00Z', [words('初版', 'First edition')]),
          edition('2', '2026-07-01T00:00:00Z', [change]),
        ],
      },
      ...more,
    ],
  });
}

const keys = new WeakMap<Stage, Promise<string>>();

export function keyOf(stage: Stage): Promise<string> {
  const known = keys.get(stage) ?? makeKey(stage, ['documents:write', 'documents:read']);
  keys.set(stage, known);
  return known;
}

export function makeKey({ database }: Stage, scopes: readonly Scope[], site = 'portal'): Promise<string> {
  return createServerKey(database, { site, scopes, label: 'member system' });
}

export async function post(stage: Stage, path: string, body: unknown, key?: string): Promise<Response> {
  return stage.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key ?? (await keyOf(stage))}` },
    body: JSON.stringify(body),
  });
}

export async function outcome(response: Response): Promise<{ recorded: number; repeated: number; refused: unknown[] }> {
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as { recorded: number; repeated: number; refused: unknown[] };
}

export const given = (member: string, givenAt = '2026-06-01T08:00:00Z') => ({
  member,
  givenAt,
  evidence: `mail to ${member}`,
});

/** Reports a notice of edition 2 to these members. */
export async function tell(stage: Stage, members: readonly object[], changes: object = {}) {
  return outcome(
    await post(stage, `${TERMS}/notices`, { edition: '2', language: 'ja', channel: 'mail', members, ...changes }),
  );
}

export async function stay(stage: Stage, members: readonly string[]) {
  return outcome(await post(stage, `${TERMS}/acceptances`, { edition: '2', members }));
}

export interface Kept {
  readonly record: DocumentRecord;
  readonly hash: string;
  readonly receipt: string;
}

export async function keptOf(stage: Stage, member: string): Promise<Kept[]> {
  const headers = { authorization: `Bearer ${await keyOf(stage)}`, 'noren-member': member };
  const response = await stage.fetch(`${TERMS}/acceptances`, { headers });
  expect(response.status).toBe(200);
  return ((await response.json()) as { records: Kept[] }).records;
}

/** Publishes the terms a day before the clock of the tests, and lets time go on until a moment. */
export async function publishTerms(stage: Stage, config = withTerms()): Promise<void> {
  const now = stage.clock.at;
  stage.clock.at = now - 86_400_000;
  await stage.api.publish(config, { actor: 'test' });
  stage.clock.at = now;
}

export const AFTER = Date.parse('2026-07-01T00:00:00Z');

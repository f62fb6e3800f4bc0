import { NorenError } from '../noren-error.ts';
import type { RuntimeConfig, SiteConfig, Wording, WordingFile } from '../schema/index.ts';
import { buildWording } from './build-wording.ts';
import { canonicalJson } from './canonical-json.ts';
import { checkConfig } from './check-config.ts';
import type { Finding } from './finding.ts';
import { projectRuntime } from './project-runtime.ts';
import { sha256 } from './sha256.ts';

/** A config that was checked and stamped, with everything that is made from it. */
export interface PublishedConfig {
  readonly config: SiteConfig;
  /** SHA-256 of the config's canonical JSON, base64url: names exactly this config in records. */
  readonly stamp: string;
  readonly runtime: RuntimeConfig;
  readonly wordings: Readonly<Record<string, Wording>>;
  /** The file that stands beside noren.js; its name carries its hash. */
  readonly wordingFile: { readonly name: string; readonly text: string };
  readonly warnings: readonly Finding[];
}

/**
 * Checks a config and makes everything that a site serves from it.
 * @param now decides which edition is in force
 * @throws {NorenError} `invalid-config`, with the errors as `received`
 */
export async function publishConfig(input: unknown, now: Date): Promise<PublishedConfig> {
  const { config, findings } = checkConfig(input);
  if (!config) {
    const errors = findings.filter(({ severity }) => severity === 'error');
    const [first] = errors;
    throw new NorenError({
      code: 'invalid-config',
      ...(first ? { path: first.path, fix: `${first.code}: ${first.fix}` } : {}),
      received: errors,
    });
  }
  return { ...(await makePublished(config, now)), warnings: findings };
}

/**
 * Makes everything that a site serves from a config that was checked when it was published. Rules that came later do
 * not stop a site: they are for the next publication.
 */
export async function makePublished(config: SiteConfig, now: Date): Promise<PublishedConfig> {
  const stamp = await sha256(canonicalJson(config));
  const list = config.languages.map((language) => buildWording(config, language, now));
  const hashes = await Promise.all(list.map((wording) => sha256(canonicalJson(wording))));
  const wordings: WordingFile = Object.fromEntries(list.map((wording) => [wording.language, wording]));
  const text = canonicalJson(wordings);
  const name = `wording.${(await sha256(text)).slice(0, 12)}.json`;
  const runtime = projectRuntime(config, {
    stamp: stamp.slice(0, 12),
    wordings: list,
    wordingFile: name,
    wordingHash: Object.fromEntries(list.map(({ language }, index) => [language, hashes[index] ?? ''])),
    now,
  });
  return { config, stamp, runtime, wordings, wordingFile: { name, text }, warnings: [] };
}

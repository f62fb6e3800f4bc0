import { NorenError } from '../noren-error.ts';
import type {
  DocumentsFile,
  DocumentsWords,
  JointUseWords,
  RuntimeConfig,
  SiteConfig,
  StrictRules,
  Wording,
} from '../schema/index.ts';
import { buildDocuments, buildJointUse, documentWordsOf } from './build-documents.ts';
import { buildWording } from './build-wording.ts';
import { canonicalJson } from './canonical-json.ts';
import { checkConfig } from './check-config.ts';
import { editionAt } from './edition-at.ts';
import type { Finding } from './finding.ts';
import { noticeAlone, projectRuntime, shortHash } from './project-runtime.ts';
import { projectStrict } from './project-strict.ts';
import { sha256 } from './sha256.ts';

/** A file that never changes: its name carries a hash of its text, or of the wording that it is a part of. */
export interface HashedFile {
  readonly name: string;
  readonly text: string;
}

/** Everything that a visitor can be shown while one edition is in force. */
export interface PublishedWords {
  readonly wordings: Readonly<Record<string, Wording>>;
  /** Language → SHA-256 of its wording's canonical JSON, base64url: what a record names. */
  readonly wordingHashes: Readonly<Record<string, string>>;
  /**
   * What stands beside noren.js: of each language its wording, and of each but the first the notice's first frame alone,
   * which is all that is fetched before it is shown.
   */
  readonly wordingFiles: readonly HashedFile[];
}

/** The words of an edition that is announced. */
export interface PublishedComing extends PublishedWords {
  readonly label: string;
  /** From when they are shown, ISO 8601. */
  readonly effectiveAt: string;
}

/** A config that was checked and stamped, with everything that is made from it. */
export interface PublishedConfig extends PublishedWords {
  readonly config: SiteConfig;
  /** SHA-256 of the config's canonical JSON, base64url: names exactly this config in records. */
  readonly stamp: string;
  readonly runtime: RuntimeConfig;
  /** What `noren-strict.js` carries besides. */
  readonly strict: StrictRules;
  /**
   * Of each announced edition, in order, what it will show: it is published beforehand, so that the moment of effect
   * needs nobody. Two that take effect at the same moment are shown as the later one.
   */
  readonly coming: readonly PublishedComing[];
  /** Where the site has documents. */
  readonly documentsFile?: HashedFile;
  readonly warnings: readonly Finding[];
}

/**
 * Checks a config and makes everything that a site serves from it.
 * @param now decides which edition is in force; one has to be
 * @throws {NorenError} `invalid-config`, with the errors as `received`
 */
export async function publishConfig(input: unknown, now: Date): Promise<PublishedConfig> {
  const { config, findings } = checkConfig(input, { now });
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
  const documentsFile = await makeDocumentsFile(config);
  const words = (at: Date) => makeWords(config, at, documentsFile?.name);
  const shown = await words(now);
  // Of editions that take effect at one moment only the last one is ever shown.
  const announced = new Map(config.editions.map((edition) => [Date.parse(edition.effectiveAt), edition]));
  announced.delete(Date.parse(editionAt(config, now).effectiveAt));
  const coming = await Promise.all(
    [...announced]
      .filter(([at]) => at > now.getTime())
      .map(async ([at, { label, effectiveAt }]) => ({ label, effectiveAt, ...(await words(new Date(at))) })),
  );
  return {
    config,
    stamp,
    runtime: projectRuntime(config, stamp.slice(0, 12), now, shown, coming),
    strict: projectStrict(config, now),
    ...shown,
    coming,
    ...(documentsFile ? { documentsFile } : {}),
    warnings: [],
  };
}

async function makeWords(config: SiteConfig, now: Date, documents: string | undefined): Promise<PublishedWords> {
  const made = await Promise.all(
    config.languages.map(async (language) => {
      const wording = buildWording(config, language, now, documents);
      const text = canonicalJson(wording);
      return { language, wording, text, hash: await sha256(text) };
    }),
  );
  const file = (kind: string, hash: string, text: string): HashedFile => ({
    name: `${kind}.${shortHash(hash)}.json`,
    text,
  });
  return {
    wordings: Object.fromEntries(made.map(({ language, wording }) => [language, wording])),
    wordingHashes: Object.fromEntries(made.map(({ language, hash }) => [language, hash])),
    wordingFiles: [
      ...made.map(({ hash, text }) => file('wording', hash, text)),
      ...made.slice(1).map(({ hash, wording }) => file('notice', hash, canonicalJson(noticeAlone(wording)))),
    ],
  };
}

async function makeDocumentsFile(config: SiteConfig): Promise<HashedFile | undefined> {
  const file: DocumentsFile = Object.fromEntries(
    config.languages.map((language) => [
      language,
      withJointUse(
        { words: documentWordsOf(config, language), documents: buildDocuments(config, language) },
        buildJointUse(config, language),
      ),
    ]),
  );
  const told = Object.values(file).some(({ documents, jointUse }) => documents.length > 0 || jointUse);
  return told ? hashed('documents', canonicalJson(file)) : undefined;
}

function withJointUse(documents: DocumentsWords, jointUse: JointUseWords | undefined): DocumentsWords {
  return jointUse ? { ...documents, jointUse } : documents;
}

async function hashed(kind: string, text: string): Promise<HashedFile> {
  return { name: `${kind}.${(await sha256(text)).slice(0, 6)}.json`, text };
}

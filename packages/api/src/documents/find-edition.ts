import { HANDLING_NOTICE } from '@noren/model';
import type { Document, Edition, SiteConfig } from '@noren/model/schema';
import { Problem } from '../http/problem.ts';

/** An edition of a document of a site. */
export interface FoundEdition {
  /** `handling-notice`, or the kind that the config gives. */
  readonly kind: Document['kind'] | typeof HANDLING_NOTICE;
  readonly edition: Edition;
  /** Place of the edition, from 1. */
  readonly sequence: number;
}

/** The edition of a document that a label names. @throws {Problem} `unknown-document`, `unknown-edition` */
export function findEdition(config: SiteConfig, id: string, label: string): FoundEdition {
  const document: { kind: FoundEdition['kind']; editions: readonly Edition[] } | undefined =
    id === HANDLING_NOTICE
      ? { kind: HANDLING_NOTICE, editions: config.editions }
      : config.documents?.find((one) => one.id === id);
  if (!document) throw new Problem('unknown-document');
  const index = document.editions.findIndex((edition) => edition.label === label);
  const edition = document.editions[index];
  if (edition) return { kind: document.kind, edition, sequence: index + 1 };
  const fix = `one of ${document.editions.map((one) => one.label).join(', ')}`;
  throw new Problem('unknown-edition', [{ code: 'unknown-edition', path: 'edition', received: label, fix }]);
}

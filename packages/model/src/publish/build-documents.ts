import { addressIn } from '../address-in.ts';
import { HANDLING_NOTICE } from '../document-at.ts';
import type {
  Document,
  DocumentWords,
  Edition,
  EditionWords,
  JointUseWords,
  SiteConfig,
  Text,
} from '../schema/index.ts';
import { textIn } from '../text-in.ts';
import { jointPurposeWords } from '../words/joint-purpose-words.ts';
import { shippedWords } from '../words/shipped.ts';
import type { DocumentWord } from '../words/shipped-words.ts';

const KINDS: Readonly<Record<Document['kind'], DocumentWord>> = {
  terms: 'terms',
  'special-terms': 'specialTerms',
  'service-change': 'serviceChange',
  'service-end': 'serviceEnd',
  suspension: 'suspension',
};

/** Every document of a site in one language, the handling notice first where its sections are published here. */
export function buildDocuments(config: SiteConfig, language: string): DocumentWords[] {
  const { documents = [], editions, languages } = config;
  const say = (text: Text): string => textIn(text, language, languages).words;
  const words = documentWordsOf(config, language);
  const told = editions.some(({ sections }) => sections?.length);
  const notice: DocumentWords = {
    id: HANDLING_NOTICE,
    kind: 'handlingNotice',
    title: words.handlingNotice,
    editions: editions.map((edition) => inWords(edition, say)),
  };
  return [
    ...(told ? [notice] : []),
    ...documents.map((document): DocumentWords => {
      const general = documents.find(({ id }) => id === document.overrides);
      return {
        id: document.id,
        kind: KINDS[document.kind],
        title: say(document.title),
        ...(general ? { overrides: say(general.title) } : {}),
        ...(document.emergency ? { emergency: true as const } : {}),
        ...(document.withdrawUrl ? { withdrawUrl: addressIn(document.withdrawUrl, language, languages) } : {}),
        editions: document.editions.map((edition) => inWords(edition, say)),
      };
    }),
  ];
}

/** Joint use in one language, where the site has it. */
export function buildJointUse(
  { jointUse, entities, languages, words }: SiteConfig,
  language: string,
): JointUseWords | undefined {
  if (!jointUse) return undefined;
  const say = (text: Text): string => textIn(text, language, languages).words;
  return {
    items: jointUse.items.map(say),
    purposes: jointUse.purposes.map((purpose) => jointPurposeWords(purpose, language, words?.[language]?.jointUse)),
    users: jointUse.users.map(({ entity, signedAt, responsible, address, representative }) => ({
      company: say(entities.find(({ id }) => id === entity)?.name ?? { [language]: entity }),
      signedAt,
      responsible: say(responsible),
      address: say(address),
      representative: say(representative),
    })),
  };
}

/** The words around the documents in one language: the site's own over the shipped ones. */
export function documentWordsOf(config: SiteConfig, language: string): Readonly<Record<DocumentWord, string>> {
  return { ...shippedWords(language).documents, ...config.words?.[language]?.documents };
}

function inWords(edition: Edition, say: (text: Text) => string): EditionWords {
  const { label, date, effectiveAt, changes, documentNumber, sections, removed } = edition;
  return {
    label,
    date,
    effectiveAt,
    changes: changes.map(say),
    ...(documentNumber ? { documentNumber } : {}),
    ...(sections?.length
      ? {
          sections: sections.map(({ id, heading, body, items }) => ({
            id,
            heading: say(heading),
            body: body.map(say),
            ...(items?.length ? { items: items.map(say) } : {}),
          })),
        }
      : {}),
    ...(removed?.length ? { removed } : {}),
  };
}

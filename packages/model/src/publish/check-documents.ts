import { HANDLING_NOTICE, sectionsAt } from '../document-at.ts';
import { type Document, type Edition, HANDLING_SECTIONS, type Section, type SiteConfig } from '../schema/index.ts';
import { checkDatesInOrder } from './check-dates-in-order.ts';
import { checkDeemable } from './check-deemable.ts';
import { error, type Finding } from './finding.ts';
import { plainWords } from './plain-words.ts';

const NOTICE = 'JIS Q 15001: what a notice has to tell';
const TERMS = '民法 548条の4（定型約款の変更）';
const HISTORY = 'dated history of the documents';

/** The documents of a config: complete and in order. */
export function checkDocuments(config: SiteConfig): Finding[] {
  const { documents = [], editions } = config;
  return [
    ...content('editions', editions),
    ...handlingNotice(config),
    ...documents.flatMap((document, at) => [
      ...content(`documents[${at}].editions`, document.editions),
      ...inOrder(`documents[${at}].editions`, document.editions),
      ...checkDatesInOrder(`documents[${at}].editions`, document.editions),
      ...emptySections(`documents[${at}].editions`, document.editions),
      ...emptyTerms(`documents[${at}].editions`, document),
    ]),
    ...identities(config),
    ...overriding(config),
    ...announced(config),
    ...waysOut(config),
    ...checkDeemable(config),
  ];
}

// Once a site publishes its notice here, the whole of it is here.
function handlingNotice({ editions, jointUse }: SiteConfig): Finding[] {
  const last = sectionsAt(editions, editions.length);
  if (last.length === 0) return [];
  return HANDLING_SECTIONS.flatMap((id) => {
    const section = last.find((one) => one.id === id);
    const fix = `write the section "${id}" of the handling notice`;
    if (!section) return [error('missing-section', 'editions', id, fix, NOTICE)];
    // Only as it stands now: what an edition of before lacks can be written in a new one alone.
    const toldBelow = id === 'joint-use' && jointUse !== undefined;
    return toldBelow || saysSomething(section)
      ? []
      : [error('empty-section', placeOf('editions', editions, section), id, fix, NOTICE)];
  });
}

function saysSomething({ body, items = [] }: Section): boolean {
  return [...body, ...items].some((text) => Object.values(text).some((words) => plainWords(words) !== ''));
}

function placeOf(path: string, editions: readonly Edition[], section: Section): string {
  const index = editions.findIndex(({ sections = [] }) => sections.includes(section));
  return `${path}[${index}].sections[${editions[index]?.sections?.indexOf(section)}]`;
}

/** A heading with nothing under it, in the newest edition: what an edition of before lacks only a new one can say. */
function emptySections(path: string, editions: readonly Edition[]): Finding[] {
  return sectionsAt<Section>(editions, editions.length)
    .filter((section) => !saysSomething(section))
    .map((section) =>
      error(
        'empty-section',
        placeOf(path, editions, section),
        section.id,
        'say it in "body" or "items", in a new edition where this one is published; or take the section out',
        HISTORY,
      ),
    );
}

/** Terms that nobody can read: an announcement is whole with its `changes`, terms are not. */
function emptyTerms(path: string, { kind, editions }: Document): Finding[] {
  if ((kind !== 'terms' && kind !== 'special-terms') || sectionsAt(editions, editions.length).length > 0) return [];
  return [
    {
      severity: 'warning',
      code: 'empty-document',
      path,
      received: kind,
      fix: 'write the terms in "sections" of an edition: the page of the document shows their history alone',
      source: HISTORY,
    },
  ];
}

function content(path: string, editions: readonly Edition[]): Finding[] {
  return editions.flatMap(({ sections = [], removed = [] }, index) => {
    const before = sectionsAt(editions, index).map(({ id }) => id);
    const ids = sections.map(({ id }) => id);
    return [
      ...ids
        .filter((id, at) => ids.indexOf(id) < at)
        .map((id) => error('duplicate-id', `${path}[${index}].sections`, id, 'one section of each id', HISTORY)),
      ...removed
        .filter((id) => !before.includes(id))
        .map((id) =>
          error(
            'unknown-section',
            `${path}[${index}].removed`,
            id,
            before.length ? `one of ${before.join(', ')}` : 'the edition before has no sections',
            HISTORY,
          ),
        ),
    ];
  });
}

function inOrder(path: string, editions: readonly Edition[]): Finding[] {
  return editions.flatMap(({ label, effectiveAt }, index) => {
    const before = editions[index - 1];
    const found: Finding[] = [];
    if (before && Date.parse(before.effectiveAt) > Date.parse(effectiveAt))
      found.push(
        error(
          'edition-order',
          `${path}[${index}].effectiveAt`,
          effectiveAt,
          `not before ${before.effectiveAt}: editions are listed in order of time`,
          HISTORY,
        ),
      );
    if (editions.findIndex((edition) => edition.label === label) < index)
      found.push(error('duplicate-id', `${path}[${index}].label`, label, 'give it another label', HISTORY));
    return found;
  });
}

function identities({ documents = [] }: SiteConfig): Finding[] {
  const ids = documents.map(({ id }) => id);
  return ids.flatMap((id, at) =>
    ids.indexOf(id) < at || id === HANDLING_NOTICE
      ? [error('duplicate-id', `documents[${at}].id`, id, 'an id of its own: this one is taken', HISTORY)]
      : [],
  );
}

function overriding({ documents = [] }: SiteConfig): Finding[] {
  const general = documents.filter(({ kind }) => kind === 'terms').map(({ id }) => id);
  return documents.flatMap(({ kind, overrides }, at) => {
    const special = kind === 'special-terms';
    if (special ? general.includes(overrides ?? '') : overrides === undefined) return [];
    const fix = special
      ? `the id of the terms that they override: one of ${general.join(', ')}`
      : 'leave it out: only special terms override';
    return [error('unknown-document', `documents[${at}].overrides`, overrides, fix, HISTORY)];
  });
}

// Whoever stays accepts changed terms only because they were announced, and "without notice" would say that they were not.
function announced({ documents = [] }: SiteConfig): Finding[] {
  return documents.flatMap(({ kind, emergency }, at) =>
    emergency && (kind === 'terms' || kind === 'special-terms')
      ? [
          error(
            'emergency-terms',
            `documents[${at}].emergency`,
            emergency,
            'leave it out: services change, end or pause without notice in an emergency, terms do not',
            TERMS,
          ),
        ]
      : [],
  );
}

// Staying is taken for agreement (R2.2), so the notice has to say how to leave.
function waysOut({ documents = [] }: SiteConfig): Finding[] {
  return documents.flatMap(({ kind, editions, withdrawUrl }, at) =>
    (kind === 'terms' || kind === 'special-terms') && editions.length > 1 && withdrawUrl === undefined
      ? [
          error(
            'missing-withdraw-url',
            `documents[${at}].withdrawUrl`,
            undefined,
            'where somebody who does not agree to the change ends the membership: the notice of it leads there',
            TERMS,
          ),
        ]
      : [],
  );
}

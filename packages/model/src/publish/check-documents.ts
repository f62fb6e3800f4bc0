import { HANDLING_NOTICE, sectionsAt } from '../document-at.ts';
import { type Edition, HANDLING_SECTIONS, type Section, type SiteConfig } from '../schema/index.ts';
import type { Finding } from './finding.ts';
import { vagueWord } from './vague-word.ts';

const NOTICE = 'JIS Q 15001: what a notice has to tell';
const JOINT = '個人情報保護法 27条5項3号（共同利用）';
const HISTORY = 'dated history of the documents';

const error = (code: string, path: string, received: unknown, fix: string, source: string): Finding => ({
  severity: 'error',
  code,
  path,
  received,
  fix,
  source,
});

/** The documents of a config: complete, in order, and joint use by nobody who has not signed. */
export function checkDocuments(config: SiteConfig): Finding[] {
  const { documents = [], editions } = config;
  return [
    ...content('editions', editions),
    ...handlingNotice(editions),
    ...documents.flatMap((document, at) => [
      ...content(`documents[${at}].editions`, document.editions),
      ...inOrder(`documents[${at}].editions`, document.editions),
    ]),
    ...identities(config),
    ...overriding(config),
    ...waysOut(config),
    ...jointly(config),
  ];
}

// Once a site publishes its notice here, the whole of it is here.
function handlingNotice(editions: readonly Edition[]): Finding[] {
  const last = sectionsAt(editions, editions.length);
  if (last.length === 0) return [];
  return HANDLING_SECTIONS.flatMap((id) => {
    const section = last.find((one) => one.id === id);
    const fix = `write the section "${id}" of the handling notice`;
    if (!section) return [error('missing-section', 'editions', id, fix, NOTICE)];
    // Only as it stands now: what an edition of before lacks can be written in a new one alone.
    return saysSomething(section) ? [] : [error('empty-section', placeOf(editions, section), id, fix, NOTICE)];
  });
}

function saysSomething({ body, items = [] }: Section): boolean {
  return [...body, ...items].some((text) => Object.values(text).some((words) => words.trim() !== ''));
}

function placeOf(editions: readonly Edition[], section: Section): string {
  const index = editions.findIndex(({ sections = [] }) => sections.includes(section));
  return `editions[${index}].sections[${editions[index]?.sections?.indexOf(section)}]`;
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
            '民法 548条の4（定型約款の変更）',
          ),
        ]
      : [],
  );
}

function jointly({ jointUse, entities }: SiteConfig): Finding[] {
  if (!jointUse) return [];
  const companies = entities.map(({ id }) => id);
  const users = jointUse.users.map(({ entity }) => entity);
  const purposes = jointUse.purposes.map(({ id }) => id);
  return [
    ...jointUse.items.flatMap((item, at) =>
      Object.entries(item).flatMap(([language, text]) => {
        const word = vagueWord(text);
        const fix = `name every item by itself instead of "${word}"`;
        return word === undefined ? [] : [error('vague-item', `jointUse.items[${at}].${language}`, text, fix, JOINT)];
      }),
    ),
    ...users.flatMap((id, at) => [
      ...(companies.includes(id)
        ? []
        : [error('unknown-entity', `jointUse.users[${at}].entity`, id, `one of ${companies.join(', ')}`, JOINT)]),
      ...(users.indexOf(id) < at
        ? [error('duplicate-id', `jointUse.users[${at}].entity`, id, 'each company once', JOINT)]
        : []),
    ]),
    ...purposes.flatMap((id, at) =>
      purposes.indexOf(id) < at
        ? [error('duplicate-id', `jointUse.purposes[${at}].id`, id, 'each purpose once', JOINT)]
        : [],
    ),
  ];
}

import type { Document, SiteConfig } from '../schema/index.ts';
import { announcedChange } from './announced-change.ts';
import { askedSubject } from './asked-subject.ts';
import { type Finding, warning as finding } from './finding.ts';

const TERMS = '民法 548条の4（定型約款の変更）';
const DAY_MS = 86_400_000;

const warning = (code: string, path: string, received: unknown, fix: string): Finding =>
  finding(code, path, received, fix, TERMS);

const isTerms = ({ kind }: Document): boolean => kind === 'terms' || kind === 'special-terms';

/**
 * Editions of terms that nobody can ever be deemed to accept, whenever they are published (R2.2): the consent API will
 * refuse every acceptance of them, and by then it is too late to write them otherwise.
 */
export function checkDeemable({ documents = [] }: SiteConfig): Finding[] {
  return documents.flatMap((document, at) =>
    isTerms(document)
      ? document.editions.flatMap((edition, index): Finding[] => {
          const path = `documents[${at}].editions[${index}]`;
          const { date, effectiveAt } = edition;
          const asked = askedSubject(edition);
          return index === 0
            ? []
            : [
                // A day begins up to fourteen hours before UTC's.
                ...(Date.parse(date) - Date.parse(effectiveAt) > DAY_MS
                  ? [
                      warning(
                        'terms-undeemable',
                        `${path}.date`,
                        date,
                        `before ${effectiveAt.slice(0, 10)}, its effective date, or move that: who learns of a change afterwards is not deemed to accept it`,
                      ),
                    ]
                  : []),
                ...(asked === undefined
                  ? []
                  : [
                      warning(
                        'terms-undeemable',
                        `${path}.affects[${edition.affects.indexOf(asked)}]`,
                        asked,
                        'leave it to an edition of the handling notice: cookies and mail are agreed to or not, and never deemed to be',
                      ),
                    ]),
              ];
        })
      : [],
  );
}

/** The same, of what a publication does: no change notice can come before the day, or what was announced is told otherwise. */
export function checkDeemableAgainst(published: SiteConfig, next: SiteConfig, now: Date): Finding[] {
  const { documents: known = [] } = published;
  return (next.documents ?? []).flatMap((document, at) => {
    if (!isTerms(document)) return [];
    const before = known.find(({ id }) => id === document.id)?.editions ?? [];
    return document.editions.flatMap((edition, index): Finding[] => {
      const path = `documents[${at}].editions[${index}]`;
      const inForce = Date.parse(edition.effectiveAt) <= now.getTime();
      if (index === 0) return [];
      if (index < before.length) return inForce ? [] : toldOtherwise(path, published, next, document.id, edition);
      return inForce
        ? [
            warning(
              'terms-undeemable',
              `${path}.effectiveAt`,
              edition.effectiveAt,
              `a day after ${now.toISOString()}, with time to give everybody the change notice and to report it: who was not told before is not deemed to accept it`,
            ),
          ]
        : [];
    });
  });
}

function toldOtherwise(
  path: string,
  published: SiteConfig,
  next: SiteConfig,
  id: string,
  { label, effectiveAt }: Document['editions'][number],
): Finding[] {
  const now = announcedChange(next, id, label);
  return [...announcedChange(published, id, label)].flatMap(([language, words]) => {
    if (now.get(language) === words) return [];
    const again = `give the notice again, before ${effectiveAt}, to everybody who was given it in "${language}"`;
    return [
      now.has(language)
        ? warning('terms-told-otherwise', `${path}.changes`, label, `as it was announced, or ${again}`)
        : warning('terms-told-otherwise', 'languages', next.languages, `keep "${language}" until then, or ${again}`),
    ];
  });
}

import { companyMay, isCovered } from '../mail/company-may.ts';
import { mailSettings } from '../mail/mail-settings.ts';
import type { SiteConfig } from '../schema/index.ts';
import { error, type Finding, warning } from './finding.ts';

const LAW = '特定電子メール法 3条・4条';
const DOCS = 'docs/mail.md';

/** What mail needs of the rest of a config: a company that may send each topic (R7), a reason for what cannot be stopped (R5.1). */
export function checkMail(config: SiteConfig, now: Date = new Date()): Finding[] {
  const settings = mailSettings(config);
  if (!settings) return [];
  const { entities, responsible, jointUse, api, languages } = config;
  const companies = entities.map(({ id }) => id);
  const ids = settings.topics.map(({ id }) => id);
  const findings = settings.topics.flatMap((topic, at): Finding[] => {
    const path = `mail.topics[${at}]`;
    const { id, entity, channels, frequencies = [], reason, about } = topic;
    const isService = topic.class === 'service';
    const found: (Finding | false)[] = [
      ids.indexOf(id) < at &&
        error('duplicate-id', `${path}.id`, id, `give it another id: mail.topics[${ids.indexOf(id)}] has this one`),
      !companies.includes(entity) &&
        error('unknown-entity', `${path}.entity`, entity, `one of ${companies.join(', ')}`),
      new Set(channels).size < channels.length &&
        error('duplicate-id', `${path}.channels`, channels, 'each channel once'),
      new Set(frequencies.map((one) => one.id)).size < frequencies.length &&
        error('duplicate-id', `${path}.frequencies`, frequencies, 'each frequency once'),
      isService &&
        !reason &&
        error('service-without-reason', `${path}.reason`, reason, 'why it always comes: its readers are told', DOCS),
      isService &&
        frequencies.length > 0 &&
        error('service-without-choice', `${path}.frequencies`, frequencies, 'leave it out: nobody chooses it', DOCS),
      isService &&
        entity !== responsible &&
        error(
          'service-notice-not-operators',
          `${path}.entity`,
          entity,
          `"${responsible}": service notices are the operator’s alone to send`,
          DOCS,
        ),
      !isService &&
        reason !== undefined &&
        error(
          'reason-of-optional-mail',
          `${path}.reason`,
          reason,
          'leave it out: this topic can be switched off',
          DOCS,
        ),
      topic.confirm === true &&
        !channels.includes('email') &&
        error('confirm-without-email', `${path}.confirm`, channels, 'leave it out: only e-mail is confirmed', DOCS),
    ];
    const isOfCompany = companies.includes(entity) && entity !== responsible && !isService;
    return [
      ...found.filter((one): one is Finding => one !== false),
      ...(isOfCompany && !about
        ? [
            error(
              'topic-without-about',
              `${path}.about`,
              about,
              'what it informs about: products, services, solutions, events, seminars. A group company may send nothing else',
              DOCS,
            ),
          ]
        : []),
      ...(isOfCompany && about
        ? channels
            .filter((channel) => !isCovered(jointUse, topic, channel))
            .map((channel) =>
              error(
                'topic-beyond-joint-use',
                `${path}.about`,
                about,
                `let a purpose of jointUse cover this by ${channel}, or give the topic to "${responsible}"`,
                DOCS,
              ),
            )
        : []),
      ...(isOfCompany &&
      channels.some((channel) => companyMay(config, entity, topic, channel, now) === 'company-not-signed')
        ? [
            warning(
              'company-not-signed',
              `${path}.entity`,
              entity,
              'add the company to jointUse.users: until the day it signed nobody may send this topic but the operator',
              DOCS,
            ),
          ]
        : []),
    ];
  });
  if (!api)
    findings.push(error('mail-without-api', 'mail', api, 'name the consent API in "api": it keeps the choices'));
  for (const key of ['name', 'address'] as const)
    for (const language of languages)
      if (settings.sender[key][language]?.trim() === '')
        findings.push(
          error(
            'sender-incomplete',
            `mail.sender.${key}.${language}`,
            settings.sender[key][language],
            'as every mail must say it',
            LAW,
          ),
        );
  return findings;
}

import { mailSettings } from '../mail/mail-settings.ts';
import type { SiteConfig } from '../schema/index.ts';
import { error, type Finding } from './finding.ts';

const DOCS = 'docs/mail.md';

/**
 * Who has a topic on has agreed to what it was: to mail of this company, which can be switched off. Under the same id it becomes
 * neither another company's nor a service notice, which would reach those who have switched it off.
 */
export function checkMailAgainst(published: SiteConfig, next: SiteConfig): Finding[] {
  const before = new Map((mailSettings(published)?.topics ?? []).map((topic) => [topic.id, topic]));
  return (mailSettings(next)?.topics ?? []).flatMap((topic, at) => {
    const was = before.get(topic.id);
    if (!was) return [];
    const path = `mail.topics[${at}]`;
    const isService = topic.class === 'service';
    return [
      ...(isService === (was.class === 'service')
        ? []
        : [
            error(
              'topic-changes-kind',
              `${path}.class`,
              topic.class,
              `another id: under "${topic.id}" members were ${isService ? 'promised a switch' : 'told that it always comes'}`,
              DOCS,
            ),
          ]),
      ...(topic.entity === was.entity
        ? []
        : [
            error(
              'topic-changes-company',
              `${path}.entity`,
              topic.entity,
              `another id: who has "${topic.id}" on has agreed to mail of "${was.entity}"`,
              DOCS,
            ),
          ]),
    ];
  });
}

import type { Edition, JointUse, Mail, SiteConfig, Text } from '../schema/index.ts';
import { TRACE_KINDS } from '../trace-kinds.ts';

/** Every text of a config that people read, with its path. */
export function textsOf(config: SiteConfig): [path: string, text: Text][] {
  const found: [string, Text | null | undefined][] = [
    ['name', config.name],
    ...config.entities.map(({ name }, at): [string, Text] => [`entities[${at}].name`, name]),
    ...config.purposes.flatMap((purpose, at) =>
      (['title', 'phrase', 'description', 'refused'] as const).map((key): [string, Text | undefined] => [
        `purposes[${at}].${key}`,
        purpose[key],
      ]),
    ),
    ...config.services.flatMap((row, at): [string, Text | null | undefined][] => [
      ...(['name', 'recipient', 'ownPurpose', 'recipientPurpose', 'joinsPerson', 'optOutStops'] as const).map(
        (key): [string, Text | null | undefined] => [`services[${at}].${key}`, row[key]],
      ),
      ...row.information.map((item, index): [string, Text] => [`services[${at}].information[${index}]`, item]),
      ...TRACE_KINDS.flatMap((key) =>
        (row[key] ?? []).map(({ lifetime }, index): [string, Text | undefined] => [
          `services[${at}].${key}[${index}].lifetime`,
          lifetime,
        ]),
      ),
    ]),
    ...editionTexts('editions', config.editions),
    ...(config.documents ?? []).flatMap(({ title, editions }, at): [string, Text][] => [
      [`documents[${at}].title`, title],
      ...editionTexts(`documents[${at}].editions`, editions),
    ]),
    ...jointTexts(config.jointUse),
    ...(config.personalUrls?.joined ?? []).map((item, at): [string, Text] => [`personalUrls.joined[${at}]`, item]),
    ['personalUrls.keptFor', config.personalUrls?.keptFor],
    ...mailTexts(config.mail),
    ...(config.industryOptOuts ?? []).flatMap(({ name, operator, covers }, at): [string, Text][] => [
      [`industryOptOuts[${at}].name`, name],
      [`industryOptOuts[${at}].operator`, operator],
      [`industryOptOuts[${at}].covers`, covers],
    ]),
  ];
  return found.filter((entry): entry is [string, Text] => Boolean(entry[1]));
}

function editionTexts(path: string, editions: readonly Edition[]): [string, Text][] {
  return editions.flatMap(({ changes, sections = [] }, at): [string, Text][] => [
    ...changes.map((change, index): [string, Text] => [`${path}[${at}].changes[${index}]`, change]),
    ...sections.flatMap(({ heading, body, items = [] }, place): [string, Text][] => [
      [`${path}[${at}].sections[${place}].heading`, heading],
      ...body.map((paragraph, index): [string, Text] => [
        `${path}[${at}].sections[${place}].body[${index}]`,
        paragraph,
      ]),
      ...items.map((item, index): [string, Text] => [`${path}[${at}].sections[${place}].items[${index}]`, item]),
    ]),
  ]);
}

function jointTexts(jointUse: JointUse | undefined): [string, Text][] {
  if (!jointUse) return [];
  return [
    ...jointUse.items.map((item, at): [string, Text] => [`jointUse.items[${at}]`, item]),
    ...jointUse.users.flatMap((user, at) =>
      (['responsible', 'address', 'representative'] as const).map((key): [string, Text] => [
        `jointUse.users[${at}].${key}`,
        user[key],
      ]),
    ),
  ];
}

function mailTexts(mail: Mail | undefined): [string, Text | undefined][] {
  if (!mail) return [];
  const { sender, topics } = mail;
  return [
    ['mail.sender.name', sender.name],
    ['mail.sender.address', sender.address],
    ...topics.flatMap(({ title, description, reason, frequencies = [] }, at): [string, Text | undefined][] => [
      [`mail.topics[${at}].title`, title],
      [`mail.topics[${at}].description`, description],
      [`mail.topics[${at}].reason`, reason],
      ...frequencies.map((one, index): [string, Text] => [`mail.topics[${at}].frequencies[${index}].title`, one.title]),
    ]),
  ];
}

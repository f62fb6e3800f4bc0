import type { SiteConfig, Text } from '../schema/index.ts';

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
      ...(['cookies', 'storage'] as const).flatMap((key) =>
        (row[key] ?? []).map(({ lifetime }, index): [string, Text | undefined] => [
          `services[${at}].${key}[${index}].lifetime`,
          lifetime,
        ]),
      ),
    ]),
    ...config.editions.flatMap(({ changes }, at) =>
      changes.map((change, index): [string, Text] => [`editions[${at}].changes[${index}]`, change]),
    ),
  ];
  return found.filter((entry): entry is [string, Text] => Boolean(entry[1]));
}

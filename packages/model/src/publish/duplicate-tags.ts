import type { Service, Text } from '../schema/index.ts';
import type { Finding } from './finding.ts';
import { plainWords } from './plain-words.ts';
import { sourcedFinding as finding } from './row-rule.ts';
import { TRANSMISSION } from './source-of-rule.ts';

/** Two rows for one tag: a reader cannot tell which one is true. */
export function duplicateTags(rows: readonly Service[]): Finding[] {
  const first = new Map<string, number>();
  return rows.flatMap((row, index) => {
    if (row.lastEdition !== undefined) return [];
    const keys = [
      row.provider && `provider ${row.provider} ${row.collector ?? ''}`,
      `names ${JSON.stringify([asRead(row.name), row.recipient && asRead(row.recipient), row.collector])}`,
    ].filter((key) => key !== undefined);
    const tag = row.hosts?.length ? `tag ${sameTag(row, row.hosts)}` : undefined;
    const other = keys.map((key) => first.get(key)).find((at) => at !== undefined);
    const alike = tag === undefined ? undefined : first.get(tag);
    for (const key of tag === undefined ? keys : [...keys, tag]) if (!first.has(key)) first.set(key, index);
    if (other !== undefined)
      return finding(
        'error',
        'duplicate-tag',
        `services[${index}]`,
        row.id,
        `one row for one tag: services[${other}] is this one too. Put both uses into one row, or name what is different`,
        TRANSMISSION,
      );
    return alike === undefined
      ? []
      : finding(
          'warning',
          'duplicate-tag',
          `services[${index}]`,
          row.id,
          `one row for one tag: services[${alike}] sends the same to the same hosts under the same purpose by another name. Put both uses into one row, or say what each of them sends`,
          TRANSMISSION,
        );
  });
}

/** What a tag is, whatever it is called: who sends what to whom, and under which purpose. */
function sameTag({ purpose, collector, recipient, information }: Service, hosts: readonly string[]): string {
  const items = information.map((item) => JSON.stringify(asRead(item))).sort();
  return JSON.stringify([purpose, collector, recipient && asRead(recipient), items, [...new Set(hosts)].sort()]);
}

/** A name as people compare it: neither a space at its end nor the order of its languages makes it another one. */
function asRead(name: Text): [string, string][] {
  return Object.entries(name)
    .map(([language, words]): [string, string] => [language, plainWords(words)])
    .sort();
}

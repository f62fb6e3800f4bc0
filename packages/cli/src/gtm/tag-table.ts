import { styleText } from 'node:util';
import { printable, shortened } from '../printable.ts';
import { textTable } from '../text-table.ts';
import type { TagReport } from './tag-report.ts';

/** In the words of the table. */
const GATED: Readonly<Record<TagReport['state'], string>> = {
  gated: 'yes',
  'checks-only': 'partly',
  elsewhere: 'wrongly',
  ungated: 'no',
  free: '-',
  consent: 'consent',
};

/** The tags of a container as a table for people: one line each, in the container's order. */
export function tagTable(tags: readonly TagReport[], { colour }: { readonly colour: boolean }): string {
  const table = textTable([
    ['GATED', 'TAG', 'KIND', 'WHOSE', 'PURPOSE', 'HOW'],
    ...tags.map((report) =>
      [
        GATED[report.state],
        `${report.tag.name}${report.tag.paused ? ' (paused)' : ''}`,
        report.kind,
        whose(report),
        report.needs.map(({ purpose }) => purpose.id).join(' + ') || '-',
        howOf(report),
      ].map((text, column) => printable(shortened(text, column === 5 ? 90 : 34))),
    ),
  ]);
  if (!colour) return table;
  // Padding is counted in letters: colour comes after.
  return table
    .split('\n')
    .map((line, index) => {
      const state = tags[index - 1]?.state;
      if (index === 0) return styleText('bold', line, { validateStream: false });
      if (state === 'ungated' || state === 'elsewhere') return styleText('red', line, { validateStream: false });
      return state === 'checks-only' ? styleText('yellow', line, { validateStream: false }) : line;
    })
    .join('\n');
}

function howOf({ ways, fires, exceptions }: TagReport): string {
  const on = fires.length > 0 ? [`on ${fires.join(', ')}`] : [];
  const but = exceptions.length > 0 ? [`not on ${exceptions.join(', ')}`] : [];
  return [...ways, ...on, ...but].join('; ') || '-';
}

/** Ids of the catalogue, of the site's rows, or hosts of somebody unknown. */
export function whose({ recognised, isUnknown }: TagReport): string {
  const { providers, rows, unknownHosts, consentManager, isNoren } = recognised;
  if (isNoren) return 'Noren';
  const ids = [...providers, ...rows.map(({ id }) => id)];
  const all = [
    ...(consentManager ? [consentManager] : []),
    ...ids,
    ...(isUnknown ? unknownHosts.map((host) => `${host}?`) : []),
  ];
  return all.join(', ') || (isUnknown ? '?' : '-');
}

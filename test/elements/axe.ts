import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';

declare const axe: typeof axeCore;

/** Rules about a whole page; a test's page is an empty document. */
const ofThePage = ['document-title', 'landmark-one-main', 'page-has-heading-one', 'region'];

/** What axe finds wrong with the page as it stands, one text each; none is well. */
export async function faults(): Promise<string[]> {
  const rules = Object.fromEntries(ofThePage.map((rule) => [rule, { enabled: false }]));
  const { violations } = await axe.run(document, { rules });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`),
  );
}

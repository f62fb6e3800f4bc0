import type { LocatedFinding } from '../located-finding.ts';
import { embedRule } from './embed-rule.ts';
import { gateRule } from './gate-rule.ts';
import { inlineRule } from './inline-rule.ts';
import { loaderRule } from './loader-rule.ts';
import { nameRule } from './name-rule.ts';
import { otherMarkupRule } from './other-markup-rule.ts';
import { parsePage } from './parse-page.ts';
import { policyRule } from './policy-rule.ts';
import type { Site } from './site.ts';
import { tagRule } from './tag-rule.ts';

const RULES = [tagRule, inlineRule, gateRule, embedRule, loaderRule, nameRule, policyRule, otherMarkupRule];

/** Checks the HTML of a page against its site's config, in the order of the file. Never throws. */
export function checkPage(html: string, site: Site): LocatedFinding[] {
  const page = parsePage(html);
  return RULES.flatMap((rule) => rule(page, site))
    .sort((a, b) => a.element.offset - b.element.offset)
    .map(({ element, ...finding }) => ({ ...finding, ...page.positionOf(element) }));
}

import type { SiteConfig } from '../schema/index.ts';
import { error, type Finding } from './finding.ts';

const STATISTICS = 'statistics';
const TOOLS: readonly string[] = ['gtag', 'matomo', 'snowplow', 'posthog', 'segment', 'plausible', 'endpoint'];

/** What a page tracks is released by one purpose: without that, it never is. */
export function checkAnalytics({ purposes, pageViews, bridges = {} }: SiteConfig): Finding[] {
  if (purposes.some(({ id }) => id === STATISTICS)) return [];
  const paths = [
    ...(pageViews ? ['pageViews'] : []),
    ...TOOLS.filter((name) => name in bridges).map((name) => `bridges.${name}`),
  ];
  const fix = `add a purpose "${STATISTICS}": what a page tracks waits for it, and without it nothing is ever told`;
  return paths.map((path) => error('unknown-purpose', path, STATISTICS, fix));
}

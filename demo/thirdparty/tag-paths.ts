/** Where each tag lives on the stand-in's host: service id → path prefixes. The first that fits names the service. */
export const tagPaths: Readonly<Record<string, readonly string[]>> = {
  snowplow: ['/sp/', '/com.snowplowanalytics.snowplow/', '/i?'],
  posthog: ['/posthog/', '/e/', '/i/v0/', '/flags', '/decide', '/array/', '/s/', '/static/'],
  segment: ['/segment/'],
  plausible: ['/plausible/'],
  'sample-ads': ['/ad/ad.js', '/ad/collect'],
  'sample-pixel': ['/ad/pixel.gif'],
  'sample-video': ['/video/'],
};

/** Id of the service that a path (with its query) belongs to. */
export function serviceOf(pathAndQuery: string): string | undefined {
  return Object.entries(tagPaths).find(([, prefixes]) =>
    prefixes.some((prefix) => pathAndQuery.startsWith(prefix)),
  )?.[0];
}

import { gunzipSync } from 'node:zlib';

/** An event is a few kilobytes; more is not unpacked. */
const LARGEST = 5_000_000;

/** Whether a path takes PostHog's events. */
export function isPosthogCapture(path: string): boolean {
  return /^\/(e|i\/v0\/e|s)\/$/.test(path);
}

/** Whether a path asks for the client's settings. */
export function isPosthogSettings(path: string): boolean {
  return /^\/(flags|decide|array)\//.test(path);
}

/**
 * Names of the events in what PostHog's client sends: JSON, gzipped JSON, or a form with base64 (from a page that
 * closes).
 */
export function posthogEvents(body: Uint8Array): string[] {
  const parsed = parse(textOf(body));
  const inside = typeof parsed === 'object' && parsed !== null && 'batch' in parsed ? parsed.batch : parsed;
  const batch: unknown[] = Array.isArray(inside) ? inside : [inside];
  return batch.flatMap((entry) => (isEvent(entry) ? [entry.event] : []));
}

function isEvent(entry: unknown): entry is { event: string } {
  return typeof entry === 'object' && entry !== null && 'event' in entry && typeof entry.event === 'string';
}

function textOf(body: Uint8Array): string {
  if (body[0] === 0x1f && body[1] === 0x8b) {
    try {
      return gunzipSync(body, { maxOutputLength: LARGEST }).toString('utf8');
    } catch {
      return '';
    }
  }
  const text = Buffer.from(body).toString('utf8');
  const data = text.startsWith('data=') ? new URLSearchParams(text).get('data') : null;
  return data ? Buffer.from(data, 'base64').toString('utf8') : text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the client asks before it starts: no feature flags, no recording, nothing else to load. */
export const POSTHOG_SETTINGS = {
  featureFlags: {},
  flags: {},
  featureFlagPayloads: {},
  errorsWhileComputingFlags: false,
  sessionRecording: false,
  supportedCompression: ['gzip-js'],
  surveys: false,
  toolbarParams: {},
  isAuthenticated: false,
  siteApps: [],
  autocapture_opt_out: true,
  capturePerformance: false,
  heatmaps: false,
} as const;

/** Path of Snowplow's collector for POST. @see https://docs.snowplow.io/docs/events/going-deeper/http-requests/ */
export const SNOWPLOW_POST = '/com.snowplowanalytics.snowplow/tp2';

/** Path of its pixel, for GET. */
export const SNOWPLOW_GET = '/i';

const EVENTS: Readonly<Record<string, string>> = { pv: 'page_view', pp: 'page_ping', se: 'struct', ue: 'unstruct' };

/** Names of the events in a Snowplow payload, whichever way it came. */
export function snowplowEvents(body: string, query: URLSearchParams): string[] {
  const rows: unknown = body ? parse(body) : { data: [Object.fromEntries(query)] };
  const data = typeof rows === 'object' && rows !== null && 'data' in rows && Array.isArray(rows.data) ? rows.data : [];
  return data.map((row: { e?: unknown }) => EVENTS[String(row?.e)] ?? String(row?.e));
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

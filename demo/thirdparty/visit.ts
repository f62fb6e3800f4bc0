/** What the stand-in reads of any request before it answers. */
export interface Visit {
  readonly request: Request;
  readonly url: URL;
  /** Host of the page that sent it, `null` when the browser does not say. */
  readonly site: string | null;
  /** Cookies by name. */
  readonly cookies: ReadonlyMap<string, string>;
}

/** Reads the page and the cookies of a request. */
export function readVisit(request: Request): Visit {
  return {
    request,
    url: new URL(request.url),
    site: hostOf(request.headers.get('origin')) ?? hostOf(request.headers.get('referer')),
    cookies: new Map(
      (request.headers.get('cookie') ?? '')
        .split('; ')
        .filter(Boolean)
        .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    ),
  };
}

function hostOf(address: string | null): string | null {
  return address && URL.canParse(address) ? new URL(address).hostname : null;
}

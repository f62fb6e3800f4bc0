import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import { memberOf } from '../group/test-members.ts';
import { html } from '../server/respond.ts';
import { sharedAsset } from '../server/shared-asset.ts';
import { errorPage, identityHome, type Language, signInPage } from './pages.ts';

const BODY_LIMIT = 2000;
/** A page of an identity provider is framed by nobody and runs no script. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
};

/**
 * What the provider leaves to its operator: the page on which a member signs in.
 * @returns a listener that resolves to whether the request was one of these pages
 */
export function identityPages(provider: Provider) {
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<boolean> => {
    const pathname = URL.parse(incoming.url ?? '', 'http://id.localhost')?.pathname ?? '';
    const response = await answer(provider, pathname, incoming, outgoing);
    if (response === undefined) return outgoing.headersSent;
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
    return true;
  };
}

async function answer(
  provider: Provider,
  pathname: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<Response | undefined> {
  if (pathname === '/') return html(identityHome(), { headers: HEADERS });
  const asset = await sharedAsset(pathname);
  if (asset) return asset;
  if (!/^\/interaction\/[\w-]+$/.test(pathname)) return undefined;
  try {
    const { params } = await provider.interactionDetails(incoming, outgoing);
    const language: Language = String(params.ui_locales ?? '').startsWith('en') ? 'en' : 'ja';
    const site = String(params.client_id);
    if (incoming.method !== 'POST') return html(signInPage(language, site, pathname), { headers: HEADERS });
    const member = memberOf((await readForm(incoming)).get('member') ?? '');
    const result = member
      ? { login: { accountId: member.id, remember: true } }
      : { error: 'access_denied', error_description: 'the visitor has not signed in' };
    await provider.interactionFinished(incoming, outgoing, result, { mergeWithLastSubmission: false });
    return undefined;
  } catch (error) {
    // A page that was left open too long, or opened in another browser.
    if (error instanceof errors.SessionNotFound)
      return html(errorPage('ja', error.error_description ?? ''), { status: 400, headers: HEADERS });
    throw error;
  }
}

async function readForm(incoming: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of incoming) {
    body += chunk;
    if (body.length > BODY_LIMIT) return new URLSearchParams();
  }
  return new URLSearchParams(body);
}

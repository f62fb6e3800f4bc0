import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { originOf, type SiteKey } from '../group/address.ts';
import { memberOf, type TestMember } from '../group/test-members.ts';
import { sites } from '../sites/all.ts';
import { identityPages } from './identity-pages.ts';
import { memoryAdapter } from './memory-adapter.ts';
import { errorPage, signedOutPage, signOutPage } from './pages.ts';

/** The consent API as the identity provider's tokens name it. @see https://www.rfc-editor.org/rfc/rfc8707 */
export const CONSENT_API = 'urn:noren:consent-api';
/** `aud` of a token for the consent API. */
export const AUDIENCE = 'noren';
/** Claims about a member that pages may use while visit and member are linked. */
export const ATTRIBUTES = ['company', 'department', 'occupation'] as const;

const SCOPE = 'member';
const TOKEN_S = 3600;

/** The group's identity provider. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly jwksUri: string;
  /** Answers everything on its host. */
  readonly answer: RequestListener;
  /** A token as this member would get by signing in, for what the demo prepares on a member's behalf. */
  tokenOf(member: TestMember): Promise<string>;
}

/** Starts a real OpenID provider on `id.localhost`, with the test members as its users. */
export function identityProvider(port: number): IdentityProvider {
  const issuer = originOf('id', port);
  const provider = new Provider(issuer, configuration(port));
  const callback = provider.callback();
  const pages = identityPages(provider);
  return {
    issuer,
    jwksUri: `${issuer}/jwks`,
    answer: async (incoming, outgoing) => {
      try {
        if (!(await pages(incoming, outgoing))) await callback(incoming, outgoing);
      } catch (error) {
        // One request that cannot be answered must not end the demo.
        console.error(error);
        if (!outgoing.headersSent) outgoing.writeHead(500);
        outgoing.end();
      }
    },
    async tokenOf({ id }) {
      const client = await provider.Client.find('portal');
      if (!client) throw new Error('the identity provider does not know the portal');
      const grant = await grantFor(provider, 'portal', id);
      const token = new provider.AccessToken({
        client,
        accountId: id,
        grantId: await grant.save(),
        scope: SCOPE,
        gty: 'authorization_code',
        resourceServer: new provider.ResourceServer(CONSENT_API, resourceServer),
      } as never);
      return token.save();
    },
  };
}

const resourceServer = {
  scope: SCOPE,
  audience: AUDIENCE,
  accessTokenFormat: 'jwt' as const,
  accessTokenTTL: TOKEN_S,
  jwt: { sign: { alg: 'ES256' as const } },
};

function configuration(port: number): Configuration {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = {
    ...privateKey.export({ format: 'jwk' }),
    use: 'sig',
    alg: 'ES256',
    kid: randomBytes(6).toString('hex'),
  };
  return {
    adapter: memoryAdapter(),
    jwks: { keys: [key as never] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clients: (Object.keys(sites) as SiteKey[]).map((site) => {
      const members = [`${originOf(site, port)}/members/`, `${originOf(site, port)}/en/members/`];
      return {
        client_id: site,
        // A page keeps no secret: the proof is PKCE.
        token_endpoint_auth_method: 'none',
        id_token_signed_response_alg: 'ES256',
        redirect_uris: members.map((url) => `${url}signed-in/`),
        post_logout_redirect_uris: members,
        response_types: ['code'],
        grant_types: ['authorization_code'],
      };
    }),
    responseTypes: ['code'],
    clientBasedCORS: (_, origin, { redirectUris = [] }) => redirectUris.some((url) => new URL(url).origin === origin),
    findAccount: (_, id) => {
      const member = memberOf(id);
      return member && { accountId: id, claims: () => ({ sub: id, name: member.name }) };
    },
    claims: { openid: ['sub'], profile: ['name'] },
    // The name stands in the ID token: there is nothing else to ask for.
    conformIdTokenClaims: false,
    extraTokenClaims: (_, token) => {
      const member = 'accountId' in token && token.accountId ? memberOf(token.accountId) : undefined;
      return (
        member && {
          ...Object.fromEntries(ATTRIBUTES.map((name) => [name, member[name]])),
          // Where the consent API may mail the member, and that mail reaches them there (R5.3).
          email: member.address,
          email_verified: true,
        }
      );
    },
    ttl: {
      AccessToken: TOKEN_S,
      Session: TOKEN_S * 8,
      Grant: TOKEN_S * 8,
      Interaction: TOKEN_S,
      IdToken: TOKEN_S,
      AuthorizationCode: 60,
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    // The sites are the group's own, so nobody is asked whether they may know who signs in.
    loadExistingGrant: async ({ oidc: { provider, client, session } }) => {
      if (!client || !session?.accountId) return undefined;
      const grant = await grantFor(provider, client.clientId, session.accountId);
      await grant.save();
      return grant;
    },
    discovery: { ui_locales_supported: ['ja', 'en'] },
    renderError: (ctx, { error, error_description: description }) => {
      ctx.type = 'html';
      ctx.body = errorPage(localeOf(ctx), [error, description].filter(Boolean).join(': '));
    },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => CONSENT_API,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, resource) => {
          if (resource !== CONSENT_API) throw new Error(`no such resource: ${resource}`);
          return resourceServer;
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = signOutPage(localeOf(ctx), form);
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = signedOutPage(localeOf(ctx));
        },
      },
    },
  };
}

async function grantFor(provider: Provider, clientId: string, accountId: string) {
  const grant = new provider.Grant({ clientId, accountId });
  grant.addOIDCScope('openid profile');
  grant.addResourceScope(CONSENT_API, SCOPE);
  return grant;
}

/** Language that a site asked for. */
function localeOf(ctx: KoaContextWithOIDC): 'ja' | 'en' {
  return String(ctx.oidc?.params?.ui_locales ?? ctx.query.ui_locales ?? '').startsWith('en') ? 'en' : 'ja';
}

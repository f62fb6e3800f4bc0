import * as oauth from '/assets/oauth4webapi.js';

/** The consent API, as the identity provider knows it: a token for it is a token that it accepts. */
const CONSENT_API = 'urn:noren:consent-api';
/** Who is signed in, and what a sign-in under way needs when it comes back. Both end with the tab. */
const SESSION = 'member_session';
const UNDER_WAY = 'member_sign_in';
/** The demo is on plain http, on this machine. */
const LOCAL = { [oauth.allowInsecureRequests]: true };

/**
 * Signing in at the group's identity provider: OpenID Connect, authorization code with PKCE, no secret in the page.
 * @see https://openid.net/specs/openid-connect-core-1_0.html
 */
export class SignIn {
  #site;
  #issuer;
  #language;

  constructor({ site, issuer, language }) {
    this.#site = site;
    this.#issuer = new URL(issuer);
    this.#language = language;
  }

  /** Page of the site from which members sign in, and to which they come back. */
  get home() {
    return new URL(this.#language === 'en' ? '/en/members/' : '/members/', location.href).href;
  }

  /**
   * The page on which a sign-in ends. It has no tags of others, because its address holds a code for a moment.
   */
  get callback() {
    return `${this.home}signed-in/`;
  }

  /** Who is signed in in this tab: `{ name, accessToken, idToken, expiresAt }`. */
  get session() {
    const session = read(SESSION);
    return session && session.expiresAt > Date.now() ? session : undefined;
  }

  /** Goes to the identity provider. */
  async start() {
    const server = await this.#discover();
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const nonce = oauth.generateRandomNonce();
    sessionStorage.setItem(UNDER_WAY, JSON.stringify({ verifier, state, nonce }));
    const address = new URL(server.authorization_endpoint);
    address.search = new URLSearchParams({
      client_id: this.#site,
      redirect_uri: this.callback,
      response_type: 'code',
      scope: 'openid profile member',
      resource: CONSENT_API,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ui_locales: this.#language,
    }).toString();
    location.assign(address);
  }

  /** Takes the provider's answer out of the address, and the tokens that it stands for. */
  async finish() {
    const { verifier, state, nonce } = read(UNDER_WAY) ?? {};
    const answer = new URL(location.href);
    sessionStorage.removeItem(UNDER_WAY);
    history.replaceState(history.state, '', this.callback);
    if (!state) throw new Error('no sign-in is under way in this tab');
    const server = await this.#discover();
    const client = { client_id: this.#site };
    const params = oauth.validateAuthResponse(server, client, answer, state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      params,
      this.callback,
      verifier,
      { ...LOCAL, additionalParameters: { resource: CONSENT_API } },
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    const session = {
      name: oauth.getValidatedIdTokenClaims(tokens).name,
      accessToken: tokens.access_token,
      idToken: tokens.id_token,
      expiresAt: Date.now() + tokens.expires_in * 1000,
    };
    sessionStorage.setItem(SESSION, JSON.stringify(session));
  }

  /** Forgets who is signed in, and asks the provider to end its own session. */
  async end() {
    const { idToken } = this.session ?? {};
    this.forget();
    const { end_session_endpoint: address } = await this.#discover();
    const search = new URLSearchParams({
      client_id: this.#site,
      post_logout_redirect_uri: this.home,
      ui_locales: this.#language,
      ...(idToken ? { id_token_hint: idToken } : {}),
    });
    location.assign(`${address}?${search}`);
  }

  /** Forgets who is signed in in this tab. */
  forget() {
    sessionStorage.removeItem(SESSION);
  }

  async #discover() {
    return oauth.processDiscoveryResponse(this.#issuer, await oauth.discoveryRequest(this.#issuer, LOCAL));
  }
}

function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

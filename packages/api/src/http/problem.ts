/** One thing that is wrong with what was sent. */
export interface ProblemEntry {
  /** Stable, kebab-case. */
  readonly code: string;
  /** Where in the body, e.g. `purposes[2].id`. */
  readonly path?: string;
  /** What was received, when it is short. */
  readonly received?: unknown;
  /** What would be right. */
  readonly fix: string;
  /** The rule behind it: a law, a guideline. */
  readonly source?: string;
}

/** Code → status and title of everything that the API refuses. Codes are stable: clients may branch on them. */
export const PROBLEMS = {
  'invalid-json': [400, 'The body is not JSON.'],
  'body-incomplete': [400, 'The body broke off.'],
  'invalid-subject': [400, 'The header Noren-Subject is not 22 characters of base64url.'],
  'invalid-if-match': [400, 'The header If-Match is neither * nor a list of entity tags.'],
  'invalid-query': [400, 'A query parameter is wrong.'],
  'invalid-member': [400, 'The header Noren-Member is missing or not a member id.'],
  'link-invalid': [400, 'The link is none of this installation, or was altered or cut off.'],
  'subject-required': [401, 'The subject secret is missing.'],
  'key-required': [401, 'A server key is missing, unknown or revoked.'],
  'member-required': [401, 'The token of a signed-in member is missing.'],
  'member-not-verified': [401, 'The token of the member is not valid.'],
  'topic-of-another-company': [403, 'The topic belongs to another company of the group.'],
  'company-not-signed': [403, 'The company has not signed the joint use of member data.'],
  'joint-use-narrower': [403, 'Joint use of member data does not cover this topic by this channel.'],
  'sign-in-required': [403, 'Only a signed-in member may switch this on.'],
  'foreign-origin': [403, 'The request does not come from an origin of this site.'],
  'wrong-site-key': [403, 'The key belongs to another site.'],
  'operator-only': [403, 'This is for the operator alone, not for a company of the group.'],
  'missing-scope': [403, 'The key lacks the scope for this.'],
  'identification-not-granted': [403, 'Nobody has agreed to be recognised here, or the record does not prove it.'],
  'unknown-route': [404, 'There is nothing at this address.'],
  'unknown-site': [404, 'No site with this key has been published.'],
  'unknown-file': [404, 'The site has no such file.'],
  'unknown-wording': [404, 'No wording with this hash was ever shown.'],
  'unknown-document': [404, 'The site has no such document.'],
  'unknown-notice': [404, 'No change notice with this hash was ever given.'],
  'unknown-campaign': [404, 'The site has no such campaign.'],
  'members-off': [404, 'This API knows no identity provider, so there are no members.'],
  'personal-urls-off': [404, 'The site has no personalised links.'],
  'mail-off': [404, 'The site offers no mail to choose.'],
  'unknown-topic': [404, 'The site has no such topic.'],
  'unknown-webhook': [404, 'There is no such webhook of this key’s site.'],
  'unknown-record': [404, 'The subject has no such record.'],
  'loader-not-built': [404, 'This API was started without the built loader.'],
  'method-not-allowed': [405, 'The address does not take this method.'],
  'confirmation-off': [409, 'This needs a confirmation by mail, and this API sends none.'],
  'address-required': [409, 'This needs a confirmation by mail, and no address is known.'],
  'too-late-to-undo': [409, 'There is nothing left to undo.'],
  'not-in-force': [409, 'The edition is not in force yet.'],
  'link-used': [409, 'The link was redeemed before.'],
  'linked-to-another': [409, 'This browser is linked to another member; the visitor has to confirm.'],
  'mail-of-another-member': [409, 'The mail went to another member than the one who is signed in.'],
  'link-expired': [410, 'The link has expired.'],
  'campaign-ended': [410, 'The campaign has ended.'],
  'version-mismatch': [412, 'Another version has been published in the meantime.'],
  'preferences-changed': [412, 'The preferences were changed elsewhere in the meantime.'],
  'body-too-large': [413, 'The body is too large.'],
  'unsupported-media-type': [415, 'The body must be application/json.'],
  'invalid-record': [422, 'The record is not valid.'],
  'unknown-purpose': [422, 'The record names a purpose or service that the site does not have.'],
  'unknown-edition': [422, 'The site does not have the edition that is named.'],
  'wording-not-archived': [422, 'The record names a wording that this API has not published.'],
  'wording-of-another-edition': [422, 'The wording that the record names is not of the edition that it names.'],
  'invalid-body': [422, 'The body is not valid.'],
  'not-deemable': [422, 'Nobody is deemed to accept this.'],
  'link-of-another-site': [422, 'The link leads to another site.'],
  'class-not-personal': [422, 'Mail of this class carries no personalised links.'],
  'too-many-landings': [422, 'The links lead to too many addresses.'],
  'record-conflict': [422, 'Another record has this id.'],
  'invalid-config': [422, 'The config is not valid.'],
  'identity-provider-unreachable': [424, 'The keys of the identity provider cannot be read; try again later.'],
  'if-match-required': [428, 'The header If-Match is missing: it says which version is to be changed.'],
  'too-many-requests': [429, 'Too many writes; wait a moment.'],
  'too-many-confirmations': [429, 'Enough confirmation mails have been sent to this member or address; wait.'],
  'too-many-records': [429, 'The subject has more records than anybody makes.'],
  'internal-error': [500, 'Something went wrong here.'],
  'database-unavailable': [503, 'The database cannot be reached; send it again later.'],
  overloaded: [503, 'Too many writes are waiting; send it again later.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/**
 * Why a request is refused. Thrown by a handler, answered as `application/problem+json`.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly ProblemEntry[];
  readonly headers: Readonly<Record<string, string>>;
  /** Extension members of the answer. */
  readonly more: object;

  constructor(
    code: ProblemCode,
    errors: readonly ProblemEntry[] = [],
    headers: Readonly<Record<string, string>> = {},
    more: object = {},
  ) {
    super(PROBLEMS[code][1]);
    this.code = code;
    this.errors = errors;
    this.headers = headers;
    this.more = more;
  }

  get status(): number {
    return PROBLEMS[this.code][0];
  }

  /** The answer, with headers that the route adds (CORS). */
  toResponse(headers: Readonly<Record<string, string>> = {}): Response {
    const { code, errors, status } = this;
    const body = {
      type: `urn:noren:problem:${code}`,
      title: this.message,
      status,
      code,
      ...(errors.length ? { errors } : {}),
      ...this.more,
    };
    return new Response(JSON.stringify(body), {
      status,
      headers: {
        ...SECURITY_HEADERS,
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        ...headers,
        ...this.headers,
      },
    });
  }
}

/** On every answer. Nothing of this API is a page to be framed or sniffed; the documentation page has its own policy. */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
} as const;

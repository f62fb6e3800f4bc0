import { createRoute, z } from '@hono/zod-openapi';
import { DOCUMENT_OPERATIONS } from './document-operations.ts';
import { LINK_OPERATIONS } from './link-operations.ts';
import { MAIL_OPERATIONS } from './mail-operations.ts';
import { MAIL_PAGE_OPERATIONS } from './mail-page-operations.ts';
import { MAIL_SENDER_OPERATIONS } from './mail-sender-operations.ts';
import { MEMBER_OPERATIONS } from './member-operations.ts';
import {
  json,
  refusals,
  SERVER_KEY,
  SUBJECT_PAGE_REFUSALS,
  site,
  subject,
  subjectPage,
  text,
} from './operation-parts.ts';
import { RECIPIENT_OPERATIONS } from './recipient-operations.ts';
import {
  headSnippet,
  health,
  history,
  jwks,
  published,
  recorded,
  recordRequest,
  siteConfig,
  wording,
} from './schemas.ts';
import { UNDECLARED_OPERATIONS } from './undeclared-operations.ts';
import { WEBHOOK_OPERATIONS } from './webhook-operations.ts';

const RECORDS = ['records'];
const SITES = ['sites'];
const OPERATION = ['operation'];

/** Every operation, for the OpenAPI document. The handlers check with the same schemas. */
export const OPERATIONS = [
  createRoute({
    method: 'post',
    path: '/v1/sites/{site}/records',
    operationId: 'postRecord',
    tags: RECORDS,
    summary: "Keep a visitor's choice",
    description:
      'Answers when the record is durable. The id is the idempotency key within site and subject: the same body again answers the same (`sentAt` may differ), another body is refused. ' +
      '`effectiveAt` is the time of receipt less the time that the record waited in the browser (`sentAt` − `decidedAt`, at most a year), so a wrong clock cannot win. ' +
      'Where the API is on the host of the page, the answer sets the subject cookie and writes the cookie `noren` again.',
    request: {
      params: z.object({ site }),
      headers: z.object({
        origin: z.string().describe('One of the origins of the site; a browser sends it.'),
        'noren-subject': subject,
        'noren-cookie-domain': z
          .string()
          .optional()
          .describe(
            'Where the config says `cookie.domain: "auto"`: the domain for which the browser keeps cookies, found by trying; `-` for the host alone.',
          ),
      }),
      body: { required: true, ...json(recordRequest, 'At most 8 kB.') },
    },
    responses: {
      201: json(recorded, 'Recorded.'),
      200: json(recorded, 'It was recorded before.'),
      ...refusals(
        'invalid-json',
        'body-incomplete',
        'invalid-subject',
        'subject-required',
        'foreign-origin',
        'unknown-site',
        'body-too-large',
        'unsupported-media-type',
        'invalid-record',
        'unknown-purpose',
        'unknown-edition',
        'wording-not-archived',
        'wording-of-another-edition',
        'record-conflict',
        'too-many-records',
        'too-many-requests',
        'database-unavailable',
        'overloaded',
      ),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/records',
    operationId: 'getRecords',
    tags: RECORDS,
    summary: "A visitor's own history",
    description:
      'With the subject cookie and `Sec-Fetch-Site: same-origin`, or with the subject header from an origin of the site.',
    request: subjectPage,
    responses: {
      200: json(history, 'The records, newest first.'),
      ...refusals(...SUBJECT_PAGE_REFUSALS),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/records/{id}/receipt',
    operationId: 'getReceipt',
    tags: RECORDS,
    summary: 'A signed copy of a record',
    description:
      'A compact JWS (EdDSA, Ed25519) of `{iss, iat, hash, record}`, verifiable with `/.well-known/jwks.json`. Signed when it is first asked for, then the same bytes for ever.',
    request: {
      params: z.object({ site, id: recordRequest.shape.id }),
      headers: z.object({ 'noren-subject': subject }),
    },
    responses: {
      200: text('application/jose', 'The receipt.'),
      ...refusals(
        'invalid-subject',
        'subject-required',
        'foreign-origin',
        'unknown-site',
        'unknown-record',
        'database-unavailable',
      ),
    },
  }),
  ...RECIPIENT_OPERATIONS,
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/config',
    operationId: 'getConfig',
    tags: SITES,
    summary: 'The published config',
    request: { params: z.object({ site }), headers: z.object({ 'if-none-match': z.string().optional() }) },
    responses: {
      200: json(siteConfig, 'With `ETag`, `Noren-Config-Version` and `Noren-Config-Stamp`.'),
      304: { description: 'The caller has it.' },
      ...refusals('unknown-site', 'database-unavailable'),
    },
  }),
  createRoute({
    method: 'put',
    path: '/v1/sites/{site}/config',
    operationId: 'putConfig',
    tags: SITES,
    summary: 'Publish a config',
    description:
      'Scope `config:write`. The next version of the config; earlier ones are kept. The body is checked whole, and every finding is listed.',
    security: SERVER_KEY,
    request: {
      params: z.object({ site }),
      headers: z.object({
        'if-match': z.string().optional().describe('`ETag` of the version that is to be replaced.'),
      }),
      body: { required: true, ...json(siteConfig, 'At most 2 MB.') },
    },
    responses: {
      201: json(published, 'Published.'),
      200: json(published, 'It was the newest already.'),
      ...refusals(
        'invalid-json',
        'body-incomplete',
        'key-required',
        'wrong-site-key',
        'missing-scope',
        'version-mismatch',
        'body-too-large',
        'unsupported-media-type',
        'invalid-config',
        'too-many-requests',
        'database-unavailable',
      ),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/noren.js',
    operationId: 'getLoader',
    tags: SITES,
    summary: "A site's own noren.js",
    description:
      'The loader with the runtime config of the site inside: what the script tag names. Brotli or gzip, `ETag`, fresh for five minutes.',
    request: { params: z.object({ site }) },
    responses: {
      200: text('text/javascript', 'The loader.'),
      304: { description: 'The caller has it.' },
      ...refusals('unknown-site', 'loader-not-built', 'database-unavailable'),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/noren-strict.js',
    operationId: 'getStrictLoader',
    tags: SITES,
    summary: "A site's own noren.js that begins with strict mode",
    description:
      'The same, with everything that a config can ask for, and strict mode before anything else of it: for a tag that is neither async nor deferred, first in the head. Cached as `noren.js` is.',
    request: { params: z.object({ site }) },
    responses: {
      200: text('text/javascript', 'The loader.'),
      304: { description: 'The caller has it.' },
      ...refusals('unknown-site', 'loader-not-built', 'database-unavailable'),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/head-snippet.html',
    operationId: 'getHeadSnippetHtml',
    tags: SITES,
    summary: "A site's head snippet, to be pasted",
    description:
      'The inline script that stands first in the head of pages which need more than the script tag: personalised links in mail, Consent Mode defaults. To be pasted as it is: `Noren-Csp-Hash` says what a Content-Security-Policy without nonces names, and one byte more or less has another hash. It names the address of `noren.js` by `api` of the config, else as this request came.',
    request: { params: z.object({ site }), headers: z.object({ 'if-none-match': z.string().optional() }) },
    responses: {
      200: text('text/plain', 'A `<script>` element, shown as text. With `ETag` and `Noren-Csp-Hash`.'),
      304: { description: 'The caller has it.' },
      ...refusals('unknown-site', 'loader-not-built', 'database-unavailable'),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/head-snippet.json',
    operationId: 'getHeadSnippetJson',
    tags: SITES,
    summary: 'The same for programs, with its hash',
    description:
      'For whoever puts it into a template: between `<script>` and `</script>` stands `text` and nothing else.',
    request: { params: z.object({ site }), headers: z.object({ 'if-none-match': z.string().optional() }) },
    responses: {
      200: json(headSnippet, 'With `ETag`.'),
      304: { description: 'The caller has it.' },
      ...refusals('unknown-site', 'loader-not-built', 'database-unavailable'),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/strict-head-snippet.html',
    operationId: 'getStrictHeadSnippetHtml',
    tags: SITES,
    summary: 'The head snippet for strict mode, with its tag',
    description:
      'As `head-snippet.html`, for pages in strict mode: it brings nothing itself; behind it stands the tag of `noren-strict.js`, to which it hands over what it holds. Both are pasted together, in this order.',
    request: { params: z.object({ site }), headers: z.object({ 'if-none-match': z.string().optional() }) },
    responses: {
      200: text('text/plain', 'Two `<script>` elements, shown as text. With `ETag` and `Noren-Csp-Hash`.'),
      304: { description: 'The caller has it.' },
      ...refusals('unknown-site', 'loader-not-built', 'database-unavailable'),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/strict-head-snippet.json',
    operationId: 'getStrictHeadSnippetJson',
    tags: SITES,
    summary: 'The same for programs, with its hash',
    description: '`src` is the address of `noren-strict.js`, whose tag stands right behind the snippet.',
    request: { params: z.object({ site }), headers: z.object({ 'if-none-match': z.string().optional() }) },
    responses: {
      200: json(headSnippet, 'With `ETag`.'),
      304: { description: 'The caller has it.' },
      ...refusals('unknown-site', 'loader-not-built', 'database-unavailable'),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/{file}',
    operationId: 'getFile',
    tags: SITES,
    summary: 'A page without script, or a file beside noren.js',
    description:
      'Pages for everybody, legible and printable without script, in the first language of the site and, with its tag in the name (`register.en.html`), in any other: `register.html`, `ad-opt-out.html`, `handling-notice.html`, `joint-use.html`, `document-ID.html`, and their `pages.css`. Fresh for five minutes. `ad-opt-out.html` tells a browser that sends `Sec-GPC: 1` what it stops.\n\n' +
      'A chunk of the loader (`noren-*.*.js`), or the words of now or of any earlier publication: the wording of one language (`wording.*.json`), the notice alone in one (`notice.*.json`), the documents (`documents.*.json`). Never changes.',
    request: { params: z.object({ site, file: z.string() }) },
    responses: {
      200: {
        description: 'The file.',
        content: {
          'text/html': { schema: z.string() },
          'text/javascript': { schema: z.string() },
          'application/json': { schema: z.record(z.string(), z.unknown()) },
        },
      },
      304: { description: 'The caller has it.' },
      ...refusals('unknown-site', 'unknown-file', 'database-unavailable'),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/wordings/{hash}',
    operationId: 'getWording',
    tags: SITES,
    summary: 'The exact wording that a record names',
    description: 'Its bytes have the SHA-256 by which it is asked for.',
    request: { params: z.object({ hash: z.string() }) },
    responses: {
      200: json(wording, 'Everything that was shown in one language.'),
      304: { description: 'The caller has it.' },
      ...refusals('unknown-wording', 'database-unavailable'),
    },
  }),
  ...DOCUMENT_OPERATIONS,
  ...LINK_OPERATIONS,
  ...MEMBER_OPERATIONS,
  ...MAIL_OPERATIONS,
  ...MAIL_PAGE_OPERATIONS,
  ...MAIL_SENDER_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
  ...UNDECLARED_OPERATIONS,
  createRoute({
    method: 'get',
    path: '/.well-known/jwks.json',
    operationId: 'getJwks',
    tags: OPERATION,
    summary: 'The public keys of all receipts',
    description: 'Retired keys stay.',
    responses: {
      200: { description: 'A JWK set.', content: { 'application/jwk-set+json': { schema: jwks } } },
      ...refusals('database-unavailable'),
    },
  }),
  createRoute({
    method: 'get',
    path: '/health',
    operationId: 'getHealth',
    tags: OPERATION,
    summary: 'Whether records can be kept',
    description: 'Found out by writing. Also at `/v1/health`.',
    responses: { 200: json(health, 'They can.'), ...refusals('database-unavailable') },
  }),
];

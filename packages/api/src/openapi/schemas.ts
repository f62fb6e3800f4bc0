import { z } from '@hono/zod-openapi';
import * as model from '@noren/model/schema';
import { PROBLEMS } from '../http/problem.ts';

/** The model's schemas, named: each stands in the document once. */
export const recordRequest = named('RecordRequest', model.recordRequest);
export const consentRecord = named('ConsentRecord', model.consentRecord);
export const siteConfig = named('SiteConfig', model.siteConfig);
export const wording = named('Wording', model.wording);
export const noticesRequest = named('NoticesRequest', model.noticesRequest);
export const acceptancesRequest = named('AcceptancesRequest', model.acceptancesRequest);
export const withdrawalsRequest = named('WithdrawalsRequest', model.withdrawalsRequest);
export const documentRecord = named('DocumentRecord', model.documentRecord);
export const personalUrlsRequest = named('PersonalUrlsRequest', model.personalUrlsRequest);
export const redeemRequest = named('RedeemRequest', model.redeemRequest);
export const mailLinksRequest = named('MailLinksRequest', model.mailLinksRequest);
export const overridesRequest = named('OverridesRequest', model.overridesRequest);
export const departuresRequest = named('DeparturesRequest', model.departuresRequest);
export const undeclaredRequest = named('UndeclaredRequest', model.undeclaredRequest);
export const clocksRequest = named('ClocksRequest', model.clocksRequest);
const instantOrNull = z.string().nullable();
export const memberClocks = z
  .object({
    member: z.string(),
    activeAt: instantOrNull.describe('When they were last signed in, or saved something signed in; null: not known.'),
    bouncedAt: instantOrNull.describe(
      'First bounce since a mail was confirmed; null: mail arrives, as far as is known.',
    ),
    lastBouncedAt: instantOrNull.describe('Newest bounce since then.'),
    unused: z.boolean().describe('Not active for a year.'),
    unreachable: z.boolean().describe('Six months or more between the first bounce and the newest.'),
  })
  .openapi('MemberClocks');
export const undeclaredHosts = z
  .object({
    hosts: z.array(
      z.object({
        day: z.string().describe('UTC, e.g. `2026-11-26`.'),
        host: z.string(),
        count: z.int().describe('Page views that have asked it.'),
      }),
    ),
  })
  .openapi('UndeclaredHosts');
export const changeNotice = named('ChangeNotice', model.changeNotice);

// A schema that was made before zod learned of OpenAPI lacks the method; what `meta` makes has it.
export function named<Schema extends z.ZodType>(name: string, schema: Schema): Schema {
  return schema.meta({}).openapi(name);
}

const codes = Object.keys(PROBLEMS) as [keyof typeof PROBLEMS];

/** @see https://www.rfc-editor.org/rfc/rfc9457 */
export const problem = z
  .object({
    type: z.string().describe('`urn:noren:problem:` and the code.'),
    title: z.string(),
    status: z.int(),
    code: z.enum(codes).describe('Stable: branch on this.'),
    errors: z
      .array(
        z.object({
          code: z.string(),
          path: z.string().optional(),
          received: z.unknown(),
          fix: z.string(),
          source: z.string().optional(),
        }),
      )
      .optional()
      .describe('What is wrong, one by one.'),
  })
  .openapi('Problem');

export const recorded = z
  .object({
    id: recordRequest.shape.id,
    sequence: consentRecord.shape.sequence,
    effectiveAt: consentRecord.shape.effectiveAt,
    hash: z.string().describe('SHA-256 of the record as canonical JSON, base64url.'),
    cookie: z.string().describe('What is in force now, as the cookie `noren` holds it (JSON, not URL-encoded).'),
  })
  .openapi('Recorded');

const entry = consentRecord.omit({
  v: true,
  site: true,
  subject: true,
  member: true,
  decidedAt: true,
  receivedAt: true,
  config: true,
  offered: true,
  modes: true,
  actingEntity: true,
  responsibleEntity: true,
  previous: true,
});

export const history = z
  .object({
    records: z.array(entry.extend({ hash: recorded.shape.hash })).describe('Newest first.'),
    next: z.string().nullable().describe('`cursor` of the next page.'),
    cookie: z
      .string()
      .nullable()
      .describe('What is in force now, as the cookie `noren` holds it; null where nothing is.'),
  })
  .openapi('History');

const company = z.object({ id: z.string(), name: z.string().describe('In the language of the wording.') });

/** A line of the export of recipients that join what they receive to a person (APPI 31). */
export const joinedPermission = z
  .object({
    granted: z.boolean().describe('False for a refusal, and for the end of what was allowed.'),
    service: z.string().describe('Id of the row of the register.'),
    name: z.string(),
    recipient: z.string().describe('Legal name of who receives, as it was shown.'),
    information: z.array(z.string()).describe('What is sent, item by item.'),
    country: z.string().nullable(),
    ownPurpose: z.string(),
    recipientPurpose: z.string().nullable(),
    joinsPerson: z.string().describe('The words that told that the recipient joins it to a person it knows.'),
    purpose: z.string().describe('Id of the purpose that was decided.'),
    decidedAt: consentRecord.shape.decidedAt,
    effectiveAt: consentRecord.shape.effectiveAt,
    receivedAt: consentRecord.shape.receivedAt,
    obtainedBy: company.describe('The company whose site asked.'),
    responsible: company.describe('The company that answers for the record.'),
    edition: z.string(),
    wording: z.string().describe('SHA-256 of everything that was shown: `GET /v1/wordings/{hash}`.'),
    language: consentRecord.shape.language,
    control: consentRecord.shape.control,
    surface: consentRecord.shape.surface,
    basis: consentRecord.shape.basis,
    record: z.object({
      id: recordRequest.shape.id,
      hash: recorded.shape.hash,
      subject: consentRecord.shape.subject,
      sequence: consentRecord.shape.sequence,
    }),
  })
  .openapi('JoinedPermission');

export const joinedPermissions = z
  .object({
    permissions: z.array(joinedPermission).describe('Those of the newest record first.'),
    next: z.string().nullable().describe('`cursor` of the next page.'),
  })
  .openapi('JoinedPermissions');

export const joinedLine = z
  .union([
    joinedPermission,
    z.object({ next: z.string().nullable().describe('`cursor` of the next page; null where there is none.') }),
  ])
  .openapi('JoinedLine');

export const receiptPayload = z
  .object({
    iss: z.string(),
    iat: z.int().describe('When it was signed, seconds since 1970.'),
    hash: recorded.shape.hash,
    record: consentRecord,
  })
  .openapi('ReceiptPayload');

export const batchOutcome = z
  .object({
    recorded: z.int().describe('Entries that are kept now.'),
    repeated: z.int().describe('Members of whom it was kept before.'),
    refused: z
      .array(z.object({ member: model.memberReference, code: z.string() }))
      .describe('Members of whom nothing is kept, and why.'),
  })
  .openapi('BatchOutcome');

export const memberRecords = z
  .object({
    records: z
      .array(
        z.object({
          record: documentRecord,
          hash: recorded.shape.hash,
          evidence: z.string().optional().describe('Of a notice: what its `evidence` commits to.'),
          receipt: z.string().describe('A compact JWS (EdDSA, Ed25519) of `{iss, iat, hash, record}`.'),
        }),
      )
      .describe('Oldest first.'),
  })
  .openapi('MemberRecords');

export const issuedLine = z
  .union([
    z.object({
      member: model.memberReference,
      url: z.string().describe('What to put into the mail.'),
      trackLinks: z
        .boolean()
        .describe('Whether it is a link that asks, on arrival, whether it may recognise its reader.'),
      trackOpens: z.boolean().describe('Whether the mail may carry an open beacon.'),
    }),
    z.object({ member: model.memberReference, code: z.string().describe('Why there is no link.') }),
  ])
  .openapi('IssuedLine');

export const campaignNumbers = z
  .object({
    campaign: personalUrlsRequest.shape.campaign,
    issued: z.int(),
    counted: z.int().describe('Readers who agreed to be recognised.'),
    linked: z.int().describe('Of those, readers whose visit was joined to the member.'),
    endedAt: z.string().nullable(),
  })
  .openapi('CampaignNumbers');

export const redeemed = z
  .object({ outcome: z.enum(['counted', 'linked']), own: z.literal(true).optional() })
  .openapi('Redeemed');

export const signedIn = z
  .object({
    cookie: recorded.shape.cookie,
    overrides: z.array(z.string()).describe('Purposes that the operator has switched off for this member here.'),
    renewed: z.boolean().describe('Whether the member who was signed in here last is the same.'),
    linked: z.boolean().describe('Whether this visit is joined to the member.'),
    untrackedLinks: z.boolean().describe('Whether links in future mail leave this member unrecognised.'),
    attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).describe('Empty unless `linked`.'),
  })
  .openapi('SignedIn');

export const signedOut = z
  .object({ cookie: recorded.shape.cookie.nullable().describe('Null where this browser has decided nothing.') })
  .openapi('SignedOut');

export const published = z
  .object({
    site: z.string(),
    version: z.int().describe('Counts the published configs of the site from 1.'),
    stamp: z.string().describe('SHA-256 of the config as canonical JSON; records name it.'),
    changed: z.boolean().describe('False when this config was the newest already.'),
    wording: z.object({
      files: z
        .array(z.string())
        .describe('What stands beside noren.js: of each language its wording, and the notice of all but the first.'),
      hash: z.record(z.string(), z.string()).describe('Language → SHA-256 (base64url) of its wording.'),
    }),
    warnings: z.array(z.unknown()),
  })
  .openapi('Published');

export const health = z.object({
  status: z.literal('ok'),
  database: z.enum(['sqlite', 'postgres']),
  warnings: z
    .array(z.enum(['secret-changed']))
    .optional()
    .describe(
      '`secret-changed`: keys in the database were sealed with another `NOREN_SECRET`; visitors of then are strangers.',
    ),
});

export const jwks = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

export const headSnippet = z.object({
  src: z.string().describe('Address of the site’s `noren.js`, which the snippet brings.'),
  text: z.string().describe('What stands between `<script>` and `</script>`, to the byte.'),
  cspHash: z.string().describe('`sha256-…` of `text`, for the `script-src` of a policy without nonces.'),
});

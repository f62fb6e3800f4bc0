import { hash as digest } from 'node:crypto';
import { encodeDecisions } from '@noren/model';
import { canonicalJson } from '@noren/model/publish';
import type { RecordRequest } from '@noren/model/schema';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { Problem } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { json } from '../http/respond.ts';
import type { Site } from '../sites/site.ts';
import { identifyWriter } from '../subjects/identify.ts';
import { cookieDecisions, decisionsCookie, subjectCookie } from '../subjects/set-cookies.ts';
import { newSubjectSecret } from '../subjects/subject-secret.ts';
import { checkRecord, parseRecord } from './check-record.ts';
import type { RecordDraft, Submission } from './record-store.ts';

const BODY_LIMIT = 8192;
/** A record that waited for longer is dated to this far back. */
const LONGEST_WAIT = 365 * 86_400_000;

/** `POST /v1/sites/:site/records`: keeps a visitor's choice, and answers when it is durable. */
export async function postRecord(context: Context, site: Site, call: Call): Promise<Response> {
  const { request, cors } = call;
  const caller = identifyWriter(request, site.origins, context.trustProxy);
  limitRate(context, site.key, call);
  const record = await checkRecord(context.sites, site, parseRecord(await readJson(request, BODY_LIMIT)));
  if (!caller.secret && !caller.sameOrigin)
    throw new Problem('subject-required', [], { 'www-authenticate': 'Noren-Subject' });
  const secret = caller.secret ?? newSubjectSecret();

  const submission = submissionOf(context, site, record, secret);
  const outcome = await context.records.submit(submission);
  if (outcome.status === 'full') throw new Problem('too-many-records', [], { 'retry-after': '86400' });
  if (outcome.status === 'conflict')
    throw new Problem('record-conflict', [
      { code: 'record-conflict', path: 'id', received: record.id, fix: 'a new id for a new choice' },
    ]);

  const { runtime } = site.published;
  const decisions = cookieDecisions(runtime, outcome.decisions);
  const body = {
    id: record.id,
    sequence: outcome.sequence,
    effectiveAt: new Date(outcome.effectiveAt).toISOString(),
    hash: outcome.hash,
    cookie: encodeDecisions(decisions),
  };
  const response = json(outcome.status === 'created' ? 201 : 200, body, cors);
  if (caller.sameOrigin)
    setCookies(response, subjectCookie(secret, caller), decisionsCookie(request, runtime, decisions, caller, record));
  return response;
}

/** When a choice took effect: the server's clock, less the time that the record waited in the browser. */
export function effectiveTime(
  receivedAt: number,
  { decidedAt, sentAt }: Pick<RecordRequest, 'decidedAt' | 'sentAt'>,
): number {
  // Only the difference of two readings of the visitor's clock counts, so a wrong clock cannot win.
  const waited = Date.parse(sentAt) - Date.parse(decidedAt);
  return receivedAt - Math.min(LONGEST_WAIT, Math.max(0, waited || 0));
}

function submissionOf(context: Context, site: Site, record: RecordRequest, secret: string): Submission {
  const { config, stamp, runtime } = site.published;
  const { linking } = site;
  const receivedAt = context.now().getTime();
  const effectiveAt = effectiveTime(receivedAt, record);
  const { sentAt: _, ...choice } = record;
  const draft: RecordDraft = {
    ...choice,
    site: site.key,
    receivedAt: new Date(receivedAt).toISOString(),
    effectiveAt: new Date(effectiveAt).toISOString(),
    config: stamp,
    modes: site.modes,
    actingEntity: config.entity,
    responsibleEntity: config.responsible,
  };
  const fingerprint = digest('sha256', canonicalJson(choice), 'base64url');
  const secretHash = context.hashSecret(site.key, secret);
  return { site: site.key, secretHash, fingerprint, effectiveAt, receivedAt, draft, runtime, linking };
}

function setCookies(response: Response, ...cookies: (string | undefined)[]): void {
  for (const cookie of cookies) if (cookie) response.headers.append('set-cookie', cookie);
}

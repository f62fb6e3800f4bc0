import { canonicalJson, sha256 } from '@noren/model/publish';
import { type MailImportRequest, mailImportRequest } from '@noren/model/schema';
import { noteKey } from '../audit/note-key.ts';
import { CLOCK_DRIFT } from '../clock-drift.ts';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { parseBody } from '../http/parse-body.ts';
import { readJson } from '../http/read-json.ts';
import { json } from '../http/respond.ts';
import type { Site } from '../sites/site.ts';
import { type EarlierChoice, type Imported, importChoice } from './import-choice.ts';
import { settingsOf } from './mail-site.ts';
import { authorizeCompany, forOperator } from './topic-access.ts';

/** Room for 1,000 choices and the words of 50 proofs. */
const BODY_LIMIT = 5_000_000;
/** Choices that are kept together, between which others have their turn. */
const CHUNK = 64;

type Refusal =
  | Exclude<Imported, 'imported' | 'repeated'>
  | 'unknown-topic'
  | 'always-sent'
  | 'channel-not-offered'
  | 'unknown-frequency'
  | 'unknown-proof'
  | 'in-the-future';

/**
 * `POST /v1/mail/imports`: what members chose before Noren, with the proof that the operator has of it (R1.8). Safe to be sent again: a
 * choice that was kept is not kept twice. The operator's alone: it is about members (R7.2), and noted in the audit log.
 */
export async function postImports(context: Context, call: Call): Promise<Response> {
  const { request } = call;
  const key = await authorizeCompany(context, request, 'mail:import');
  limitRate(context, key.site, call);
  const wanted = parseBody(mailImportRequest, await readJson(request, BODY_LIMIT), 'invalid-body');
  await forOperator(context, key, 'mail.imports');
  const site = await context.sites.get(wanted.site ?? key.site);
  const read = await readChoices(context, site, wanted);
  const outcomes: (Imported | Refusal)[] = [];
  for (let start = 0; start < read.length; start += CHUNK)
    outcomes.push(
      ...(await Promise.all(
        read
          .slice(start, start + CHUNK)
          .map((choice) => (typeof choice === 'string' ? choice : importChoice(context, choice))),
      )),
    );
  const count = (outcome: Imported) => outcomes.filter((one) => one === outcome).length;
  const taken = { imported: count('imported'), repeated: count('repeated') };
  const refused = outcomes.flatMap((code, index) =>
    code === 'imported' || code === 'repeated' ? [] : [{ index, code }],
  );
  await noteKey(context, { id: key.id, site: site.key }, 'mail.imports', { ...taken, refused: refused.length });
  return json(200, { ...taken, refused });
}

/** Each choice with its topic and proof, or why it cannot be kept. The words of the proofs are archived before anything names them. */
async function readChoices(
  context: Context,
  site: Site,
  { proofs, choices }: MailImportRequest,
): Promise<(EarlierChoice | Refusal)[]> {
  const { topics } = settingsOf(site);
  const soon = context.now().getTime() + CLOCK_DRIFT;
  const named = new Set(choices.map(({ proof }) => proof));
  const kept = new Map<string, EarlierChoice['proof']>();
  for (const proof of proofs) if (named.has(proof.id)) kept.set(proof.id, await archive(context, site, proof));
  return choices.map((choice) => {
    const { channel = 'email', on, frequency, at } = choice;
    const topic = topics.find(({ id }) => id === choice.topic);
    const proof = kept.get(choice.proof);
    if (!topic) return 'unknown-topic';
    if (topic.class === 'service') return 'always-sent';
    if (!topic.channels.includes(channel)) return 'channel-not-offered';
    if (on && frequency !== undefined && !topic.frequencies?.some(({ id }) => id === frequency))
      return 'unknown-frequency';
    if (!proof) return 'unknown-proof';
    if (Date.parse(at) > soon) return 'in-the-future';
    return { site, topic, choice, proof };
  });
}

async function archive(
  { database: { kysely } }: Context,
  { key }: Site,
  { source, wording, language }: MailImportRequest['proofs'][number],
): Promise<EarlierChoice['proof']> {
  const content = canonicalJson({ v: 1, kind: 'imported-mail', site: key, language, source, wording });
  const hash = await sha256(content);
  await kysely
    .insertInto('mail_wordings')
    .values({ hash, site: key, content })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { source, wording: hash, language };
}

import { type MailReportsRequest, mailReportsRequest } from '@noren/model/schema';
import { noteKey } from '../audit/note-key.ts';
import { CLOCK_DRIFT } from '../clock-drift.ts';
import type { Call, Context } from '../context.ts';
import { transact } from '../database/transact.ts';
import { limitRate } from '../http/limit-rate.ts';
import { parseBody } from '../http/parse-body.ts';
import { readJson } from '../http/read-json.ts';
import { json } from '../http/respond.ts';
import { GROUP } from '../members/group-member.ts';
import type { Site } from '../sites/site.ts';
import { allSites } from './mail-site.ts';
import { keepDelivery, suppressLocked } from './suppress-member.ts';
import { authorizeCompany, forOperator } from './topic-access.ts';

const BODY_LIMIT = 1_000_000;

type Report = MailReportsRequest['reports'][number];
type Outcome = 'suppressed' | 'repeated' | 'delivered' | 'unknown' | 'in-the-future' | 'outdated';

/** What was taken; the rest is told one by one. */
const TAKEN: readonly Outcome[] = ['suppressed', 'repeated', 'delivered'];

/**
 * `POST /v1/mail/reports`: permanent bounces and complaints, as they come back to the sending system, and mail that arrived. After the
 * former nothing optional goes to that member by e-mail any more, until a confirmation mail has arrived. The operator alone may say so: it is about members, not topics (R7.2).
 */
export async function postReports(context: Context, call: Call): Promise<Response> {
  const { request } = call;
  const key = await authorizeCompany(context, request, 'mail:send');
  limitRate(context, key.site, call);
  const { reports } = parseBody(mailReportsRequest, await readJson(request, BODY_LIMIT), 'invalid-body');
  const site = await forOperator(context, key, 'mail.reports');
  // Looked up before any transaction begins: SQLite has one connection.
  const sites = await allSites(context);
  const outcomes: Outcome[] = [];
  for (const report of reports) outcomes.push(await keepReport(context, site, sites, report));
  const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
  const taken = { suppressed: count('suppressed'), repeated: count('repeated'), delivered: count('delivered') };
  const refused = outcomes.flatMap((code, index) => (TAKEN.includes(code) ? [] : [{ index, code }]));
  await noteKey(context, key, 'mail.reports', { ...taken, refused: refused.length });
  return json(200, { ...taken, refused });
}

function keepReport(context: Context, site: Site, sites: ReadonlyMap<string, Site>, report: Report): Promise<Outcome> {
  const { kind, evidence } = report;
  return transact(context.database, async (transaction) => {
    const at = context.now().getTime();
    const reported = Date.parse(report.at);
    if (reported > at + CLOCK_DRIFT) return 'in-the-future';
    let found = transaction.selectFrom('mail_members').selectAll();
    found =
      report.member === undefined
        ? found.where('address_hash', '=', context.mail.hashAddress(report.address ?? ''))
        : found.where('reference_hash', '=', context.hashMember(GROUP, report.member));
    // Two members may share a mailbox; both are silent there.
    const members = await (context.database.engine === 'postgres' ? found.forUpdate() : found)
      .where('departed_at', 'is', null)
      .orderBy('member')
      .execute();
    if (members.length === 0) return 'unknown';
    if (kind === 'delivery') {
      for (const member of members) await keepDelivery(transaction, member, reported);
      return 'delivered';
    }
    let outcome: Outcome = 'repeated';
    for (const member of members) {
      const became = await suppressLocked(transaction, context, site, sites, member, { kind, reported, evidence });
      if (became !== 'repeated') outcome = became;
    }
    return outcome;
  });
}

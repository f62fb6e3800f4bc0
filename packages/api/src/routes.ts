import type { Context, Handler as Handle } from './context.ts';
import { getAcceptances } from './documents/get-acceptances.ts';
import { postAcceptances } from './documents/post-acceptances.ts';
import { postNotices } from './documents/post-notices.ts';
import { postWithdrawals } from './documents/post-withdrawals.ts';
import { getHealth } from './health/get-health.ts';
import { archivedText } from './http/archived-text.ts';
import { corsHeaders, preflight } from './http/cors.ts';
import { Problem } from './http/problem.ts';
import { problemOf } from './http/problem-of.ts';
import { exportJoinedRecipients } from './joined-recipients/export-joined-recipients.ts';
import { getJoinedRecipients } from './joined-recipients/get-joined-recipients.ts';
import { getFile } from './loader/get-file.ts';
import {
  getHeadSnippetHtml,
  getHeadSnippetJson,
  getStrictSnippetHtml,
  getStrictSnippetJson,
} from './loader/get-head-snippet.ts';
import { getLoader, getStrictLoader } from './loader/get-loader.ts';
import { MAIL_ROUTES } from './mail/mail-routes.ts';
import { getPreferences, getPreferencesHistory, patchPreferences } from './mail/preferences-routes.ts';
import { getExport } from './members/get-export.ts';
import { deleteMember, postMember, putMailLinks } from './members/member-routes.ts';
import { postClocks } from './members/post-clocks.ts';
import { postDepartures } from './members/post-departures.ts';
import { putOverrides } from './members/put-overrides.ts';
import { getDocs, getDocsStyle, getOpenApi } from './openapi/get-docs.ts';
import { deleteCampaign, getCampaign } from './personal-urls/campaign-routes.ts';
import { postPersonalUrls } from './personal-urls/post-personal-urls.ts';
import { postRedeem } from './personal-urls/post-redeem.ts';
import { getJwks } from './receipts/get-jwks.ts';
import { getReceipt } from './receipts/get-receipt.ts';
import { getRecords } from './records/get-records.ts';
import { postRecord } from './records/post-record.ts';
import { getConfig } from './sites/get-config.ts';
import { putConfig } from './sites/put-config.ts';
import type { Site } from './sites/site.ts';
import { getUndeclared } from './undeclared/get-undeclared.ts';
import { postUndeclared } from './undeclared/post-undeclared.ts';

type Call = Parameters<Handle>[1];
type SiteHandle = (context: Context, site: Site, call: Call) => Promise<Response>;

/** One address and what it takes. */
export interface Route {
  readonly path: string;
  readonly methods: Readonly<Record<string, Handle>>;
}

/** Of a site that has been published; what it answers is for everybody. */
function ofSite(handle: SiteHandle): Handle {
  return async (context, call) => handle(context, await context.sites.get(call.params.site ?? ''), call);
}

/** Of a subject: readable by pages of the site only, refusals too. */
function ofSubject(handle: SiteHandle): Handle {
  return ofSite(async (context, site, call) => {
    const cors = corsHeaders(site, call.request);
    try {
      return await handle(context, site, { ...call, cors });
    } catch (error) {
      const { code, errors, headers, more } = await problemOf(error, context.database);
      throw new Problem(code, errors, { ...cors, ...headers }, more);
    }
  });
}

function subjectRoute(path: string, methods: Readonly<Record<string, SiteHandle>>): Route {
  const names = Object.keys(methods);
  const handlers = Object.entries(methods).map(([method, handle]) => [method, ofSubject(handle)]);
  return {
    path,
    methods: {
      ...Object.fromEntries(handlers),
      OPTIONS: ofSite(async (_, site, { request }) => preflight(site, request, names)),
    },
  };
}

/** Every route, relative to the base path. */
export const ROUTES: readonly Route[] = [
  subjectRoute('/v1/sites/:site/records', { POST: postRecord, GET: getRecords }),
  subjectRoute('/v1/sites/:site/records/joined-recipients', { GET: getJoinedRecipients }),
  subjectRoute('/v1/sites/:site/records/:id/receipt', { GET: getReceipt }),
  subjectRoute('/v1/sites/:site/member', { POST: postMember, DELETE: deleteMember }),
  subjectRoute('/v1/sites/:site/member/mail-links', { PUT: putMailLinks }),
  subjectRoute('/v1/sites/:site/personal-urls/redeem', { POST: postRedeem }),
  { path: '/v1/sites/:site/members/overrides', methods: { PUT: ofSite(putOverrides) } },
  { path: '/v1/sites/:site/members/departures', methods: { POST: ofSite(postDepartures) } },
  { path: '/v1/sites/:site/members/export', methods: { GET: ofSite(getExport) } },
  { path: '/v1/sites/:site/members/clocks', methods: { POST: ofSite(postClocks) } },
  subjectRoute('/v1/sites/:site/mail/preferences', { GET: getPreferences, PATCH: patchPreferences }),
  subjectRoute('/v1/sites/:site/mail/preferences/history', { GET: getPreferencesHistory }),
  ...MAIL_ROUTES,
  subjectRoute('/v1/sites/:site/undeclared', { POST: postUndeclared, GET: getUndeclared }),
  { path: '/v1/personal-urls', methods: { POST: postPersonalUrls } },
  { path: '/v1/personal-urls/campaigns/:campaign', methods: { GET: getCampaign, DELETE: deleteCampaign } },
  { path: '/v1/sites/:site/documents/:document/notices', methods: { POST: ofSite(postNotices) } },
  { path: '/v1/sites/:site/documents/:document/withdrawals', methods: { POST: ofSite(postWithdrawals) } },
  {
    path: '/v1/sites/:site/documents/:document/acceptances',
    methods: { POST: ofSite(postAcceptances), GET: ofSite(getAcceptances) },
  },
  { path: '/v1/sites/:site/joined-recipients', methods: { GET: ofSite(exportJoinedRecipients) } },
  { path: '/v1/sites/:site/config', methods: { GET: ofSite(getConfig), PUT: putConfig } },
  { path: '/v1/sites/:site/noren.js', methods: { GET: ofSite(getLoader) } },
  { path: '/v1/sites/:site/noren-strict.js', methods: { GET: ofSite(getStrictLoader) } },
  { path: '/v1/sites/:site/head-snippet.html', methods: { GET: ofSite(getHeadSnippetHtml) } },
  { path: '/v1/sites/:site/head-snippet.json', methods: { GET: ofSite(getHeadSnippetJson) } },
  { path: '/v1/sites/:site/strict-head-snippet.html', methods: { GET: ofSite(getStrictSnippetHtml) } },
  { path: '/v1/sites/:site/strict-head-snippet.json', methods: { GET: ofSite(getStrictSnippetJson) } },
  { path: '/v1/sites/:site/:file', methods: { GET: ofSite(getFile) } },
  { path: '/v1/wordings/:hash', methods: { GET: archivedText('wordings', 'unknown-wording') } },
  { path: '/v1/notices/:hash', methods: { GET: archivedText('notice_texts', 'unknown-notice') } },
  { path: '/.well-known/jwks.json', methods: { GET: getJwks } },
  { path: '/health', methods: { GET: getHealth } },
  { path: '/v1/health', methods: { GET: getHealth } },
  { path: '/openapi.json', methods: { GET: getOpenApi } },
  { path: '/docs', methods: { GET: getDocs } },
  { path: '/docs.css', methods: { GET: getDocsStyle } },
];

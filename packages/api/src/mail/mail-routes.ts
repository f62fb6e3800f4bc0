import type { Handler } from '../context.ts';
import { archivedText } from '../http/archived-text.ts';
import { getConfirm, postConfirm } from './confirm-routes.ts';
import { getAudience } from './get-audience.ts';
import { getMailProof } from './get-proof.ts';
import { forReader } from './mail-page.ts';
import { getMailPageStyle } from './mail-page-style.ts';
import { postCheck } from './post-check.ts';
import { postImports } from './post-imports.ts';
import { postListHeaders } from './post-list-headers.ts';
import { postReports } from './post-reports.ts';
import { getUnsubscribe, postUnsubscribe } from './unsubscribe-routes.ts';
import {
  deleteWebhook,
  getDeadLetters,
  getWebhooks,
  postReplay,
  postWebhook,
  postWebhookSecret,
} from './webhook-routes.ts';

/** Routes about mail that name no site: a key or a token does. */
export const MAIL_ROUTES: readonly { path: string; methods: Readonly<Record<string, Handler>> }[] = [
  {
    path: '/v1/mail/unsubscribe/:token',
    methods: { GET: forReader(getUnsubscribe), POST: forReader(postUnsubscribe) },
  },
  { path: '/v1/mail/confirm/:token', methods: { GET: forReader(getConfirm), POST: forReader(postConfirm) } },
  { path: '/v1/mail/check', methods: { POST: postCheck } },
  { path: '/v1/mail/list-headers', methods: { POST: postListHeaders } },
  { path: '/v1/mail/audience', methods: { GET: getAudience } },
  { path: '/v1/mail/imports', methods: { POST: postImports } },
  { path: '/v1/mail/reports', methods: { POST: postReports } },
  { path: '/v1/mail/proof', methods: { GET: getMailProof } },
  { path: '/v1/mail/wordings/:hash', methods: { GET: archivedText('mail_wordings', 'unknown-wording') } },
  { path: '/v1/mail/webhooks', methods: { POST: postWebhook, GET: getWebhooks } },
  { path: '/v1/mail/webhooks/:id', methods: { DELETE: deleteWebhook } },
  { path: '/v1/mail/webhooks/:id/secret', methods: { POST: postWebhookSecret } },
  { path: '/v1/mail/webhooks/:id/dead', methods: { GET: getDeadLetters } },
  { path: '/v1/mail/webhooks/:id/replay', methods: { POST: postReplay } },
  { path: '/v1/mail/pages.css', methods: { GET: getMailPageStyle } },
];

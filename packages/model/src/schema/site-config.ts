import { z } from 'zod';
import { bridges } from './bridges.ts';
import { debug } from './debug.ts';
import { document, industryOptOut, jointUse } from './document.ts';
import { edition } from './edition.ts';
import { mail } from './mail.ts';
import { pageViews } from './page-views.ts';
import { personalUrls } from './personal-url.ts';
import { consentModeSettings, purpose } from './purpose.ts';
import { service } from './service.ts';
import { takeOver } from './take-over.ts';
import { httpsUrl, identifier, languageTag, linkAddress, linkUrl, origin, shortText } from './text.ts';

/** A company of the group. */
export const entity = z.strictObject({
  id: identifier,
  name: shortText,
  url: httpsUrl.optional(),
});

const isTimeZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
};

/** Words of the surfaces that a site replaces; what is left out comes from the shipped languages (ja, en). */
export const wordOverrides = z.record(
  languageTag,
  z.strictObject({
    notice: z.record(z.string(), z.string().min(1).max(2000)).optional(),
    preferences: z.record(z.string(), z.string().min(1).max(2000)).optional(),
    register: z.record(z.string(), z.string().min(1).max(2000)).optional(),
    again: z.record(z.string(), z.string().min(1).max(2000)).optional(),
    advertising: z.record(z.string(), z.string().min(1).max(2000)).optional(),
    documents: z.record(z.string(), z.string().min(1).max(2000)).optional(),
    jointUse: z.record(z.string(), z.string().min(1).max(200)).optional(),
    link: z.record(z.string(), z.string().min(1).max(2000)).optional(),
    embed: z.record(z.string(), z.string().min(1).max(2000)).optional(),
    mail: z.record(z.string(), z.string().min(1).max(2000)).optional(),
  }),
);

/** How the choice is kept in the visitor's browser. */
export const cookie = z.strictObject({
  domain: z
    .string()
    .max(253)
    .optional()
    .describe('"auto" shares the choice with every host below the registrable domain; default: this host only.'),
  maxAgeDays: z.int().min(1).max(400).optional().describe('Days a browser keeps it. Default 365, at most 400.'),
});

/** One site's whole configuration: the single document that a webmaster writes. */
export const siteConfig = z.strictObject({
  $schema: z.string().optional(),
  site: identifier.describe('Key of the site: what the script tag names in data-site.'),
  name: shortText,
  enabled: z.boolean().optional().describe('Kill switch: false shows nothing and opens nothing optional.'),
  entities: z.array(entity).min(1).max(1000, 'at most 1000 companies'),
  entity: identifier.describe('Entity that runs the site and acts on it.'),
  responsible: identifier.describe('Entity responsible for what is recorded.'),
  origins: z.array(origin).min(1).describe('Origins that may write records for this site.'),
  timeZone: z
    .string()
    .max(60)
    .refine(isTimeZone, 'an IANA time zone such as "Asia/Tokyo"')
    .optional()
    .describe('In which the pages without script write dates. Default: Asia/Tokyo.'),
  languages: z
    .array(languageTag)
    .min(1)
    .max(20, 'at most 20 languages')
    .refine((tags) => new Set(tags.map((tag) => tag.toLowerCase())).size === tags.length, 'every language once')
    .meta({ description: 'The first is the fallback.', uniqueItems: true }),
  language: languageTag.optional().describe('Fixes the language; default: <html lang>, then the browser.'),
  api: linkUrl.optional().describe('Base of the consent API ("/noren" or an https URL). Without it nothing is sent.'),
  registerUrl: linkAddress.describe(
    'The published register, reachable without script: one address, or language → address.',
  ),
  policyUrl: linkAddress.optional().describe('The handling notice: one address, or language → address.'),
  purposes: z.array(purpose).min(1).max(200, 'at most 200 purposes'),
  services: z.array(service).max(2000, 'at most 2000 rows'),
  editions: z
    .array(edition)
    .min(1)
    .max(1000, 'at most 1000 editions')
    .describe('Of the handling notice and the register.'),
  documents: z
    .array(document)
    .max(200, 'at most 200 documents')
    .optional()
    .describe('Terms, special terms, announcements about the service.'),
  jointUse: jointUse.optional(),
  industryOptOuts: z.array(industryOptOut).optional(),
  personalUrls: personalUrls.optional().describe('Personalised links in mail. Without it none are issued or redeemed.'),
  mail: mail.optional().describe('Mail that members choose by topic. Without it none is chosen here.'),
  validityDays: z
    .int()
    .min(1)
    .max(400)
    .optional()
    .describe('After so many days the visitor is asked again. Default 365.'),
  cookie: cookie.optional(),
  notice: z
    .strictObject({
      layout: z.enum(['bar', 'card', 'dialog']).optional().describe('Default: bar.'),
    })
    .optional(),
  words: wordOverrides.optional().describe('Language → surface → key → text, over the shipped words.'),
  consentMode: consentModeSettings
    .optional()
    .describe('Google Consent Mode v2. It is on where a purpose has types; this says how.'),
  bridges: bridges.optional().describe('What other tools on the page are told of a choice. Default: nobody.'),
  takeOver: takeOver
    .optional()
    .describe('Decisions and markup of the tool that the site had before. Default: none are taken over.'),
  pageViews: pageViews
    .optional()
    .describe('Tracks page views by itself, in applications of one page too. Default: the page does.'),
  debug: debug.optional().describe('The inspector, for whoever sets the site up. Default: only on localhost.'),
  reloadOnWithdrawal: z.boolean().optional().describe('Reload the page when a running tag is withdrawn.'),
});

export type Entity = z.infer<typeof entity>;
export type SiteConfig = z.infer<typeof siteConfig>;

import type { Noren } from '@noren/core';
import type { Page } from '@playwright/test';
import { test as base, expect } from './fixture.ts';
import { type MailSite, type MailSiteOptions, serveMailSite } from './mail-site.ts';

/** What a test's page has put into its window. */
export type Told = Window & { page?: Noren; seen: string[]; told: [type: string, detail: string][]; ran?: string[] };

/** `serve` starts a site whose mails carry personalised links; it is closed after the test. */
export const test = base.extend<{ serve: (options?: MailSiteOptions) => Promise<MailSite> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that are asked for.
  serve: async ({}, use) => {
    const sites: MailSite[] = [];
    await use(async (options) => {
      const site = await serveMailSite(options);
      sites.push(site);
      return site;
    });
    for (const site of sites) await site.close();
  },
});
export { expect };

/** The page API is there. */
export const ready = (page: Page) =>
  expect.poll(() => page.evaluate(() => typeof (window as unknown as Told).page)).toBe('object');

export const status = (page: Page) => page.evaluate(() => (window as unknown as Told).page?.state.link?.status);

/** Waits until this has become of the link. */
export const reaches = (page: Page, wanted: string | undefined) => expect.poll(() => status(page)).toBe(wanted);

export const purposes = (identification: boolean, linking: boolean) => ({ identification, linking });

/** Answers as the question of the link does: by a request. */
export const answer = (page: Page, chosen: Record<string, boolean>) =>
  page.evaluate(
    (detail) => {
      dispatchEvent(new CustomEvent('noren-request', { detail }));
    },
    { action: 'save', purposes: chosen, surface: 'personal-url' },
  );

/** Follows the link of a member's mail, up to the question. */
export async function arrive(page: Page, site: MailSite, member = 'm-1'): Promise<void> {
  await page.goto(`${site.origin}/#noren-link=${await site.token(member)}`);
  await reaches(page, 'asking');
}

/** Follows the link of a member's mail and agrees to both, up to the link. */
export async function arriveAndLink(page: Page, site: MailSite, member?: string): Promise<void> {
  await arrive(page, site, member);
  await answer(page, purposes(true, true));
  await reaches(page, 'linked');
}

export const identify = (page: Page, token: string) =>
  page.evaluate(async (jwt) => (window as unknown as Told).page?.identify(jwt), token);

import { renderPages } from '@noren/model/pages';
import { publishConfig } from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import { siteConfig } from '../fixtures/site-config.ts';
import { PUBLISHED_AT } from './runtime.ts';

/** A text in both languages. */
export const both = (ja: string, en = ja) => ({ ja, en });

/** The pages of the fixture site, parsed as a browser does. */
export async function pagesOf(changes: Partial<SiteConfig> = {}, now = PUBLISHED_AT) {
  const files = renderPages(await publishConfig({ ...siteConfig, ...changes }, now), now);
  const open = (name: string): Document => {
    const file = files.find((one) => one.name === name);
    if (!file) throw new Error(`no ${name} among ${files.map((one) => one.name).join(', ')}`);
    return new DOMParser().parseFromString(file.text, 'text/html');
  };
  return { names: files.map(({ name }) => name), open };
}

/** What every element that a selector finds says. */
export const all = (page: Document, selector: string): string[] =>
  [...page.querySelectorAll(selector)].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());

import { checkConfig } from '@noren/model/publish';
import { type Edition, HANDLING_SECTIONS, type Section, type SiteConfig } from '@noren/model/schema';
import { siteConfig } from '../fixtures/site-config.ts';

export const [fifth, sixth] = siteConfig.editions as [Edition, Edition];
export const section = (id: string, text = id): Section => ({
  id,
  heading: { ja: id, en: id },
  body: [{ ja: text, en: text }],
});
/** All sections of a handling notice. */
export const whole = HANDLING_SECTIONS.map((id) => section(id));
/** What is found in the fixture with changes: code, path, and what was received. */
export const find = (changes: Record<string, unknown>) =>
  checkConfig({ ...siteConfig, ...changes } as SiteConfig).findings.map(({ code, path, received }) => [
    code,
    path,
    received,
  ]);

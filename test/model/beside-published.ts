import { checkAgainst } from '@noren/model/publish';
import type { Edition, Service, SiteConfig } from '@noren/model/schema';
import { siteConfig } from '../fixtures/site-config.ts';

export const [first, ...others] = siteConfig.services as [Service, ...Service[]];
export const [fifth, sixth] = siteConfig.editions as [Edition, Edition];
export const seventh: Edition = {
  ...sixth,
  label: '7',
  date: '2026-11-15',
  effectiveAt: '2026-12-01T00:00:00Z',
  affects: [...sixth.affects, 'providers:statistics'],
};

export const NOW = new Date('2026-11-15T00:00:00Z');

export const find = (changes: Partial<SiteConfig>, published: Partial<SiteConfig> = {}, now = NOW) =>
  checkAgainst({ ...siteConfig, ...published }, { ...siteConfig, ...changes }, now).map(({ code, path, received }) => [
    code,
    path,
    received,
  ]);
export const started: Edition = { ...seventh, effectiveAt: '2026-11-15T00:00:00Z' };
export const NEXT = [fifth, sixth, started];
export const ANNOUNCED = [fifth, sixth, seventh];

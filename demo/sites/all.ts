import type { SiteConfig } from '@noren/model/schema';
import type { SiteKey } from '../group/address.ts';
import { energy } from './energy.ts';
import { portal } from './portal.ts';
import { solutions } from './solutions.ts';

/** Every site of the group: key → config on a port. */
export const sites: Readonly<Record<SiteKey, (port: number) => SiteConfig>> = { portal, energy, solutions };

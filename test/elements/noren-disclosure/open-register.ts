import { defineElements, type NorenDisclosure } from '@noren/elements';
import type { SiteConfig } from '@noren/model/schema';
import { siteConfig } from '../../fixtures/site-config.ts';
import { clear, part, parts, type Scene, type Stage, stage, still, textOf } from '../stage.ts';

export type Register = NorenDisclosure;
type Row = SiteConfig['services'][number];

/** The register of a scene in the page, with its rows, and what opens in them, where the scene lets them come. */
export async function openRegister(scene: Scene = {}, inside = ''): Promise<Stage & { element: Register }> {
  const set = await stage(scene);
  document.documentElement.lang = set.noren.state.language;
  const element = document.body.appendChild(document.createElement('noren-disclosure'));
  element.innerHTML = inside;
  defineElements();
  await customElements.whenDefined('noren-disclosure');
  element.noren = set.noren;
  await still(element);
  if (!scene.noren?.wording) await whole(element);
  return { ...set, element };
}

/** Waits until all rows are there, with what opens in them. */
export async function whole(element: Register): Promise<void> {
  while (!parts(element, '.history li').length) await still(element);
}

/** The site of the tests with some rows told otherwise, by their ids. */
export function withRows(changes: Readonly<Record<string, Partial<Row>>>): SiteConfig {
  return { ...siteConfig, services: siteConfig.services.map((row) => ({ ...row, ...changes[row.id] })) };
}

/** The site of the tests with some purposes in another mode. */
export function withModes(modes: Readonly<Record<string, SiteConfig['purposes'][number]['mode']>>): SiteConfig {
  const purposes = siteConfig.purposes.map((purpose) => ({ ...purpose, mode: modes[purpose.id] ?? purpose.mode }));
  return { ...siteConfig, purposes };
}

export const row = (element: Register, id: string): HTMLElement => part(element, `#row-${id}`);
/** The text of a row as people see it. */
export const rowText = (element: Register, id: string): string => textOf(row(element, id));
export const summary = (element: Register, id: string): HTMLElement => part(element, `#noren-${id}`);
export const input = (element: Register, selector: string): HTMLInputElement => part(element, selector);
export const isOpen = (element: Register, id: string): boolean =>
  row(element, id).querySelector('details')?.open ?? false;

/** Ids of the rows that are there to be seen. */
export function seen(element: Register): string[] {
  return parts(element, '[part=row]')
    .filter((shown) => shown.getBoundingClientRect().height > 0)
    .map(({ id }) => id.replace('row-', ''));
}

/** A frame, and what waits for it to have been shown. */
export const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** Leaves the page as it was: nothing in it, nothing in its address, nothing kept, also of what was shown just now. */
export async function leave(): Promise<void> {
  await frame();
  clear();
  history.replaceState(null, '', location.pathname + location.search);
  localStorage.removeItem('noren-register');
}

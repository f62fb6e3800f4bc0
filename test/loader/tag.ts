import type { Noren } from '@noren/core';
import type { RuntimeConfig } from '@noren/model/schema';
import { type Endpoint, script } from '../core/endpoint.ts';
import { turn } from '../core/moments.ts';
import type { Page } from '../core/page.ts';
import type { Answer } from '../endpoints.ts';
import { runtimeOf } from '../model/runtime.ts';

/** How a webmaster writes the tag. */
export interface Tag {
  /** Text of the config in the page; default: that of the fixture. `null`: there is none. */
  readonly inPage?: string | null;
  /** Address of the script; default: the loader without a config inside. */
  readonly src?: string;
  readonly nonce?: string;
  /** The tag's own data attributes. */
  readonly data?: Readonly<Record<string, string>>;
}

/** Answers with the built file that was asked for. */
export const GOOD: Answer = { onTo: '/built' };

/** Puts noren.js and its config into a page, and waits until it has run. */
export async function addTag({ document }: { readonly document: Document }, tag: Tag = {}): Promise<void> {
  const { inPage, src = '/built/noren-loader.js', nonce = '', data = {} } = tag;
  const home = document.head ?? document.body;
  if (inPage !== null) {
    const island = Object.assign(document.createElement('script'), { type: 'application/json' });
    island.dataset.norenConfig = '';
    island.textContent = inPage ?? (await configText());
    home.append(island);
  }
  const element = Object.assign(document.createElement('script'), { src, nonce });
  Object.assign(element.dataset, data);
  const ran = new Promise((resolve) => element.addEventListener('load', resolve));
  home.append(element);
  await ran;
}

/** The fixture's runtime config as text, with parts of it replaced or, where `undefined`, left out. */
export async function configText(
  changes: { readonly [Key in keyof RuntimeConfig]?: unknown } & Record<string, unknown> = {},
): Promise<string> {
  return JSON.stringify({ ...(await runtimeOf()), ...changes });
}

/** The text of a built file. */
export async function builtText(name: string): Promise<string> {
  return (await fetch(`/built/${name}`)).text();
}

/** An answer that is a built file with something of a site put into it. */
export async function filledIn(name: string, fill: (text: string) => string | Promise<string>): Promise<Answer> {
  return script(await fill(await builtText(name)));
}

/** The page API, asked for as a page does. */
export function arrived({ window }: Page): Promise<Noren> {
  window.noren ??= [];
  return new Promise((resolve) => (window.noren as Pick<Noren, 'push'>).push(resolve));
}

/** Whether the second file has put the page API into the page. */
export function hasArrived({ window }: Pick<Page, 'window'>): boolean {
  return typeof (window.noren as Partial<Noren> | undefined)?.decide === 'function';
}

/** Names of the files that were asked for so far: what has been done by now has asked for what it needs. */
export async function filesAsked(source: Endpoint): Promise<(string | undefined)[]> {
  await turn();
  return (await source.requests(0)).map(({ path }) => /([^/?]*)(\?.*)?$/.exec(path)?.[1]);
}

/** What nobody in the page has caught, as text. */
export function thrownIn({ window }: Page): string[] {
  const thrown: string[] = [];
  for (const type of ['error', 'unhandledrejection'] as const) {
    window.addEventListener(type, (event) => {
      event.preventDefault();
      thrown.push(String('reason' in event ? event.reason : (event as ErrorEvent).message));
    });
  }
  return thrown;
}

/** The notices in a page; one is as it should be. */
export function notices({ document }: { readonly document: Document }): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('noren-notice')];
}

/** Presses a button of the notice. @throws {RangeError} when it has none of that place */
export function press(page: Page, button: 'accept' | 'reject' | 'settings'): void {
  const place = ['accept', 'reject', 'settings'].indexOf(button);
  const found = notices(page)[0]?.shadowRoot?.querySelectorAll('button')[place];
  if (!found) throw new RangeError(`the notice has no button to ${button}`);
  found.click();
}

/** Whether the notice is there to be seen. */
export function isAsking(page: Page): boolean {
  const panel = notices(page)[0]?.shadowRoot?.querySelector<HTMLElement>('.panel');
  return Boolean(panel && !panel.hidden);
}

/** Every purpose of the fixture that can be chosen, as a visitor decided it. */
export const everything = (granted: boolean): Record<string, boolean> =>
  Object.fromEntries(
    ['statistics', 'recommendation', 'identification', 'linking', 'advertising'].map((id) => [id, granted]),
  );

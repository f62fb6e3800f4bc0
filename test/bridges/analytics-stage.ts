import type { Noren } from '@noren/core';
import type { RuntimeBridges } from '@noren/model/schema';
import { record, until } from '../core/moments.ts';
import type { Page } from '../core/page.ts';
import { arrived } from '../loader/tag.ts';
import { openBridged } from './stage.ts';

export const VIEW = { url: 'https://www.example.jp/', title: '最初のページ', referrer: 'https://search.example/' };

/** A page with the stand-in of a tool on it, that writes down what it is told. */
export async function told(bridges: RuntimeBridges, install: (page: Page) => () => unknown, kept?: boolean) {
  let calls: () => unknown = () => [];
  const { page } = await openBridged(bridges, {
    ...(kept === undefined ? {} : { kept }),
    before: (opened) => {
      calls = install(opened);
    },
  });
  const errors = record<{ code: string }>(page.window, 'error');
  const noren = await arrived(page);
  /** What it was told since the last look. */
  let seen = 0;
  const since = (): unknown[] => {
    const all = JSON.parse(JSON.stringify(calls())) as unknown[];
    const fresh = all.slice(seen);
    seen = all.length;
    return fresh;
  };
  const heard = async (count: number): Promise<unknown[]> => {
    await until(() => (JSON.parse(JSON.stringify(calls())) as unknown[]).length >= seen + count);
    return since();
  };
  return { page, noren, since, heard, errors };
}

/** How a visit begins: with a view and a download, before the visitor has chosen. */
export function begin(noren: Noren): void {
  noren.track('page-view', VIEW);
  noren.track('download', { name: 'catalogue.pdf', value: 3 });
}

/** A function of that name, whose calls are written down. */
export const list = (page: Page, name: string) => {
  const calls: unknown[] = [];
  page.window[name] = (...args: unknown[]) => calls.push(args);
  return () => calls;
};

import type { BrowserContext, Page } from '@playwright/test';
import type { Told } from './mail-page.ts';
import type { MailSite } from './mail-site.ts';

/**
 * Where a performance entry may name the address that was asked for, with the token: no script can change these. Everything
 * else in every entry of every type that a browser has is looked at.
 */
const UNCHANGEABLE = [
  'navigation.name',
  // Of a script that ran for 5 ms or more in a frame of 50 ms or more, while the address still had the token: the head
  // snippet's own, or one before it. https://w3c.github.io/long-animation-frames/#script-timing
  'long-animation-frame.scripts.invoker',
  'long-animation-frame.scripts.sourceURL',
];

/** A text in a performance entry, by the entry's type and where it is in it. */
export type EntryText = readonly [path: string, text: string];

/** Every text of every performance entry that a page's scripts can have by now, also of those that only observers get. */
export function entryTexts(page: Page): Promise<EntryText[]> {
  return page.evaluate(() => {
    const entries = new Set(performance.getEntries());
    for (const type of PerformanceObserver.supportedEntryTypes) {
      const observer = new PerformanceObserver(() => undefined);
      observer.observe({ type, buffered: true });
      for (const entry of observer.takeRecords()) entries.add(entry);
    }
    const texts: [string, string][] = [];
    const walk = (path: string, value: unknown): void => {
      if (typeof value === 'string') texts.push([path, value]);
      else if (Array.isArray(value)) for (const item of value) walk(path, item);
      else if (value) for (const [name, inner] of Object.entries(value)) walk(`${path}.${name}`, inner);
    };
    for (const entry of entries) walk(entry.entryType, JSON.parse(JSON.stringify(entry)));
    return texts;
  });
}

/** Everything that a browser and a server know by now, but for what no page can change. */
export async function traces(
  page: Page,
  context: BrowserContext,
  site: MailSite,
  sent: readonly string[],
): Promise<string> {
  const inPage = await page.evaluate(async () => {
    const { seen, told, page: noren } = window as unknown as Told;
    const databases: unknown[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      databases.push(
        await new Promise((resolve) => {
          const opening = indexedDB.open(name);
          opening.onsuccess = () => {
            const database = opening.result;
            const [store] = database.objectStoreNames;
            if (!store) return resolve([name]);
            const all = database.transaction(store).objectStore(store).getAll();
            all.onsuccess = () => {
              resolve([name, all.result]);
              database.close();
            };
            return undefined;
          };
        }),
      );
    }
    const { navigation } = window as unknown as { navigation?: Navigation };
    const entries = [
      ...(navigation?.entries() ?? []),
      navigation?.currentEntry,
      navigation?.transition?.from,
      navigation?.activation?.entry,
      navigation?.activation?.from,
    ];
    return JSON.stringify([
      seen,
      told,
      entries.map((entry) => [entry?.url, entry?.getState()]),
      location.href,
      history.state,
      document.referrer,
      document.documentElement.outerHTML,
      { ...localStorage },
      { ...sessionStorage },
      databases,
      noren?.state.link,
    ]);
  });
  const entries = (await entryTexts(page)).filter(([path]) => !UNCHANGEABLE.includes(path));
  const jar = JSON.stringify(await context.cookies());
  const got = JSON.stringify(site.received.map(({ url, referer, body }) => [url, referer, body]));
  return [inPage, JSON.stringify(entries), jar, got, ...sent].join('\n');
}

/** Watches a page: every request as it leaves, and every word on its console. */
export function watch(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    const { referer = '' } = request.headers();
    sent.push([request.method(), request.url().split('#')[0], referer, request.postData() ?? ''].join(' '));
  });
  page.on('console', (message) => sent.push(message.text()));
  page.on('pageerror', (error) => sent.push(String(error.stack)));
  return sent;
}

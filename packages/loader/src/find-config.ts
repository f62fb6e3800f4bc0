import { NorenError } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import { guardConfig } from './guard-config.ts';

// Set by the build: true in the file that publishing fills in, which then looks nowhere else.
declare const __NOREN_INLINED__: boolean;

// Publishing puts a site's runtime config in the place of this text, as a string for JSON.parse.
const INLINED: string = '__NOREN_RUNTIME_CONFIG__';

/**
 * The runtime config: inside this file (a site's own noren.js), in the page
 * (`<script type="application/json" data-noren-config>`), or at the URL in `data-config`. Only the last one waits.
 * @throws {NorenError} `no-config`, `config-not-json`, `config-shape`, `config-not-stamped`, `config-of-another-site`
 */
export function findConfig({ config: url, site }: DOMStringMap): RuntimeConfig | Promise<RuntimeConfig> {
  const read = (text: string, path: string): RuntimeConfig => guardConfig(parse(text, path), path, site);
  if (__NOREN_INLINED__) return read(INLINED, 'noren.js');
  const inPage = document.querySelector('script[type="application/json"][data-noren-config]')?.textContent;
  if (inPage) return read(inPage, 'script[data-noren-config]');
  if (url) return fetchText(url).then((text) => read(text, url));
  throw new NorenError({
    code: 'no-config',
    path: 'script[data-site]',
    fix: "use the site's own noren.js, or name its published config in data-config",
  });
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, { credentials: 'omit' });
  return response.ok ? response.text() : '';
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NorenError({
      code: 'config-not-json',
      path,
      received: text.slice(0, 80),
      fix: 'publish the config again',
    });
  }
}

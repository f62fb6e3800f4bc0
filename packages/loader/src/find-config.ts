import { fail, readCookie, type StoredDecisions } from '@noren/core/kernel';
import type { RuntimeConfig } from '@noren/model/schema';
import { guardShape, guardSite, guardStamp } from './guard-config.ts';

// Set by the build: true in the file that publishing fills in, which then looks nowhere else.
declare const __NOREN_INLINED__: boolean;

/** Publishing puts a site's runtime config in the place of this text, as a string for JSON.parse. */
export const INLINED: string = '__NOREN_RUNTIME_CONFIG__';

/** Told the cookie too: a browser reads every function on the stack of a look at it anew, and here that are few. */
type Found = (config: RuntimeConfig, stored: StoredDecisions) => void;
type Find = (tag: DOMStringMap, found: Found) => void;

/**
 * Hands over the runtime config: from inside this file (a site's own noren.js), from the page
 * (`<script type="application/json" data-noren-config>`), or from the URL in `data-config`. Only the last one waits.
 * Fails with `no-config`, `config-not-json`, `config-shape`, `config-not-stamped` or `config-of-another-site`.
 */
export const findConfig: Find = __NOREN_INLINED__ ? findInside : findElsewhere;

// What publishing put in was checked and stamped then. `guardSite` written out is smaller, in the file that everybody pays.
function findInside({ site }: DOMStringMap, found: Found): void {
  const config: RuntimeConfig = JSON.parse(INLINED);
  if (site && site !== config.site) fail({ code: 'config-of-another-site', received: site });
  else found(config, readCookie());
}

function findElsewhere({ config: url, site }: DOMStringMap, found: Found): void {
  const read = (text: string, path: string): void => {
    let config: RuntimeConfig;
    try {
      config = JSON.parse(text);
    } catch {
      fail({ code: 'config-not-json', path });
      return;
    }
    const wrong = guardShape(config) ?? guardSite(config, site) ?? guardStamp(config);
    if (wrong) fail({ ...wrong, path });
    else found(config, readCookie());
  };
  const inPage = document.querySelector('script[type="application/json"][data-noren-config]')?.textContent;
  if (inPage) read(inPage, 'script[data-noren-config]');
  else if (url) {
    fetch(url, { credentials: 'omit' })
      .then((response) => (response.ok ? response.text() : ''))
      .catch(() => '')
      .then((text) => read(text, url));
  } else {
    const fix = "use the site's own noren.js, or name its config in data-config";
    fail({ code: 'no-config', path: 'script[data-site]', fix });
  }
}

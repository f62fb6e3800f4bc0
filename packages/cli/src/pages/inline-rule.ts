import { isProgram } from './fetched-by.ts';
import { isNorenScript } from './noren-script.ts';
import { findingAt, type PageRule, TRANSMISSION } from './page-rule.ts';
import { rowsOf } from './site.ts';

const ADDRESS = /(?:https?:)?\/\/((?:[a-z0-9-]+\.)+[a-z]{2,})/gi;

/**
 * Inline scripts that name the host of a tag that needs a yes: most providers hand out snippets that make the tag by
 * script. Whether the script really sends cannot be read from its text, so this is a warning.
 */
export const inlineRule: PageRule = ({ elements }, site) =>
  elements.flatMap((element) => {
    if (!isProgram(element) || element.gates.length > 0 || element.attributes.has('src') || isNorenScript(element))
      return [];
    if (element.attributes.get('type')?.trim().toLowerCase() === 'text/plain') return [];
    const waiting = new Map<string, string>();
    for (const [, host = ''] of element.text.matchAll(ADDRESS)) {
      const rows = site.ownHosts.has(host.toLowerCase()) ? [] : rowsOf(site, new URL(`https://${host}`));
      const [row] = rows;
      if (row && rows.every((one) => site.modeOf(one) === 'opt-in')) waiting.set(row.id, host);
    }
    const [first] = waiting;
    if (!first) return [];
    const [id, host] = first;
    const purpose = site.rows.find((row) => row.id === id)?.purpose;
    return [
      findingAt(
        element,
        'warning',
        'ungated-inline',
        '',
        `it names ${host} of the row "${id}", which waits for a yes to "${purpose}": if it sends there, write <script type="text/plain" data-noren="${purpose}">`,
        TRANSMISSION,
      ),
    ];
  });

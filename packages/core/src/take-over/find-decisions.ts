import type { OtherTool, RuntimeTakeOver } from '@noren/model/schema';
import type { Found } from './decide-imported.ts';
import type { ReadDecision } from './other-decision.ts';
import { readCookiebot } from './read-cookiebot.ts';
import { readKlaro } from './read-klaro.ts';
import { readOnetrust } from './read-onetrust.ts';
import { readTarteaucitron } from './read-tarteaucitron.ts';
import { readVanilla } from './read-vanilla.ts';

/** How each tool is read, under which name it keeps things, and whether it may do so in `localStorage`. */
const TOOLS: Readonly<Record<OtherTool, readonly [read: ReadDecision, name: string, storage?: true]>> = {
  'vanilla-cookieconsent': [readVanilla, 'cc_cookie', true],
  klaro: [readKlaro, 'klaro', true],
  tarteaucitron: [readTarteaucitron, 'tarteaucitron'],
  cookiebot: [readCookiebot, 'CookieConsent'],
  onetrust: [readOnetrust, 'OptanonConsent'],
};

// As much as a browser lets a cookie hold.
const MOST = 4096;

/** Name under which a tool keeps its decision. */
export const keptAs = (tool: OtherTool, { tools }: RuntimeTakeOver): string => tools[tool]?.cookie ?? TOOLS[tool][1];

/**
 * Every decision that the named tools have kept in this browser. Of several cookies of one name each counts.
 * @param onUnreadable told of a tool whose text is none of its own. Nothing of it is taken: nothing was said there, which leaves
 * whatever it is mapped to to be asked
 */
export function findDecisions(takeOver: RuntimeTakeOver, onUnreadable: (tool: OtherTool) => void): Found[] {
  const pairs = cookiePairs();
  const valuesOf = (name: string): string[] => pairs.filter(([key]) => key === name).map(([, value]) => value);
  return (Object.keys(takeOver.tools) as OtherTool[]).flatMap((tool): Found[] => {
    const { purposes, rows = {}, revision } = takeOver.tools[tool] ?? { purposes: {} };
    const [read, , storage] = TOOLS[tool];
    const name = keptAs(tool, takeOver);
    const told = { names: Object.keys(purposes), services: Object.keys(rows), revision };
    const texts = valuesOf(name);
    const stored = storage && storedAs(name);
    if (stored) texts.push(stored);
    try {
      return texts.flatMap((text): Found[] => {
        if (text.length > MOST) throw new RangeError();
        const decision = read(text, told, (other) => valuesOf(other)[0]);
        return decision ? [[tool, decision]] : [];
      });
    } catch {
      onUnreadable(tool);
      return [[tool, { said: new Map() }]];
    }
  });
}

function cookiePairs(): [name: string, value: string][] {
  try {
    return document.cookie.split('; ').map((pair) => {
      const [name = ''] = pair.split('=', 1);
      return [name, pair.slice(name.length + 1)];
    });
  } catch {
    // A sandboxed frame has none, and throws.
    return [];
  }
}

function storedAs(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

import { isProgram } from './fetched-by.ts';
import type { Page, PageElement } from './parse-page.ts';

/** Whether a script is noren.js itself, its form without a config, or the head snippet that brings it. */
export function isNorenScript(element: PageElement): boolean {
  if (!isProgram(element) || element.gates.length > 0) return false;
  const src = element.attributes.get('src');
  if (src !== undefined) return /(^|\/)noren(-loader)?\.js([?#]|$)/.test(src.trim());
  // The name of its Trusted Types policy, which no minifier changes.
  return element.text.includes('noren-head') && /noren(-loader)?\.js/.test(element.text);
}

/** The first of them in a page. */
export function norenScriptOf({ elements }: Page): PageElement | undefined {
  return elements.find(isNorenScript);
}

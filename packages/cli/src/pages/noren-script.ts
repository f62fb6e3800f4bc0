import { isProgram } from './fetched-by.ts';
import type { Page, PageElement } from './parse-page.ts';

/** Whether a script is noren.js itself, its form without a config, or the head snippet that brings it. */
export function isNorenScript(element: PageElement): boolean {
  if (!isProgram(element) || element.gates.length > 0) return false;
  const src = element.attributes.get('src');
  if (src !== undefined) return /(^|\/)noren(-loader|-strict)?\.js([?#]|$)/.test(src.trim());
  // The name of its Trusted Types policy, which no minifier changes.
  return element.text.includes('noren-head') && /noren(-loader)?\.js/.test(element.text);
}

/** Whether it is noren-strict.js: what its tag has to be, that of noren.js need not. */
export function isStrictScript({ attributes }: PageElement): boolean {
  return /(^|\/)noren-strict\.js([?#]|$)/.test(attributes.get('src')?.trim() ?? '');
}

/** Whether it is the head snippet that stands before a tag of noren-strict.js. */
export function isStrictSnippet(element: PageElement): boolean {
  return (
    isProgram(element) && !element.attributes.has('src') && /noren-strict\.js[\s\S]*sourceURL=noren/.test(element.text)
  );
}

/** The first of them in a page. */
export function norenScriptOf({ elements }: Page): PageElement | undefined {
  return elements.find(isNorenScript);
}

import type { Finding } from '@noren/model/publish';
import type { Page, PageElement } from './parse-page.ts';
import type { Site } from './site.ts';

/** What a rule found at an element. */
export interface PageFinding extends Finding {
  readonly element: PageElement;
}

/** One thing that pages are checked for. */
export type PageRule = (page: Page, site: Site) => PageFinding[];

/** 電気通信事業法 27条の12: what is sent from a visitor's device to others is told first, or waits for a yes. */
export const TRANSMISSION = '電気通信事業法 27条の12（外部送信規律）';

/** A finding at an element, with its start tag as what was received. */
export function findingAt(
  element: PageElement,
  severity: Finding['severity'],
  code: string,
  attribute: string,
  fix: string,
  source?: string,
): PageFinding {
  return {
    severity,
    code,
    path: attribute ? `${element.name}[${attribute}]` : element.name,
    received: element.markup,
    fix,
    ...(source ? { source } : {}),
    element,
  };
}

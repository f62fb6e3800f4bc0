import type { NorenRequestDetail } from '@noren/core';

/** Asks for a change. The store answers through its events; an element never writes. */
export function request(element: HTMLElement, detail: NorenRequestDetail): void {
  element.dispatchEvent(new CustomEvent('noren-request', { detail, bubbles: true, composed: true }));
}

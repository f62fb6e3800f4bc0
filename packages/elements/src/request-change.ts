import type { Wording } from '@noren/model/schema';
import { request } from './request.ts';
import type { Draft } from './switches.ts';

/**
 * Requests the one change that a switch has made; what was not switched stays as it is, undecided too.
 * @param isOn what the store says after it, also where it has refused
 * @returns what stands now, to be announced
 */
export function requestChange(
  element: HTMLElement,
  { register }: Wording,
  draft: Draft,
  name: string,
  isOn: () => boolean,
): string {
  request(element, { action: 'save', ...draft, surface: 'preferences' });
  return `${name}: ${register[isOn() ? 'on' : 'off']}`;
}

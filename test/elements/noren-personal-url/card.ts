import type { LinkState } from '@noren/core';
import { NorenPersonalUrl } from '@noren/elements/noren-personal-url';
import { linkConfig } from '../../fixtures/link-config.ts';
import { decidedAll } from '../decisions.ts';
import { part, type Scene, type Stage, stage, still } from '../stage.ts';

export const ASKING: LinkState = { status: 'asking' };

/** The card in the page of somebody who refused everything long ago and comes by a link now. */
export async function card(scene: Scene = {}): Promise<Stage & { element: NorenPersonalUrl }> {
  const set = await stage({ config: linkConfig, decisions: decidedAll(false), link: ASKING, ...scene });
  document.documentElement.lang = set.noren.state.language;
  NorenPersonalUrl.place();
  const element = document.querySelector('noren-personal-url');
  if (!element) throw new RangeError('no card');
  element.noren = set.noren;
  await still(element);
  await still(element);
  return { ...set, element };
}

/** Whether the card is seen. */
export function isShown(element: Element): boolean {
  return part(element, '[part=panel]').checkVisibility();
}

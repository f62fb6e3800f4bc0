import type { DataLayerBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { queueOf } from '../bridge/queue-of.ts';
import { unreadQueue } from '../bridge/unread-queue.ts';
import type { ChangeDetail } from '../events.ts';
import { TRACK_PURPOSE } from '../kernel/track-purpose.ts';

/**
 * Consent events on `dataLayer`, full refusal included: `noren.ready` and `noren.change` with what is granted, denied and
 * undecided, then once per page and purpose `noren.granted`, which a trigger can wait for. `noren.track` as an event of its
 * own name.
 * @see https://developers.google.com/tag-platform/devguides/datalayer
 */
export const start: StartBridge<DataLayerBridge> = ({ settings, listen }) => {
  // Whoever replaces it meanwhile is met where it is now.
  const queue = (): unknown[] => queueOf(settings.name ?? 'dataLayer');
  const push = (entry: object): unknown => queue().push(entry);
  const tracks = unreadQueue(queue);
  const told = new Set<string>();
  let last = '';
  let newest: ChangeDetail | undefined;

  function tell(event: string, { after, open, cause }: ChangeDetail): void {
    // The consent API confirms each choice, another tab or the clock is looked at: nothing new for a trigger to fire on.
    const now = JSON.stringify([after, open]);
    if (now === last && /sync|tab|expiry/.test(cause)) return;
    last = now;
    if (!open.includes(TRACK_PURPOSE)) tracks.takeBack();
    const of = (state: string): string[] => Object.keys(after).filter((id) => after[id] === state);
    const noren = { granted: of('granted'), denied: of('denied'), undecided: of('undecided'), cause };
    // Tag Manager merges lists entry by entry: without it a shorter list keeps what was taken back.
    push({ event, noren, _clear: true });
    for (const purpose of open) {
      if (told.has(purpose)) continue;
      told.add(purpose);
      push({ event: 'noren.granted', norenPurpose: purpose });
    }
  }

  listen('open', (detail) => {
    newest = detail;
  });
  // Where this comes late: as it is by now.
  listen('ready', (detail) => tell('noren.ready', newest ?? detail));
  listen('change', (detail) => tell('noren.change', detail));
  if (settings.events !== false) listen('track', ({ name: event, detail }) => tracks.push({ ...detail, event }));
};

import { USNAT_PURPOSES } from '@noren/model';
import type { GppBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { answer, isAnswered, takeOver } from '../bridge/iab/take-over.ts';
import { encodeUsnat, type Usnat, usnat } from '../bridge/iab/usnat.ts';
import type { ChangeDetail } from '../events.ts';
import { fail } from '../kernel/events-on-window.ts';
import type { SurfaceName } from '../state.ts';

const NAME = '__gpp';
const ASKING: readonly SurfaceName[] = ['notice', 'preferences'];
const PREFIX = 'usnat';
/** The section's number. */
const USNAT = 7;

interface Kept {
  readonly id: number;
  readonly callback: unknown;
}

/**
 * IAB Tech Lab's Global Privacy Platform 1.1: `__gpp`, in the place of its stub. It has the section `usnat` where the config
 * maps the site's purposes to it, else none. Without a CMP id, which the IAB assigns, it is in the status `error` and
 * answers nothing but `ping`.
 * @see https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform/blob/main/Core/CMP%20API%20Specification.md
 */
export const start: StartBridge<GppBridge> = ({ settings, listen }) => {
  const { cmpId = 0 } = settings;
  const purposes = settings.usnat && { ...USNAT_PURPOSES, ...settings.usnat.purposes };
  const listeners = new Map<number, unknown>();
  let count = 0;
  let open: readonly string[] = [];
  // Surfaces that ask what the section tells of; another one tells of something else.
  const visible = new Set<string>();
  let isReady = Boolean(cmpId);
  const isLoaded = (stub: (...call: unknown[]) => unknown): boolean => {
    let isOther = false;
    stub('ping', (ping: { cmpStatus?: string }) => {
      isOther = ping.cmpStatus === 'loaded';
    });
    return isOther;
  };
  if (isAnswered(NAME, isLoaded)) return;
  if (!cmpId) fail({ code: 'cmp-not-registered', path: NAME });

  function section(): Usnat | undefined {
    if (!cmpId || !purposes) return undefined;
    const { sale, sharing, targetedAdvertising } = purposes;
    const [maySell, mayShare, mayTarget] = [sale, sharing, targetedAdvertising].map((id) =>
      open.includes(id as string),
    );
    const { globalPrivacyControl } = navigator as { globalPrivacyControl?: unknown };
    return usnat(Boolean(maySell), Boolean(mayShare), Boolean(mayTarget), globalPrivacyControl === true);
  }

  function ping(): object {
    const found = section();
    return {
      gppVersion: '1.1',
      cmpStatus: cmpId ? 'loaded' : 'error',
      cmpDisplayStatus: visible.size ? 'visible' : 'hidden',
      signalStatus: isReady ? 'ready' : 'not ready',
      supportedAPIs: purposes ? [`${USNAT}:${PREFIX}`] : [],
      cmpId,
      sectionList: found ? [USNAT] : [],
      // -1: none of them applies.
      applicableSections: found ? [USNAT] : [-1],
      // Its header alone where there is no section.
      gppString: found ? `DBABLA~${encodeUsnat(found)}` : 'DBAA',
      parsedSections: found ? { [PREFIX]: found } : {},
    };
  }

  const tellOne = (id: number, callback: unknown, eventName: string, data: unknown): void =>
    answer(callback, { eventName, listenerId: id, data, pingData: ping() }, true);
  function tell(eventName: string, data: unknown): void {
    if (cmpId) for (const [id, callback] of [...listeners]) tellOne(id, callback, eventName, data);
  }

  function api(command?: unknown, callback?: unknown, parameter?: unknown): unknown[] | undefined {
    // As its stub: what waits. Nothing does any more.
    if (command === undefined || command === 'queue' || command === 'events') return [];
    const found = section();
    const [prefix, field = ''] = String(parameter).split('.');
    if (command === 'ping') answer(callback, ping(), true);
    else if (!cmpId) return undefined;
    else if (command === 'addEventListener') {
      count += 1;
      listeners.set(count, callback);
      tellOne(count, callback, 'listenerRegistered', true);
    } else if (command === 'removeEventListener') answer(callback, listeners.delete(parameter as number), true);
    else if (command === 'hasSection') answer(callback, Boolean(found && prefix === PREFIX), true);
    else if (command === 'getSection') answer(callback, (prefix === PREFIX && found) || null, true);
    else if (command === 'getField') {
      const part = prefix === PREFIX ? found?.find((one) => field in one) : undefined;
      answer(callback, part ? part[field] : null, true);
    } else answer(callback, null, false);
    return undefined;
  }

  // Whoever listens waits from here on: first and last of all that is told of one change.
  function beReady(will: boolean): void {
    if (isReady === will || !section()) return;
    isReady = will;
    tell('signalStatus', will ? 'ready' : 'not ready');
  }
  let held = '';
  listen('open', ({ open: now, cause }: ChangeDetail) => {
    open = now;
    const holds = JSON.stringify(section());
    const isNew = holds !== held;
    held = holds;
    // That the consent API has confirmed a choice, or another tab has it too, is none.
    if (cause === 'start' || !holds || (!isNew && /sync|tab|expiry/.test(cause))) return;
    beReady(false);
    tell('sectionChange', PREFIX);
    beReady(!visible.size);
  });
  listen('shown', ({ name }) => {
    if (!ASKING.includes(name)) return;
    beReady(false);
    const isFirst = !visible.size;
    visible.add(name);
    if (isFirst) tell('cmpDisplayStatus', 'visible');
  });
  listen('hidden', ({ name }) => {
    if (!visible.delete(name) || visible.size) return;
    tell('cmpDisplayStatus', 'hidden');
    beReady(true);
  });
  // Where what has asked stays open.
  listen('decision', () => beReady(true));

  // Its stub has numbered those who listen already.
  const stub = (window as { __gpp?: unknown }).__gpp as ((what: string) => unknown) | undefined;
  const events = stub?.('events') ?? (stub as { events?: unknown } | undefined)?.events;
  for (const { id, callback } of (Array.isArray(events) ? events : []) as Kept[]) {
    listeners.set(id, callback);
    count = Math.max(count, id);
  }
  takeOver(NAME, api, ({ command, parameter }, told) => api(command, told, parameter));
  tell('cmpStatus', 'loaded');
  if (visible.size) tell('cmpDisplayStatus', 'visible');
  if (isReady) tell('signalStatus', 'ready');
};

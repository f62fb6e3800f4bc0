import { TCF_PURPOSES } from '@noren/model';
import type { TcfBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { answer, isAnswered, takeOver } from '../bridge/iab/take-over.ts';
import { encodeTcString, POLICY_VERSION } from '../bridge/iab/tc-string.ts';
import type { Cause, ChangeDetail } from '../events.ts';
import { fail } from '../kernel/events-on-window.ts';
import type { SurfaceName } from '../state.ts';

const NAME = '__tcfapi';
const ASKING: readonly SurfaceName[] = ['notice', 'preferences'];
/** Causes that no visitor on this page has brought about. */
const ELSEWHERE: readonly Cause[] = ['other-tab', 'sync', 'expiry', 'signal'];

/**
 * IAB Europe's Transparency and Consent Framework 2.3: `__tcfapi`, in the place of its stub. Consents are those of the site's
 * purposes that stand for the TCF's; of vendors those that the config names, else none; no legitimate interest is
 * claimed. Without a CMP id, which IAB Europe assigns, it is in the status `error` and answers nothing but `ping`.
 * @see https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework/blob/master/TCFv2/IAB%20Tech%20Lab%20-%20CMP%20API%20v2.md
 */
export const start: StartBridge<TcfBridge> = ({ settings, kernel, listen }) => {
  const { config, isOpen } = kernel;
  const { cmpId, cmpVersion = 1, vendorListVersion = 0, publisherCountry = 'AA', vendors = [] } = settings;
  const purposes = { ...TCF_PURPOSES, ...settings.purposes };
  const isLoaded = (api: (...call: unknown[]) => unknown): boolean => {
    let isOther = false;
    api('ping', 2, (ping: { cmpLoaded?: boolean; gdprApplies?: boolean }) => {
      isOther = ping.cmpLoaded === true;
      gdprApplies ??= ping.gdprApplies;
    });
    return isOther;
  };
  let { gdprApplies } = settings;
  if (isAnswered(NAME, isLoaded)) return;
  if (!cmpId) fail({ code: 'cmp-not-registered', path: NAME });

  const listeners = new Map<number, unknown>();
  let count = 0;
  let granted: readonly string[] = [];
  let eventStatus: 'tcloaded' | 'cmpuishown' | 'useractioncomplete' | undefined;
  // Surfaces that ask what the string tells of; another one tells of something else.
  const visible = new Set<string>();
  // What held before they were shown.
  let earlier: typeof eventStatus;

  const status = () => ({ gdprApplies, tcfPolicyVersion: POLICY_VERSION, cmpId, cmpVersion });
  const ping = () => ({
    ...status(),
    cmpLoaded: true,
    cmpStatus: cmpId ? 'loaded' : 'error',
    displayStatus: !cmpId || gdprApplies === false ? 'disabled' : visible.size ? 'visible' : 'hidden',
    apiVersion: '2.3',
    gvlVersion: vendorListVersion,
  });

  const vendorsAllowed = (): number[] =>
    vendors.filter(({ purpose, service }) => granted.includes(purpose) && isOpen(purpose, service)).map(({ id }) => id);

  function tcData(listenerId?: number): object {
    const common = { ...status(), cmpStatus: 'loaded', eventStatus, listenerId };
    // Where it does not apply, nothing of a choice is told; nor before anything was disclosed to the visitor.
    if (!gdprApplies || !cmpId || !eventStatus) return common;
    const may = (id: string): boolean => granted.includes(purposes[id as keyof typeof purposes] ?? '');
    const consented = Object.keys(purposes).filter(may).map(Number);
    const allowed = vendorsAllowed();
    const disclosed = vendors.map(({ id }) => id);
    const tcString = encodeTcString({
      cmpId,
      cmpVersion,
      vendorListVersion,
      language: (config.language ?? document.documentElement.lang).match(/^[a-z]{2}/i)?.[0] ?? 'en',
      publisherCountry,
      decidedAt: newest(kernel.state.decisions.purposes),
      purposes: consented,
      disclosed,
      vendors: allowed,
    });
    const none = { consents: {}, legitimateInterests: {} };
    return {
      ...common,
      tcString,
      isServiceSpecific: true,
      useNonStandardTexts: false,
      publisherCC: publisherCountry,
      purposeOneTreatment: false,
      purpose: { ...none, consents: flags(Object.keys(purposes), consented) },
      vendor: { ...none, consents: flags(disclosed, allowed), disclosedVendors: flags(disclosed, disclosed) },
      specialFeatureOptins: {},
      publisher: { ...none, customPurpose: none, restrictions: {} },
    };
  }

  function tell(): void {
    // Until somebody knows whether the GDPR applies, nobody is called.
    if (gdprApplies === undefined || !cmpId) return;
    for (const [id, callback] of [...listeners]) answer(callback, tcData(id), true);
  }

  function api(command?: unknown, version?: unknown, callback?: unknown, parameter?: unknown): unknown[] | undefined {
    // As its stub: what waits. Nothing does any more.
    if (command === undefined) return [];
    if (command === 'ping') answer(callback, ping(), true);
    else if (!cmpId) return undefined;
    else if (version !== undefined && version !== null && Number(version) !== 2) answer(callback, null, false);
    else if (command === 'addEventListener') {
      count += 1;
      listeners.set(count, callback);
      if (gdprApplies !== undefined) answer(callback, tcData(count), true);
    } else if (command === 'removeEventListener') answer(callback, listeners.delete(parameter as number));
    else if (command === 'getTCData' && gdprApplies !== undefined) answer(callback, tcData(), true);
    else answer(callback, null, false);
    return undefined;
  }

  const asked = config.purposes.filter(({ mode }) => mode !== 'always').map(({ id }) => id);
  let held = '';
  const hear = ({ open, after, cause }: ChangeDetail): void => {
    // What runs until a no runs without consent, and so does what nobody can refuse.
    granted = open.filter((id) => after[id] === 'granted' && asked.includes(id));
    const holds = JSON.stringify([granted, after, vendorsAllowed()]);
    // That the consent API has confirmed a choice, or another tab has it too, is none.
    if (holds === held) return;
    held = holds;
    // A signal of the browser refuses for somebody who has been shown nothing yet.
    const { seen, purposes: decided } = kernel.state.decisions;
    const isShown = config.off || seen || Object.keys(decided).length;
    const isDecided = isShown && Object.values(purposes).every((id) => !id || after[id] !== 'undecided');
    if (cause === 'start' && isDecided) eventStatus = 'tcloaded';
    if (cause !== 'start') earlier = undefined;
    if (!ELSEWHERE.includes(cause)) return;
    eventStatus = 'useractioncomplete';
    tell();
  };
  listen('open', hear);
  listen('shown', ({ name }) => {
    if (!ASKING.includes(name)) return;
    if (!visible.size) earlier = eventStatus;
    visible.add(name);
    eventStatus = 'cmpuishown';
    tell();
  });
  listen('hidden', ({ name }) => {
    // Closed as it was opened: whoever waits for a choice since then need not wait for one.
    if (!visible.delete(name) || visible.size || !earlier) return;
    eventStatus = earlier;
    tell();
  });
  listen('decision', () => {
    earlier = undefined;
    eventStatus = 'useractioncomplete';
    tell();
  });
  takeOver(NAME, api, ({ command, version, parameter }, told) => api(command, version, told, parameter));
};

function flags(ids: readonly (string | number)[], set: readonly number[]): Record<string, boolean> {
  return Object.fromEntries(ids.map((id) => [id, set.includes(Number(id))]));
}

/** When it was last decided, in seconds since 1970; now, where nothing is. */
function newest(decided: Readonly<Record<string, { readonly at: number }>>): number {
  return Math.max(0, ...Object.values(decided).map(({ at }) => at)) || Date.now() / 1000;
}

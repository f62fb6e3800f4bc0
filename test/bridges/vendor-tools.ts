import type { RuntimeBridges } from '@noren/model/schema';
import type { Page } from '../core/page.ts';
import { type BridgedPage, begun, openBridged } from './stage.ts';

/** Every bridge that speaks to a vendor's own function, with its default settings. */
export const ALL: RuntimeBridges = {
  uet: {},
  clarity: {},
  meta: {},
  tiktok: {},
  'adobe-opt-in': {},
  'adobe-web-sdk': {},
  hubspot: {},
  pardot: {},
  marketo: { munchkinId: '123-ABC-456', init: { anonymizeIP: true } },
  karte: {},
  'treasure-data': {},
};

/** Tools that have come already; each notes what it is told. */
export const TOOLS = `
  calls = {};
  const note = (tool, ...call) => (calls[tool] ??= []).push(call);
  const noting = (tool, names) => Object.fromEntries(names.map((name) => [name, (...values) => note(tool, name, ...values)]));
  uetq = { push: (...values) => note('uet', ...values) };
  clarity = (...values) => note('clarity', ...values);
  fbq = Object.assign((...values) => note('meta', ...values), { callMethod() {} });
  ttq = noting('tiktok', ['holdConsent', 'grantConsent', 'revokeConsent']);
  adobe = { optIn: noting('adobe-opt-in', ['approve', 'deny', 'complete']) };
  alloy = (...values) => { note('adobe-web-sdk', ...values); return Promise.resolve(); };
  _hsp = { push: (...values) => note('hubspot', ...values) };
  pdt = (...values) => note('pardot', ...values);
  Munchkin = noting('marketo', ['init']);
  krt = noting('karte', ['allow', 'deny']);
  td = noting('treasure-data', ['setSignedMode', 'setAnonymousMode', 'blockEvents', 'unblockEvents']);
`;

export const clarity = (value: string): unknown[] => ['consentv2', { ad_Storage: value, analytics_Storage: value }];
export const uet = (value: string): unknown[] => ['consent', 'update', { ad_storage: value }];
const alloy = (val: string): unknown[] => [
  'setConsent',
  { consent: [{ standard: 'Adobe', version: '2.0', value: { collect: { val } } }] },
];
export const hubspot = (may: boolean): unknown[] => [
  ['setHubSpotConsent', { analytics: may, advertisement: may, functionality: may }],
];
const CATEGORIES = ['aa', 'ecid', 'aam', 'target'];
export const YES: Record<string, unknown[][]> = {
  uet: [uet('granted')],
  clarity: [clarity('granted')],
  meta: [['consent', 'grant']],
  tiktok: [['grantConsent']],
  'adobe-opt-in': [['approve', CATEGORIES, true], ['complete']],
  'adobe-web-sdk': [alloy('y')],
  hubspot: [hubspot(true)],
  pardot: [['setOptIn', true]],
  marketo: [['init', '123-ABC-456', { anonymizeIP: true }]],
  karte: [['allow']],
  'treasure-data': [['unblockEvents'], ['setSignedMode']],
};
export const NO: Record<string, unknown[][]> = {
  uet: [uet('denied')],
  clarity: [clarity('denied')],
  meta: [['consent', 'revoke']],
  tiktok: [['revokeConsent']],
  'adobe-opt-in': [['deny', CATEGORIES, true], ['complete']],
  'adobe-web-sdk': [alloy('n')],
  hubspot: [hubspot(false)],
  pardot: [['revokeConsent']],
  karte: [['deny']],
  'treasure-data': [['setAnonymousMode'], ['blockEvents']],
};
/** What holds a tool that would else run before anybody has decided. */
export const HELD: Record<string, unknown[][]> = {
  uet: [uet('denied')],
  meta: [['consent', 'revoke']],
  tiktok: [['holdConsent']],
};

/** A page with these tools, once every bridge has begun. */
export async function openWith(body: string, options: Parameters<typeof openBridged>[1] = {}): Promise<BridgedPage> {
  const bridged = await openBridged(ALL, { ...options, body: `<script>${body}</script>` });
  await begun(bridged, Object.keys(ALL));
  return bridged;
}

export const callsOf = ({ window }: Page): Record<string, unknown[][]> => window.calls as Record<string, unknown[][]>;

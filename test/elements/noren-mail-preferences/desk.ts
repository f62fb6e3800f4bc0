import { MAIL_CALL, MAIL_HOLDER, type MailCallDetail } from '@noren/core';
import { defineElements, type NorenMailPreferences } from '@noren/elements';
import { mailWording, type ShownChannel, type ShownPreferences, type ShownTopic } from '@noren/model/mail';
import type { MailPreferencesRequest, SiteConfig } from '@noren/model/schema';
import { mailParts } from '../../fixtures/mail-config.ts';
import { siteConfig } from '../../fixtures/site-config.ts';
import { type Stage, stage, still } from '../stage.ts';

/** The fixture site with its mail, in Arabic too: what nobody has translated is in the first language. */
export const config: SiteConfig = {
  ...siteConfig,
  ...mailParts,
  entity: 'sample-electric',
  api: '/noren',
  languages: ['ja', 'en', 'ar'],
};

/** What the API has been sent: a body and the version that it was about. */
export interface Sent extends MailPreferencesRequest {
  readonly ifMatch: string;
}

export interface DeskScene {
  readonly language?: string;
  /** State of each `topic channel`; what is left out is off. */
  readonly states?: Readonly<Record<string, Partial<ShownChannel>>>;
  readonly more?: Partial<ShownPreferences>;
  /** Nobody is signed in, and nobody came by a mail. */
  readonly nobody?: boolean;
  /** Stands inside the element. */
  readonly inside?: string;
  /** `ETag` of a version; a strong one. */
  readonly tag?: (version: number) => string;
  /** Answers in the API's place, until it gives nothing. */
  readonly instead?: (detail: MailCallDetail) => Response | Promise<Response> | undefined;
}

export interface Desk extends Stage {
  readonly element: NorenMailPreferences;
  readonly sent: Sent[];
  /** How often the settings were read. */
  readonly reads: string[];
  /** From now on the API is somebody else's, nobody's, or the same member's with a new token. */
  holder(who: 'another' | 'nobody' | 'same'): Promise<void>;
  /** What somebody has saved elsewhere. */
  elsewhere(key: string, channel: Partial<ShownChannel>): void;
  /** What the API would answer now, with something more in it. */
  answer(more: Partial<ShownPreferences>): Response;
  /** Answers the next calls in the API's place. */
  instead: DeskScene['instead'];
}

let stop: (() => void) | undefined;
/** Answers that have come and are not read yet: an engine takes its time. */
let unread = 0;

/** Counts an answer until it has been read. */
async function counted(answer: Response | Promise<Response>): Promise<Response> {
  const response = await answer;
  unread += 1;
  const read = response.json.bind(response);
  response.json = () =>
    read().finally(() => {
      unread -= 1;
    });
  return response;
}

/** The element over an API that keeps one member's choices, as docs/mail.md says it does. */
export async function desk(scene: DeskScene = {}): Promise<Desk> {
  const { language = 'ja', inside = '', tag = (version: number) => `"${version}"` } = scene;
  const set = await stage({ config, language });
  document.documentElement.lang = language;
  let states: Record<string, Partial<ShownChannel>> = { ...scene.states };
  let version = 3;
  let isHeld = !scene.nobody;
  let untrackedLinks = scene.more?.untrackedLinks ?? false;
  let before: typeof states | undefined;
  const sent: Sent[] = [];
  const reads: string[] = [];
  const BATCH = '019abc00-0000-7000-8000-000000000001';
  const wording = mailWording(config, language, new Date());

  const shown = (): ShownPreferences => ({
    language,
    wording: 'W'.repeat(43),
    signedIn: true,
    sender: wording?.sender ?? { name: '', address: '' },
    suppressed: null,
    topics: (wording?.topics ?? []).map(
      ({ channels, ...topic }): ShownTopic => ({
        ...topic,
        ...(topic.id === 'members-news' ? { lastIssueUrl: 'https://portal.example/news/latest/' } : {}),
        channels: channels.map((channel) => ({
          channel,
          state: topic.class === 'service' ? 'always' : 'off',
          ...(topic.frequencies ? { frequency: 'monthly' } : {}),
          ...states[`${topic.id} ${channel}`],
        })),
      }),
    ),
    ...scene.more,
    untrackedLinks,
  });
  const answer = (status: number, body: object): Response =>
    new Response(JSON.stringify(body), { status, headers: { etag: tag(version) } });
  function save(body: MailPreferencesRequest): Response {
    version += 1;
    before = states;
    const changedAt = '2026-11-22T03:00:00.000Z';
    if (body.stopAll) states = {};
    else if (body.undo && before) states = { 'members-news email': { state: 'on', frequency: 'weekly' } };
    for (const { topic, channel = 'email', on, frequency } of body.changes ?? [])
      states = {
        ...states,
        [`${topic} ${channel}`]: { state: on ? 'on' : 'off', changedAt, ...(frequency ? { frequency } : {}) },
      };
    untrackedLinks = body.untrackedLinks ?? untrackedLinks;
    return answer(200, { ...shown(), batch: BATCH });
  }
  const listen = (event: Event): void => {
    const { detail } = event as CustomEvent<MailCallDetail>;
    if (!isHeld) return;
    const { headers = {}, body, method = 'GET' } = detail;
    const ifMatch = headers['if-match'] ?? '';
    if (method === 'GET') reads.push(detail.query);
    else sent.push({ ...JSON.parse(body ?? ''), ifMatch });
    const ours = (): Response => {
      if (method === 'GET') return answer(200, shown());
      if (ifMatch === `"${version}"`) return save(JSON.parse(body ?? ''));
      return answer(412, { code: 'preferences-changed', current: shown() });
    };
    detail.answer = counted(made.instead?.(detail) ?? ours());
  };
  stop?.();
  unread = 0;
  addEventListener(MAIL_CALL, listen);
  stop = () => removeEventListener(MAIL_CALL, listen);
  const element = document.createElement('noren-mail-preferences');
  element.innerHTML = inside;
  element.noren = set.noren;
  document.body.append(element);
  const made: Desk = {
    ...set,
    element,
    sent,
    reads,
    instead: scene.instead,
    answer: (more) => answer(200, { ...shown(), ...more }),
    async holder(who) {
      isHeld = who !== 'nobody';
      dispatchEvent(new CustomEvent(MAIL_HOLDER, { detail: who === 'same' }));
      await settled(element);
    },
    elsewhere(key, channel) {
      version += 1;
      states = { ...states, [key]: { ...states[key], ...channel } };
    },
  };
  defineElements();
  await customElements.whenDefined('noren-mail-preferences');
  // The topics of the fixture have more than a switch, in a file of its own: nothing is whole before.
  while ((element.shadowRoot?.adoptedStyleSheets.length ?? 0) < 3) await still(element);
  await settled(element);
  return made;
}

/** Waits until what was asked for has been answered and drawn. */
export async function settled(element: NorenMailPreferences): Promise<void> {
  for (let turn = 0; turn < 4 || unread > 0; turn += 1) await still(element);
  await still(element);
}

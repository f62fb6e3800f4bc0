import {
  applyMailEvent,
  companyMay,
  decideMailChange,
  listHeaders,
  type MailChoice,
  type MailEvent,
  mailSettings,
  maySend,
  NEVER_CHOSEN,
  type OfferedTopic,
} from '@noren/model/mail';
import type { SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { jointUse, mailParts } from '../fixtures/mail-config.ts';
import { siteConfig } from '../fixtures/site-config.ts';

const config: SiteConfig = { ...siteConfig, ...mailParts };
const topics = mailSettings(config)?.topics ?? [];
const [news, events, account] = topics as [OfferedTopic, OfferedTopic, OfferedTopic];
const NOW = new Date('2026-06-10T00:00:00Z');

const after = (...happened: MailEvent[]): MailChoice => happened.reduce(applyMailEvent, NEVER_CHOSEN);
const bounce = { kind: 'suppress', reason: 'bounce' } as const;
const complaint = { kind: 'suppress', reason: 'complaint' } as const;

describe('what an event makes of a choice', () => {
  it('is on, off and pending as it was asked for', () => {
    expect(after({ kind: 'on' }).state).to.equal('on');
    expect(after({ kind: 'request' }).state).to.equal('pending');
    expect(after({ kind: 'request' }, { kind: 'confirm' }).state).to.equal('on');
    expect(after({ kind: 'on' }, { kind: 'off' }).state).to.equal('off');
  });

  it('confirms nothing that was not asked for, or was taken back before', () => {
    expect(after({ kind: 'confirm' }).state).to.equal('off');
    expect(after({ kind: 'request' }, { kind: 'off' }, { kind: 'confirm' }).state).to.equal('off');
  });

  it('is suppressed by a bounce and comes back with what lay under it', () => {
    expect(after({ kind: 'on' }, bounce)).to.include({ state: 'suppressed', reason: 'bounce' });
    expect(after({ kind: 'on' }, bounce, { kind: 'lift' }).state).to.equal('on');
    expect(after({ kind: 'on' }, bounce, { kind: 'off' }, { kind: 'lift' }).state).to.equal('off');
  });

  it('is a no after a complaint, whatever lay under it, and a bounce after it does not soften it', () => {
    expect(after({ kind: 'on' }, complaint, { kind: 'lift' }).state).to.equal('off');
    expect(after({ kind: 'on' }, complaint, bounce)).to.include({ state: 'suppressed', reason: 'complaint' });
  });

  it('stays suppressed when it is wanted again, until a mail has arrived', () => {
    for (const kind of ['on', 'request'] as const) {
      const asked = after({ kind: 'on' }, bounce, { kind });
      expect(asked).to.include({ state: 'suppressed', under: 'pending' });
      expect(applyMailEvent(asked, { kind: 'confirm' }).state).to.equal('on');
    }
  });

  it('keeps a frequency, and returns the very choice where nothing changes', () => {
    const weekly = after({ kind: 'on', frequency: 'weekly' });
    expect(after({ kind: 'on', frequency: 'weekly' }, { kind: 'off' }, { kind: 'on' }).frequency).to.equal('weekly');
    for (const event of [{ kind: 'on' }, { kind: 'request' }, { kind: 'confirm' }, { kind: 'lift' }] as const)
      expect(applyMailEvent(weekly, event), event.kind).to.equal(weekly);
    expect(applyMailEvent(NEVER_CHOSEN, { kind: 'off' })).to.equal(NEVER_CHOSEN);
  });

  it('undoes a no and nothing else', () => {
    const before: MailChoice = { state: 'on', frequency: 'weekly' };
    expect(after({ kind: 'off' }, { kind: 'undo', before })).to.deep.equal(before);
    expect(
      applyMailEvent({ state: 'suppressed', under: 'off', reason: 'bounce' }, { kind: 'undo', before }).state,
    ).to.equal('suppressed');
  });
});

describe('what a wish amounts to', () => {
  const sure = { signedIn: true, verified: true };
  const wish = (
    topic: OfferedTopic,
    on: boolean,
    caller = sure,
    current = NEVER_CHOSEN,
    channel: 'email' | 'postal' | 'phone' = 'email',
  ) => decideMailChange(topic, channel, current, { on }, caller);

  it('is on at once for a signed-in member with a verified address', () => {
    expect(wish(news, true)).to.deep.include({ kind: 'on' });
    expect(wish(news, true, sure, NEVER_CHOSEN, 'postal')).to.deep.include({ kind: 'on' });
  });

  it('waits for a confirmation of everybody else, and of everybody where the topic says so or mail came back', () => {
    expect(wish(news, true, { signedIn: true, verified: false })).to.deep.include({ kind: 'request' });
    expect(wish(news, true, { signedIn: false, verified: false })).to.deep.include({ kind: 'request' });
    expect(wish({ ...news, confirm: true }, true)).to.deep.include({ kind: 'request' });
    expect(wish(news, true, sure, { state: 'suppressed', under: 'off', reason: 'bounce' })).to.deep.include({
      kind: 'request',
    });
  });

  it('is off at once, for everybody, also of a channel that is not offered any more', () => {
    for (const signedIn of [true, false]) {
      expect(wish(news, false, { signedIn, verified: false })).to.deep.equal({ kind: 'off' });
      expect(wish(news, false, { signedIn, verified: false }, { state: 'on' }, 'phone')).to.deep.equal({ kind: 'off' });
    }
  });

  it('is refused of service notices, of channels and frequencies that are not offered, and by a forwarded mail’s reader', () => {
    expect(wish(account, false)).to.equal('always-sent');
    expect(wish(news, true, sure, NEVER_CHOSEN, 'phone')).to.equal('channel-not-offered');
    expect(decideMailChange(news, 'email', NEVER_CHOSEN, { on: true, frequency: 'hourly' }, sure)).to.equal(
      'unknown-frequency',
    );
    expect(wish(news, true, { signedIn: false, verified: false }, NEVER_CHOSEN, 'postal')).to.equal('sign-in-required');
  });
});

describe('whether something may be sent', () => {
  it('is yes for what is on, and for service notices, and for nothing else', () => {
    const reasons = (choice: MailChoice | undefined, topic: OfferedTopic | undefined = news, hasLeft = false) => {
      const { send, reason } = maySend(topic, 'email', choice, hasLeft);
      return `${send} ${reason}`;
    };
    expect(reasons({ state: 'on' })).to.equal('true on');
    expect(reasons({ state: 'off' })).to.equal('false off');
    expect(reasons({ state: 'pending' })).to.equal('false pending');
    expect(reasons(undefined)).to.equal('false never-chosen');
    expect(reasons(after({ kind: 'on' }, bounce))).to.equal('false bounce');
    expect(reasons(after({ kind: 'on' }, complaint))).to.equal('false complaint');
    expect(reasons({ state: 'on' }, news, true)).to.equal('false withdrawal');
    expect(reasons(undefined, account)).to.equal('true service');
    expect(reasons(after(bounce), account)).to.equal('true service');
    expect(reasons(undefined, account, true)).to.equal('false withdrawal');
    expect(maySend(undefined, 'email', { state: 'on' }, false)).to.deep.equal({ send: false, reason: 'unknown-topic' });
    expect(maySend(events, 'sms', { state: 'on' }, false)).to.deep.equal({
      send: false,
      reason: 'channel-not-offered',
    });
  });
});

describe('what a company may send and read', () => {
  const may = (
    company: string,
    topic: OfferedTopic,
    changes: Partial<SiteConfig> = {},
    channel: 'email' | 'sms' = 'email',
  ) => companyMay({ ...config, ...changes }, company, topic, channel, NOW);

  it('is everything for the operator', () => {
    for (const topic of topics) expect(may('sample-electric', topic)).to.equal(undefined);
  });

  it('is its own topics for a group company, from the day it signed, as far as joint use reaches', () => {
    expect(may('sample-energy', events)).to.equal(undefined);
    expect(may('sample-energy', news)).to.equal('topic-of-another-company');
    expect(may('sample-energy', account)).to.equal('operator-only');
    expect(may('sample-energy', events, {}, 'sms')).to.equal('joint-use-narrower');
    expect(may('sample-energy', { ...events, about: ['seminars'] })).to.equal('joint-use-narrower');
    expect(may('sample-energy', events, { jointUse: { ...jointUse, users: [] } })).to.equal('company-not-signed');
    const [user] = jointUse.users;
    const signing = (signedAt: string) => ({ jointUse: { ...jointUse, users: user ? [{ ...user, signedAt }] : [] } });
    expect(may('sample-energy', events, signing('2026-06-11'))).to.equal('company-not-signed');
    expect(may('sample-energy', events, signing('2026-06-10'))).to.equal(undefined);
  });

  it('is nothing by joint use for inquiries alone', () => {
    expect(may('sample-energy', events, { jointUse: { ...jointUse, purposes: [{ id: 'inquiries' }] } })).to.equal(
      'joint-use-narrower',
    );
  });
});

describe('the header fields of a list', () => {
  it('are those of the example of RFC 8058, byte by byte', () => {
    // Section 8.1 of the RFC.
    const fields = listHeaders({ unsubscribeUrl: 'https://example.com/unsubscribe/opaquepart' });
    expect(Object.entries(fields).map(([name, value]) => `${name}: ${value}`)).to.deep.equal([
      'List-Unsubscribe: <https://example.com/unsubscribe/opaquepart>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    ]);
  });

  it('name the https address first and the mailbox after it', () => {
    const { 'List-Unsubscribe': list } = listHeaders({
      unsubscribeUrl: 'https://a.example/u/1',
      unsubscribe: 'stop@a.example',
    });
    expect(list).to.equal('<https://a.example/u/1>, <mailto:stop@a.example?subject=unsubscribe>');
  });
});

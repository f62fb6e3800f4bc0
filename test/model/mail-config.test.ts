import { checkAgainst, checkConfig, publishConfig } from '@noren/model/publish';
import type { Mail, MailTopic, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { jointUse, mailOffer, mailParts } from '../fixtures/mail-config.ts';
import { siteConfig } from '../fixtures/site-config.ts';

const whole: SiteConfig = { ...siteConfig, ...mailParts, api: 'https://consent.example' };

/** What is found about mail, with what the topic at a place has changed. */
function find(at: number, changes: object, more: object = {}) {
  const topics = mailOffer.topics.map((topic, index) => (index === at ? { ...topic, ...changes } : topic));
  const config = { ...whole, mail: { ...mailOffer, topics }, ...more };
  return checkConfig(config).findings.filter(({ path }) => path.startsWith('mail'));
}

describe('a site that offers mail', () => {
  it('is found in order when each topic has a company that may send it', () => {
    expect(checkConfig(whole).findings.filter(({ path }) => path.startsWith('mail'))).to.deep.equal([]);
  });

  it('carries nothing of it in the file that every visitor loads', async () => {
    const { runtime } = await publishConfig(whole, new Date('2026-06-10T00:00:00Z'));
    expect(JSON.stringify(runtime)).not.to.include('members-news');
  });

  it('is told the path, the received value and what would be right', () => {
    const [found] = find(1, { entity: 'nobody' });
    expect(found).to.include({ code: 'unknown-entity', path: 'mail.topics[1].entity', received: 'nobody' });
    expect(found?.fix).to.include('sample-energy');
  });

  const wrong: [why: string, code: string, at: number, changes: Partial<MailTopic>, more?: object][] = [
    ['two topics of one name', 'duplicate-id', 1, { id: 'members-news' }],
    [
      'a service notice that does not say why it always comes',
      'service-without-reason',
      2,
      { reason: undefined as never },
    ],
    ['a service notice of a group company', 'service-notice-not-operators', 2, { entity: 'sample-energy' }],
    ['a service notice with a choice', 'service-without-choice', 2, { frequencies: mailOffer.topics[0]?.frequencies }],
    ['optional mail that says it always comes', 'reason-of-optional-mail', 0, { reason: { ja: '理由', en: 'Why' } }],
    [
      'a group company’s topic about nothing that it may inform about',
      'topic-without-about',
      1,
      { about: undefined as never },
    ],
    ['a subject that joint use does not cover', 'topic-beyond-joint-use', 1, { about: ['events', 'seminars'] }],
    ['a channel that joint use does not cover', 'topic-beyond-joint-use', 1, { channels: ['email', 'phone'] }],
    ['no joint use at all', 'topic-beyond-joint-use', 1, {}, { jointUse: undefined }],
    ['a channel twice', 'duplicate-id', 1, { channels: ['email', 'email'] }],
    [
      'a frequency twice',
      'duplicate-id',
      0,
      { frequencies: [...(mailOffer.topics[0]?.frequencies ?? []), { id: 'weekly', title: { ja: '週', en: 'W' } }] },
    ],
    ['a confirmation by mail of what is not mail', 'confirm-without-email', 0, { channels: ['postal'], confirm: true }],
    ['no consent API', 'mail-without-api', 0, {}, { api: undefined }],
  ];
  for (const [why, code, at, changes, more] of wrong)
    it(`is refused ${why}`, () => {
      const found = find(at, changes, more);
      expect(found.map((one) => one.code)).to.include(code);
      expect(found.find((one) => one.code === code)?.severity).to.equal('error');
    });

  it('is warned of a company that has not signed yet, whose topic nobody else may send', () => {
    const users = jointUse.users.map((user) => ({ ...user, signedAt: '2999-01-01' }));
    const [found] = find(1, {}, { jointUse: { ...jointUse, users } });
    expect([found?.code, found?.severity]).to.deep.equal(['company-not-signed', 'warning']);
  });

  it('is told of a text that a language lacks', () => {
    const [found] = find(1, { title: { ja: '講座' } });
    expect([found?.code, found?.path]).to.deep.equal(['missing-language', 'mail.topics[1].title']);
  });

  it('keeps what a topic is under its id: whose it is, and whether it can be switched off', () => {
    const against = (at: number, changes: object) => {
      const topics = mailOffer.topics.map((topic, index) => (index === at ? { ...topic, ...changes } : topic));
      const next = { ...whole, mail: { ...mailOffer, topics } } as SiteConfig;
      return checkAgainst(whole, next, new Date('2026-06-10T00:00:00Z')).map(({ code, path }) => `${path} ${code}`);
    };
    expect(against(0, { title: { ja: '新しい題', en: 'New' }, class: 'notice', channels: ['email'] })).to.deep.equal(
      [],
    );
    expect(against(0, { id: 'another', class: 'service' })).to.deep.equal([]);
    expect(against(0, { class: 'service' })).to.deep.equal(['mail.topics[0].class topic-changes-kind']);
    expect(against(2, { class: 'notice' })).to.deep.equal(['mail.topics[2].class topic-changes-kind']);
    expect(against(1, { entity: 'sample-electric' })).to.deep.equal(['mail.topics[1].entity topic-changes-company']);
  });

  it('refuses addresses that would break a header', () => {
    for (const from of ['a@b\r\nBcc: x@y', 'Members <a@b.example>', 'a@@b', 'a b@c.example', '']) {
      const mail: Mail = { ...mailOffer, sender: { ...mailOffer.sender, from } };
      expect(
        checkConfig({ ...whole, mail }).findings.map(({ path }) => path),
        from,
      ).to.include('mail.sender.from');
    }
  });
});

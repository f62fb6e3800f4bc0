import { lintMailTemplate, listHeaders, type MailTemplate, mailSettings } from '@noren/model/mail';
import { expect } from 'chai';
import { mailParts } from '../fixtures/mail-config.ts';
import { siteConfig } from '../fixtures/site-config.ts';

const settings = mailSettings({ ...siteConfig, ...mailParts });
if (!settings) throw new RangeError('the fixture has changed');

const FOOT = `サンプル電機 会員事務局
東京都港区例町 2-3-4
お問い合わせ: https://portal.example/contact/
配信停止: {{unsubscribeUrl}}`;

const newsletter: MailTemplate = {
  class: 'newsletter',
  subject: '6 月の会員ニュース',
  text: `新しい扇風機のご案内です。期間限定の割引もあります。\n${FOOT}`,
};
const notice: MailTemplate = {
  class: 'service',
  subject: 'ご登録内容の変更を受け付けました',
  text: 'ご登録の住所を変更しました。\nサンプル電機 会員事務局',
};

const codes = (template: MailTemplate): string[] =>
  lintMailTemplate(template, settings).map(({ code, path }) => `${path}: ${code}`);

describe('a template of a newsletter', () => {
  it('is in order with sender, postal address, contact and the way to stop it', () => {
    expect(codes(newsletter)).to.deep.equal([]);
    const html = FOOT.replaceAll('\n', '<br>').replace('{{unsubscribeUrl}}', '<a href="{{unsubscribeUrl}}">ここ</a>');
    expect(codes({ ...newsletter, html: `<h1>会員ニュース</h1><p>${html}</p>` })).to.deep.equal([]);
  });

  it('is told each thing that it lacks, in each of its parts, with the law', () => {
    expect(codes({ ...newsletter, text: 'Hello' })).to.deep.equal([
      'text: sender-missing',
      'text: sender-address-missing',
      'text: contact-missing',
      'text: opt-out-statement-missing',
      'text: opt-out-link-missing',
    ]);
    expect(codes({ ...newsletter, html: '<p>会員ニュース</p>' })).to.have.length(5);
    expect(lintMailTemplate({ ...newsletter, text: 'Hello' }, settings)[0]?.source).to.include('特定電子メール法');
  });

  it('does not take what stands in a comment or a style for what its reader sees', () => {
    const html = `<!-- ${FOOT} --><style>/* ${FOOT} */</style><p>{{unsubscribeUrl}} https://portal.example/contact/</p>`;
    expect(codes({ ...newsletter, html })).to.include.members([
      'html: sender-missing',
      'html: opt-out-statement-missing',
    ]);
    const picture = `<img alt="${FOOT}"><p>{{unsubscribeUrl}} https://portal.example/contact/</p>`;
    expect(codes({ ...newsletter, html: picture })).to.include('html: sender-missing');
  });

  it('may lead to the page of the preferences instead, and be written in English', () => {
    const text = `Sample Electric Members’ Office, 2-3-4 Rei-cho, Minato-ku, Tokyo
https://portal.example/contact/ You can unsubscribe at https://portal.example/en/mail/`;
    expect(codes({ ...newsletter, text })).to.deep.equal([]);
  });

  it('has the header fields of one click, exactly', () => {
    const headers = listHeaders({ unsubscribeUrl: 'https://consent.example/v1/mail/unsubscribe/x' });
    expect(codes({ ...newsletter, headers })).to.deep.equal([]);
    expect(
      codes({
        ...newsletter,
        headers: { 'list-unsubscribe': '<{{unsubscribeUrl}}>', 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
      }),
    ).to.deep.equal([]);
    expect(codes({ ...newsletter, headers: {} })).to.have.length(2);
    expect(
      codes({ ...newsletter, headers: { ...headers, 'List-Unsubscribe': '<mailto:stop@portal.example>' } }),
    ).to.deep.equal(['headers.List-Unsubscribe: list-headers-missing']);
  });
});

describe('a template of a service notice', () => {
  it('is in order with its sender alone', () => {
    expect(codes(notice)).to.deep.equal([]);
  });

  for (const words of [
    'ただいまキャンペーン中です。',
    '新発売の扇風機はいかがですか。',
    '全品２０％ＯＦＦでお求めいただけます。',
    'クーポンを進呈します。',
    'Get 20% off today.',
    'Shop now for the best deals!',
    '半額セールをお見逃しなく！',
    'ご来場の方にもれなくプレゼント。',
    'まもなくセールが始まります。',
    'クーポンを使ってみませんか？',
    'Don’t miss our summer sale!',
    'Free trial with no obligation.',
  ])
    it(`may not advertise: ${words}`, () => {
      expect(codes({ ...notice, text: `${notice.text}\n${words}` })).to.deep.equal([
        'text: advertising-in-service-notice',
      ]);
    });

  for (const words of [
    'このメールに広告や割引のご案内は含まれません。',
    'ポイントの特典は終了しました。',
    'This mail contains no special offers.',
    '次の製品の販売条件を変更します。',
  ])
    it(`may say: ${words}`, () => {
      expect(codes({ ...notice, text: `${notice.text}\n${words}` })).to.deep.equal([]);
    });

  it('hides no advertising in references to letters, or in what stands for a picture', () => {
    for (const html of [
      '<p>&#12475;&#x30FC;&#x30eb;開催中</p>',
      '<a href="https://a.example/"><img src="a.png" alt="セール開催中"></a>',
    ])
      expect(codes({ ...notice, html: `<p>サンプル電機 会員事務局</p>${html}` }), html).to.deep.equal([
        'html: advertising-in-service-notice',
      ]);
    const html = '<p>&#12469;ンプル電機 会員事務局 &#99999999; &#x110000; &nosuch;</p><img alt="地図">';
    expect(codes({ ...notice, html })).to.deep.equal([]);
  });

  it('may not advertise in its subject, offer to unsubscribe, or recognise its reader', () => {
    expect(codes({ ...notice, subject: '【お得】ご登録のお知らせ' })).to.deep.equal([
      'subject: advertising-in-service-notice',
    ]);
    expect(codes({ ...notice, headers: { 'List-Unsubscribe': '<https://a.example/>' } })).to.deep.equal([
      'headers.List-Unsubscribe: unsubscribe-in-service-notice',
    ]);
    expect(codes({ ...notice, text: `${notice.text} https://portal.example/#noren-link=abc` })).to.deep.equal([
      'text: tracked-link-in-service-notice',
    ]);
  });
});

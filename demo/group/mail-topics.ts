import type { Mail } from '@noren/model/schema';
import { originOf } from './address.ts';

/** What a member can be sent. */
export type TopicId = 'products' | 'energy-events' | 'solutions-products' | 'members-letter' | 'account';

const SENDER = {
  name: { ja: 'サンプル電機 会員サービス', en: 'Sample Electric Member Services' },
  address: { ja: '東京都見本区見本町1-2-3', en: '1-2-3 Mihon-cho, Mihon-ku, Tokyo' },
};

/** Who sends, as every mail says it. */
export function mailSender(language: 'ja' | 'en'): { readonly name: string; readonly address: string } {
  return { name: SENDER.name[language], address: SENDER.address[language] };
}

/** What members choose on the member site: two topics of the operator, one of each group company, and what always comes. */
export function mailTopics(port: number): Mail & { topics: { id: TopicId }[] } {
  const portal = originOf('portal', port);
  return {
    sender: {
      ...SENDER,
      contact: { ja: `${portal}/members/`, en: `${portal}/en/members/` },
      from: 'members@sample-electric.example',
      unsubscribe: 'stop@sample-electric.example',
    },
    preferencesUrl: { ja: `${portal}/members/mail/`, en: `${portal}/en/members/mail/` },
    topics: [
      {
        id: 'products',
        class: 'notice',
        title: { ja: '製品のお知らせ', en: 'Product notices' },
        description: {
          ja: 'ご利用中の製品の新しい機能をお知らせします。月に一度ほどです。',
          en: 'New functions of the products that you use, about once a month.',
        },
        channels: ['email', 'postal'],
        frequencies: [
          { id: 'monthly', title: { ja: '月に一度', en: 'Once a month' } },
          { id: 'quarterly', title: { ja: '三か月に一度', en: 'Once in three months' } },
        ],
        lastIssueUrl: { ja: '/news/pump/', en: '/en/news/pump/' },
      },
      {
        id: 'energy-events',
        class: 'newsletter',
        entity: 'sample-energy',
        about: ['events'],
        title: { ja: 'エナジー便り', en: 'Energy Letter' },
        description: {
          ja: '省エネのオンラインセミナーをご案内します。月に二度お届けします。',
          en: 'Online seminars on saving energy, twice a month.',
        },
      },
      {
        id: 'solutions-products',
        class: 'newsletter',
        entity: 'sample-solutions',
        about: ['products', 'events'],
        title: { ja: 'ツナグ通信', en: 'Tsunagu Letter' },
        description: {
          ja: '受注と在庫をつなぐ「ツナグ」の新しい機能と体験会をご案内します。月に一度お届けします。',
          en: 'What is new in Tsunagu, and when to try it, once a month.',
        },
      },
      {
        id: 'members-letter',
        class: 'newsletter',
        // Whoever asks for it is asked by mail, so that the demo shows a confirmation.
        confirm: true,
        title: { ja: '会員だより', en: 'Members’ letter' },
        description: {
          ja: '工場見学と会員の集いをご案内します。月に一度お届けします。お申し込みの後、メールで確認します。',
          en: 'Factory tours and meetings of members, once a month. We ask you by mail to confirm.',
        },
      },
      {
        id: 'account',
        class: 'service',
        title: { ja: 'サービス通知', en: 'Service notices' },
        description: {
          ja: '会員規約の変更、保守のための停止、お手続きの結果をお知らせします。',
          en: 'Changes of the terms, maintenance, and what became of your requests.',
        },
        reason: {
          ja: '会員サービスの利用に欠かせないため、必ずお送りします。広告は載せません。',
          en: 'You need them to use the service, so they always come. They carry no advertising.',
        },
      },
    ],
  };
}

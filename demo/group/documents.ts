import { industryProgramme } from '@noren/model/catalogue';
import type { Document, Edition, IndustryOptOut, Section, Text } from '@noren/model/schema';
import { originOf } from './address.ts';

const words = (ja: string, en: string): Text => ({ ja, en });
const part = (id: string, heading: Text, ...body: Text[]): Section => ({ id, heading, body });
/** The first minute of a day in Japan. */
const from = (day: string): string => new Date(`${day}T00:00:00+09:00`).toISOString();

const edition = (
  series: string,
  label: string,
  date: string,
  effective: string,
  rest: Pick<Edition, 'changes' | 'sections'>,
): Edition => ({
  label,
  date,
  effectiveAt: from(effective),
  material: true,
  affects: ['terms'],
  documentNumber: `${series}-${label}`,
  ...rest,
});

/** The member terms: the edition in force and one that is announced, far off, so that its notice can be seen for years. */
const memberTerms = (port: number): Document => ({
  id: 'member-terms',
  kind: 'terms',
  title: words('会員規約', 'Member terms'),
  // Members leave where they are members, whichever site of the group shows them the terms.
  withdrawUrl: words(`${originOf('portal', port)}/members/#leave`, `${originOf('portal', port)}/en/members/#leave`),
  editions: [
    edition('SE-T', '1', '2022-12-08', '2022-12-08', {
      changes: [words('はじめて公開しました。', 'First published.')],
      sections: [
        part(
          'scope',
          words('第1条（適用）', 'Article 1 (Scope)'),
          words('この規約は、会員向けのサービスに適用します。', 'These terms apply to the services for members.'),
        ),
        part(
          'changes',
          words('第2条（変更）', 'Article 2 (Changes)'),
          words(
            '当社は、変更の内容と適用日をお知らせして、この規約を変更することがあります。',
            'We may change these terms, announcing what changes and from when.',
          ),
        ),
        part(
          'leaving',
          words('第3条（退会）', 'Article 3 (Leaving)'),
          words('会員は、いつでも退会できます。', 'Members may leave at any time.'),
        ),
      ],
    }),
    edition('SE-T', '2', '2026-06-03', '2026-06-03', {
      changes: [
        words(
          'グループ各社によるサービスの利用と、各社の責任の範囲を記載しました。',
          'How group companies use the service, and what each is responsible for.',
        ),
      ],
      sections: [
        part(
          'group',
          words('第4条（グループ各社による利用）', 'Article 4 (Group companies)'),
          words(
            'グループ各社は、製品、サービス、催しの情報を提供するために会員向けの機能を使用し、それぞれのサイトについて責任を負います。',
            'Group companies use the member functions to inform about products, services and events, and each answers for its own site.',
          ),
        ),
      ],
    }),
    edition('SE-T', '3', '2026-11-01', '2030-04-01', {
      changes: [
        words(
          '退会した方の情報を保管する期間を記載しました。',
          'How long information is kept after a member has left.',
        ),
      ],
      sections: [
        part(
          'leaving',
          words('第3条（退会）', 'Article 3 (Leaving)'),
          words('会員は、いつでも退会できます。', 'Members may leave at any time.'),
          words(
            '退会した方の情報は、法令で定める期間を過ぎたあとに消去します。',
            'What we hold of somebody who has left is erased after the time that the law sets.',
          ),
        ),
      ],
    }),
  ],
});

const eventTerms: Document = {
  id: 'event-terms',
  kind: 'special-terms',
  title: words('オンラインセミナー特則', 'Special terms of online seminars'),
  overrides: 'member-terms',
  editions: [
    edition('SE-T-ET', '1', '2024-04-15', '2024-04-15', {
      changes: [words('はじめて公開しました。', 'First published.')],
      sections: [
        part(
          'recording',
          words('第1条（録画）', 'Article 1 (Recording)'),
          words(
            'セミナーは録画することがあります。録画する場合は、開始の前にお知らせします。',
            'Seminars may be recorded. We say so before they begin.',
          ),
        ),
      ],
    }),
  ],
};

const maintenance: Document = {
  id: 'maintenance',
  kind: 'suspension',
  title: words('会員サービスの一時停止', 'Suspension of the member services'),
  editions: [
    edition('SE-T-M', '1', '2026-11-10', '2030-01-06', {
      changes: [
        words(
          '設備の点検のため、2030年1月6日の1時から5時まで、会員向けのサービスを停止します。',
          'For maintenance, the services for members are suspended on 6 January 2030 from 1 to 5 a.m. (Japan).',
        ),
      ],
      sections: [],
    }),
  ],
};

/** A change of a service that is announced, far off like the terms: what changes, for whom, and what to do before. */
const recordings: Document = {
  id: 'seminar-recordings',
  kind: 'service-change',
  title: words('セミナーの録画を視聴できる期間の変更', 'How long recordings of seminars can be watched'),
  editions: [
    edition('SE-T-R', '1', '2026-11-16', '2030-04-01', {
      changes: [
        words(
          '2030年4月1日から、セミナーの録画を視聴できる期間を、開催後1年間から6か月間に変更します。',
          'From 1 April 2030 recordings of seminars can be watched for six months after the seminar, instead of a year.',
        ),
      ],
      sections: [
        part(
          'what',
          words('変更の内容', 'What changes'),
          words(
            '2030年4月1日以降に開催するセミナーの録画は、開催日から6か月間視聴できます。それより前に開催したセミナーの録画は、これまでどおり1年間視聴できます。',
            'Recordings of seminars held on or after 1 April 2030 can be watched for six months from the day of the seminar. Those of earlier seminars can be watched for a year, as before.',
          ),
        ),
        part(
          'whom',
          words('対象の方', 'Whom it concerns'),
          words('会員の方（手続きは不要です）', 'Members. There is nothing that you need to do.'),
        ),
      ],
    }),
  ],
};

/** A service that ends, announced with what takes its place. */
const catalogues: Document = {
  id: 'printed-catalogues',
  kind: 'service-end',
  title: words('紙のカタログの郵送の終了', 'The end of printed catalogues by post'),
  editions: [
    edition('SE-T-C', '1', '2026-11-16', '2030-10-01', {
      changes: [
        words(
          '2030年9月30日の申し込み分をもって、紙のカタログの郵送を終了します。',
          'Printed catalogues are sent by post for the last time to whoever asks for one by 30 September 2030.',
        ),
      ],
      sections: [
        part(
          'instead',
          words('終了後のご利用', 'What there is instead'),
          words(
            'カタログは、会員向けのページから PDF で入手できます。',
            'Members find every catalogue as a PDF on their pages.',
          ),
        ),
      ],
    }),
  ],
};

/** What the operator publishes beside the handling notice. */
export const documents = (port: number): Document[] => [
  memberTerms(port),
  eventTerms,
  recordings,
  catalogues,
  maintenance,
];

/** Programmes of the industry: one that opts out of many advertising companies at once, and the icon on ads. */
export const industryOptOuts: IndustryOptOut[] = ['daa-webchoices', 'jiaa-icon'].map(industryProgramme);

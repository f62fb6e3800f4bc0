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

/** What the operator publishes beside the handling notice. */
export const documents = (port: number): Document[] => [memberTerms(port), eventTerms, maintenance];

/** Programmes of the industry: one that opts out of many advertising companies at once, and the icon on ads. */
export const industryOptOuts: IndustryOptOut[] = ['daa-webchoices', 'jiaa-icon'].map(industryProgramme);

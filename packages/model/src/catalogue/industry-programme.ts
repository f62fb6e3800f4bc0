import type { IndustryOptOut, Text } from '../schema/index.ts';
import { catalogueProvider } from './catalogue.ts';

/** What people are told of a programme, with who runs it. */
type Told = Readonly<Pick<IndustryOptOut, 'operator' | 'covers'>> & { readonly name: Text };

const TOLD: Readonly<Record<string, Told>> = {
  'daa-webchoices': {
    name: { ja: 'DAA WebChoices', en: 'DAA WebChoices' },
    operator: { ja: 'Digital Advertising Alliance（米国の業界団体）', en: 'Digital Advertising Alliance (USA)' },
    covers: {
      ja: '参加する会社の、関心に基づく広告をまとめて停止します。主に米国の会社が対象です。効果はこのブラウザだけに及びます。',
      en: 'Stops interest-based ads of the companies that take part, most of them American, in this browser only.',
    },
  },
  'jiaa-icon': {
    name: { ja: 'JIAA インフォメーションアイコンプログラム', en: 'JIAA information icon programme' },
    operator: {
      ja: '一般社団法人日本インタラクティブ広告協会（JIAA）',
      en: 'Japan Interactive Advertising Association (JIAA)',
    },
    covers: {
      ja: '広告に付いたアイコンから、情報の取扱いと停止の手続きを案内するページへ移動できます。この制度そのものは、広告を停止しません。',
      en: 'An icon on an ad leads to a page that tells how its data are handled and how to opt out. The programme itself stops no ads.',
    },
  },
};

/** Ids of the programmes of the industry that a config can name. */
export const INDUSTRY_PROGRAMMES: readonly string[] = Object.keys(TOLD);

/**
 * A programme of the industry from the catalogue, in Japanese and English.
 * @throws {RangeError} when the id is none of {@link INDUSTRY_PROGRAMMES}
 */
export function industryProgramme(id: string): IndustryOptOut {
  const told = Object.hasOwn(TOLD, id) ? TOLD[id] : undefined;
  if (!told) throw new RangeError(`no programme of the industry "${id}" in the catalogue`);
  const { optOutUrl, policyUrl } = catalogueProvider(id);
  return { provider: id, ...told, url: optOutUrl ?? policyUrl ?? '' };
}

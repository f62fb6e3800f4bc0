import { readFileSync } from 'node:fs';
import type { Edition, Text } from '@noren/model/schema';
import { handlingSections } from './handling-notice.ts';

/** What the data file says of an edition: facts only. */
interface EditionFacts {
  readonly label: string;
  readonly date: string;
  readonly material: boolean;
  readonly changes: readonly string[];
  readonly affects: readonly string[];
}

const file = new URL('../../packages/model/data/editions.json', import.meta.url);
const facts: readonly EditionFacts[] = JSON.parse(readFileSync(file, 'utf8')).editions;

/** The fact as the data file names it → how people read it. */
const CHANGES: Readonly<Record<string, Text>> = {
  'first edition': { ja: 'はじめて公開しました。', en: 'First published.' },
  'department renamed': { ja: '担当部署の名称を変更しました。', en: 'The name of the department in charge changed.' },
  'opt-out information for advertising cookies added to the provider list': {
    ja: '広告の送信先の一覧に、広告を停止する手続きの案内を加えました。',
    en: 'The list of advertising recipients now tells how to stop each of them.',
  },
  'third-party provision removed from the purposes': {
    ja: '個人情報の利用目的から、第三者への提供を削除しました。',
    en: 'Providing personal information to third parties is no longer one of our purposes.',
  },
  'opt-out information for advertising cookies added': {
    ja: '広告を停止する手続きの案内を追加しました。',
    en: 'More advertising recipients, with how to stop each of them.',
  },
  'joint use described': {
    ja: 'グループ各社との共同利用について記載しました。',
    en: 'Joint use with the companies of the group is now described.',
  },
  'contact changed': { ja: 'お問い合わせ窓口を変更しました。', en: 'The contact changed.' },
  'privacy manager changed': { ja: '個人情報保護管理者が交代しました。', en: 'There is a new privacy manager.' },
  'party responsible for joint use changed': {
    ja: '共同利用の責任者を変更しました。',
    en: 'Another party is now responsible for joint use.',
  },
  'terms: how group companies use the service, and who is responsible for what': {
    ja: 'グループ各社によるサービスの利用と、各社の責任の範囲を規約に記載しました。',
    en: 'The terms now say how group companies use the service, and who is responsible for what.',
  },
  'purposes described in detail': {
    ja: '個人情報の利用目的を詳しく記載しました。',
    en: 'The purposes of handling personal information are described in more detail.',
  },
  'survey answers added to the data items': {
    ja: '取得する項目に、アンケートの回答を加えました。',
    en: 'Answers to surveys were added to what we collect.',
  },
  'purposes of joint users described in detail': {
    ja: '共同利用する各社の利用目的を詳しく記載しました。',
    en: 'What each company of the joint use does with the data is described in more detail.',
  },
  'purposes of cookies and web beacons described in detail': {
    ja: 'クッキーと Web ビーコンの利用目的を詳しく記載しました。',
    en: 'What cookies and web beacons are used for is described in more detail.',
  },
};

/**
 * The editions of the group's handling notice, for a site with these purposes. In force from the first minute of
 * their day in Japan.
 * @throws {Error} when the data file holds a change without words
 */
export function editions(purposeIds: readonly string[]): Edition[] {
  return facts.map(({ label, date, material, changes, affects }) => ({
    label,
    date,
    effectiveAt: new Date(`${date}T00:00:00+09:00`).toISOString(),
    material,
    affects: affects.map((subject) => subjectFor(subject, purposeIds)),
    changes: changes.map(wordsFor),
    documentNumber: `SE-P-${label}`,
    sections: [...(handlingSections[label] ?? [])],
  }));
}

function wordsFor(change: string): Text {
  const words = CHANGES[change];
  if (!words) throw new Error(`demo/group/editions.ts has no words for the change "${change}"`);
  return words;
}

// The data says "purposes:…" for purposes of the notice (P2) too. Only those a visitor can permit keep the prefix,
// which asks again; the rest are subjects of the document.
function subjectFor(subject: string, purposeIds: readonly string[]): string {
  const purpose = /^purposes:(.+)$/.exec(subject)?.[1];
  return purpose && !purposeIds.includes(purpose) ? `notice:${purpose}` : subject;
}

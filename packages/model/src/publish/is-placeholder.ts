import { plainWords } from './plain-words.ts';

const PLACEHOLDER = new RegExp(
  `^(?:${[
    '(?:現在|ただ今|ただいま|目下)?の?(?:確認|調査|検討|準備|調整|照会)中(?:です|である|となります)?',
    '(?:未定|不明|未確認|未記入|未入力|未設定|未記載|要確認|要調査)(?:です|である)?',
    '(?:後日|追って|のちほど)(?:確認|記載|追記|公表|お知らせ|通知)?(?:し|いたし|予定)?(?:ます|です)?',
    '同[上左前]|上記と同じ|非公開',
    '[〇○◯●xX×✕?？*]+',
    'tb[acd]',
    'n\\/?a',
    'todo',
    'unknown',
    'undefined',
    'null',
    'pending',
    'ditto',
    '(?:the )?same as above',
    '(?:(?:still|currently|is|are) )*(?:to be|being) (?:announced|confirmed|checked|decided|determined|defined)',
    'not (?:yet )?(?:known|confirmed|decided|determined)(?: yet)?',
  ].join('|')})$`,
  'iu',
);

/** Whether a text stands where one is still to come: a dash, 「未定」, 「確認中です」, "TBD", "n/a". */
export function isPlaceholder(text: string): boolean {
  const plain = plainWords(text).replace(/^[\p{Ps}\p{Pi}\s]+|[\p{Pe}\p{Pf}。.、,!…\s]+$/gu, '');
  const letters = plain.match(/(?!ー)[\p{L}\p{N}]/gu) ?? [];
  // 姓 says something, a letter does not.
  const short = letters.length === 0 || (letters.length === 1 && !/\p{sc=Han}/u.test(plain));
  return short || PLACEHOLDER.test(plain);
}

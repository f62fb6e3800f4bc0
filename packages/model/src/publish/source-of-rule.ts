/** Where the rules come from, for whoever has to explain a finding. */
export const TRANSMISSION = '電気通信事業法 27条の12（外部送信規律）';
export const PERSONAL = '個人情報保護法 31条（個人関連情報）';
const JOINT = '個人情報保護法 27条5項3号（共同利用）';

const RULES: readonly (readonly [place: RegExp, source: string])[] = [
  [/^services\[\d+\]\.(?:name|recipient|information|ownPurpose|recipientPurpose)\b/, TRANSMISSION],
  [/^services\[\d+\]\.(?:country|joinsPerson)\b/, PERSONAL],
  [/^jointUse\b/, JOINT],
];

/** The rule that asks for what stands at a path, where there is one: to be spread into a finding. */
export function sourceOfRule(path: string): { readonly source?: string } {
  const source = RULES.find(([place]) => place.test(path))?.[1];
  return source === undefined ? {} : { source };
}

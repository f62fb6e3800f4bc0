import type { SiteConfig } from '../schema/index.ts';
import { error, type Finding, pathText } from './finding.ts';

// Line ends and tabs are as good as spaces. Embeddings and overrides turn around what stands beside them, seen or not. Tags spell
// out a text that programs alone read; only the flags of England, Scotland and Wales are made of them.
const REFUSED = /(?![\n\r\t])\p{Cc}|\p{Cs}|[\u202a-\u202e]|(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]*)[\u{e0000}-\u{e007f}]/u;
const ISOLATES = /[\u2066-\u2069]/gu;

/** Characters that nobody sees and that make a text another one for eyes, screen readers or programs than it is. */
export function checkCharacters(config: SiteConfig): Finding[] {
  return found(config, []);
}

function found(value: unknown, path: readonly PropertyKey[]): Finding[] {
  if (typeof value === 'string') {
    const character = REFUSED.exec(value)?.[0] ?? openIsolate(value);
    return character === undefined
      ? []
      : [
          error(
            'control-character',
            pathText(path),
            value,
            `take out U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}: nobody sees it, and the text is not read as it is shown`,
          ),
        ];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    found(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** An isolate that is closed keeps to itself, and right-to-left texts need it. One that is not, does not. */
function openIsolate(text: string): string | undefined {
  const open: string[] = [];
  for (const [character] of text.matchAll(ISOLATES))
    if (character !== '\u2069') open.push(character);
    else if (open.pop() === undefined) return character;
  return open[0];
}

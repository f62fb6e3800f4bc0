import type { Letter } from './letter.ts';
import { lettersEn } from './letters-en.ts';
import { lettersJa } from './letters-ja.ts';

/** Every letter that the group has sent, oldest first. */
export const letters: readonly Letter[] = [...lettersJa, ...lettersEn];

import { NorenError } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import type { Kernel } from '../kernel/kernel.ts';

/** Gives the wording of the current language. */
export type WordingSource = () => Promise<Wording>;

/** Everything the surfaces show, fetched once from the file beside noren.js. @throws {NorenError} `no-wording` */
export function createWording(kernel: Kernel, beside: (file: string) => string): WordingSource {
  let words: Promise<Wording> | undefined;
  return async () => {
    const { language } = kernel.state;
    const file = `wording.${kernel.config.wording[language]}.json`;
    words ??= fetch(beside(file)).then((response) => response.json());
    const wording = await words.catch(() => undefined);
    // What a broken server says may be JSON too.
    if (wording?.language === language) return wording;
    // Asked for again next time.
    words = undefined;
    throw new NorenError({
      code: 'no-wording',
      path: file,
      fix: 'serve the file that publishing wrote beside noren.js',
    });
  };
}

import { NorenError } from '@noren/model';
import type { Wording, WordingFile } from '@noren/model/schema';
import type { Kernel } from '../kernel/kernel.ts';

/** Gives the wording of the current language. */
export type WordingSource = () => Promise<Wording>;

/** Everything the surfaces show, fetched once from the file beside noren.js. @throws {NorenError} `no-wording` */
export function createWording(kernel: Kernel, beside: (file: string) => string): WordingSource {
  let file: Promise<WordingFile> | undefined;
  return async () => {
    const { config, state } = kernel;
    const { language } = state;
    file ??= fetch(beside(config.wording.file)).then((response) => response.json());
    // What a broken server says may be JSON too.
    const wording = await file.then((languages) => languages[language]).catch(() => undefined);
    if (wording) return wording;
    // Asked for again next time.
    file = undefined;
    throw new NorenError({
      code: 'no-wording',
      path: config.wording.file,
      fix: 'serve the file that publishing wrote beside noren.js',
    });
  };
}

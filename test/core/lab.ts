import { createNoren, type Noren } from '@noren/core';
import { createKernel, type Held, type Kernel, readCookie } from '@noren/core/kernel';
import { latePage, tellDoubt } from '@noren/core/rare';
import type { RuntimeConfig } from '@noren/model/schema';

/** What is set up in a page of its own. */
export interface LabOptions {
  readonly config: RuntimeConfig;
  readonly nonce?: string;
  readonly language?: string;
  /** What the head snippet has taken out of the address. */
  readonly held?: Held;
  /** Folder in which the wording file stands. */
  readonly beside?: string;
  readonly loadProof?: () => Promise<typeof import('@noren/core/proof')>;
  /** Told each time that what keeps the proof is asked for. */
  readonly onProof?: () => void;
}

/** The code under test, loaded into a page of its own. */
export interface Lab {
  /** @param options `onRare` is told each time that what is rarely needed is asked for */
  kernel(options: LabOptions & { onUnwatched?: () => Promise<unknown>; onRare?: () => void }): Kernel;
  noren(options: LabOptions): Noren & { readonly hidden: number };
}

const lab: Lab = {
  kernel: ({ config, nonce = '', language = 'ja', held, onUnwatched = () => new Promise(() => {}), onRare }) =>
    createKernel(config, language, readCookie(), nonce, held, onUnwatched, async () => {
      onRare?.();
      return { tellDoubt, latePage };
    }),
  noren(options) {
    let hidden = 0;
    const noren = createNoren({
      kernel: lab.kernel(options),
      beside: (file) => new URL(`${options.beside ?? '/nowhere'}/${file}`, location.href).href,
      loadProof() {
        options.onProof?.();
        return options.loadProof?.() ?? import('@noren/core/proof');
      },
      show: async () => undefined,
      hide: () => {
        hidden += 1;
      },
    });
    return Object.defineProperty(noren, 'hidden', { get: () => hidden }) as Noren & { hidden: number };
  },
};

Object.assign(window, { lab });
window.frameElement?.dispatchEvent(new Event('lab'));

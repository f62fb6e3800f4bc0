import type { NorenDebug } from '@noren/elements';
import { publishConfig, renderLoader } from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import { comeBack } from '../core/come-back.ts';
import { type Endpoint, endpoint } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { until } from '../core/moments.ts';
import { openPage, type Page } from '../core/page.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { addTag, filledIn, GOOD } from '../loader/tag.ts';
import { PUBLISHED_AT } from '../model/runtime.ts';
import { services } from '../strict/stage.ts';

export interface DebugOptions {
  /** Query of the page. Default: `?noren-debug`. */
  readonly address?: string;
  readonly changes?: Partial<SiteConfig>;
  readonly nonce?: string;
  /** What the visitor has decided about statistics and advertising before; default: nothing yet. */
  readonly kept?: boolean;
  /** How names of files begin that wait until the source is told to answer with `GOOD`. */
  readonly held?: string;
  /** Name of a file that comes as no script. */
  readonly broken?: string;
}

/** A page whose own noren.js came after all that is in its body. */
export interface DebugPage {
  readonly page: Page;
  /** Where noren.js and what it brings came from. */
  readonly source: Endpoint;
  /** Lets the visitor decide, in another tab. */
  decide(granted: boolean): void;
  /** The same, purpose by purpose. */
  choose(choice: Readonly<Record<string, boolean>>): void;
  /** The inspector, once it shows something. */
  panel(): Promise<NorenDebug>;
  /** All that it says, closed parts too, once that holds. */
  says(...texts: string[]): Promise<string>;
}

export async function openDebugged(
  body: string,
  { address = '?noren-debug', changes = {}, nonce = '', kept, held, broken }: DebugOptions = {},
): Promise<DebugPage> {
  const { runtime } = await publishConfig({ ...siteConfig, services, debug: {}, ...changes }, PUBLISHED_AT);
  const source = await endpoint(await filledIn('noren-extended.js', (text) => renderLoader(text, runtime)), {
    ...GOOD,
    ...(held && { hold: held }),
    ...(broken && { files: { [broken]: '' } }),
  });
  if (kept !== undefined) keep({ statistics: kept, advertising: kept });
  const page = await openPage(body, { address, nonce });
  await addTag(page, { src: `${source.path}/noren.js`, inPage: null, nonce });
  const panel = (): Promise<NorenDebug> =>
    until(() => {
      const element = page.document.querySelector('noren-debug');
      return element?.shadowRoot?.querySelector('aside') ? element : undefined;
    });
  const choose: DebugPage['choose'] = (choice) => {
    keep(choice, { by: page.document });
    comeBack(page);
  };
  return {
    page,
    source,
    choose,
    decide: (granted) => choose({ statistics: granted, advertising: granted }),
    panel,
    async says(...texts): Promise<string> {
      const element = await panel();
      return until(() => {
        const text = (element.shadowRoot?.textContent ?? '').replace(/\s+/g, ' ');
        return texts.every((one) => text.includes(one)) ? text : '';
      });
    },
  };
}

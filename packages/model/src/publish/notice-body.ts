import type { SiteConfig, Text, Wording } from '../schema/index.ts';
import { fill } from '../words/fill.ts';
import type { NoticeWord } from '../words/shipped-words.ts';

/**
 * The notice's words with the purposes named in its sentence. A site where everything waits for a yes asks; one
 * where everything runs until a no says so; one with both tells them apart; one that only tells has nothing to choose.
 */
export function noticeBody(
  config: SiteConfig,
  words: Readonly<Record<NoticeWord, string>> & Readonly<Record<string, string>>,
  separator: string,
  say: (text: Text) => string,
): Wording['notice'] {
  const optional = config.purposes.filter(({ mode }) => mode !== 'always');
  const asking = optional.filter(({ mode }) => mode === 'opt-in');
  const running = optional.filter(({ mode }) => mode !== 'opt-in');
  const names = (list: typeof optional): string =>
    list.map(({ phrase, title }) => say(phrase ?? title)).join(separator);
  const asks = optional.some(({ mode }) => mode !== 'notify');
  const denied = optional.filter(({ gpc }) => gpc);
  const shipped = (): string => {
    if (asking.length) return running.length ? words.bodyMixed : words.bodyOptIn;
    return asks ? words.bodyOptOut : words.bodyNotify;
  };
  return {
    title: words.title,
    body: fill(words.body ?? shipped(), {
      purposes: names(optional),
      running: names(running),
      asking: names(asking),
    }),
    // A site that only tells has no such buttons.
    acceptAll: asks ? words.acceptAll : '',
    rejectAll: asks ? words.rejectAll : '',
    settings: words.settings,
    register: words.register,
    saved: words.saved,
    blocked: words.blocked,
    ...(denied.length ? { gpc: fill(words.gpc, { purposes: names(denied) }) } : {}),
    ...(asking.length ? {} : { acknowledge: words.acknowledge }),
  };
}

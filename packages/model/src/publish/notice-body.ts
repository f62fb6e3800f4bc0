import type { SiteConfig, Text, Wording } from '../schema/index.ts';
import { fill } from '../words/fill.ts';
import type { NoticeWord } from '../words/shipped-words.ts';

/**
 * The notice's words with the purposes named in its sentence. A site where anything waits for a yes asks; one where
 * everything runs until a no says so; one that only tells has nothing to choose.
 */
export function noticeBody(
  config: SiteConfig,
  words: Readonly<Record<NoticeWord, string>> & Readonly<Record<string, string>>,
  separator: string,
  say: (text: Text) => string,
): Wording['notice'] {
  const optional = config.purposes.filter(({ mode }) => mode !== 'always');
  const modes = new Set(optional.map(({ mode }) => mode));
  const names = (list: typeof optional): string =>
    list.map(({ phrase, title }) => say(phrase ?? title)).join(separator);
  const denied = optional.filter(({ gpc }) => gpc);
  const body =
    words.body ?? (modes.has('opt-in') ? words.bodyOptIn : modes.has('opt-out') ? words.bodyOptOut : words.bodyNotify);
  return {
    title: words.title,
    body: fill(body, { purposes: names(optional) }),
    acceptAll: words.acceptAll,
    rejectAll: words.rejectAll,
    settings: words.settings,
    register: words.register,
    announce: words.announce,
    saved: words.saved,
    blocked: words.blocked,
    ...(denied.length ? { gpc: fill(words.gpc, { purposes: names(denied) }) } : {}),
    ...(modes.has('opt-in') ? {} : { acknowledge: words.acknowledge }),
  };
}

import type { GtagBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { queueOf } from '../bridge/queue-of.ts';
import { tellAnalytics } from '../bridge/tell-analytics.ts';
import { unreadQueue } from '../bridge/unread-queue.ts';
import { fieldsAs } from '../page-views/page-view.ts';

const PAGE = { url: 'page_location', title: 'page_title', referrer: 'page_referrer' };

/**
 * What the page tracks, as events of Google's tag: `page-view` as `page_view`, all others under their own name, with `_` for
 * what Google takes no name with. Consent Mode is another bridge's.
 * @see https://developers.google.com/tag-platform/gtagjs/reference#event
 * @see https://support.google.com/analytics/answer/13316687 which names are taken
 */
export const start: StartBridge<GtagBridge> = (options) => {
  const {
    settings: { layer = 'dataLayer', sendTo },
  } = options;
  const { push, takeBack } = unreadQueue(() => queueOf(layer));
  const to = sendTo ? { send_to: sendTo } : {};
  function gtag(..._command: unknown[]): void {
    // Google's tags read the `arguments` object itself, not an array of the same content.
    // biome-ignore lint/complexity/noArguments: see above.
    push(arguments);
  }
  tellAnalytics<typeof gtag>(options, {
    bridge: 'gtag',
    say: (speak) => speak(gtag),
    onNo: () => takeBack(),
    onPageView: (tag, view) => tag('event', 'page_view', { ...fieldsAs(view, PAGE), ...to }),
    onEvent: (tag, name, detail) =>
      tag('event', name.replace(/[^\p{L}\p{N}_]/gu, '_').slice(0, 40), { ...detail, ...to }),
  });
};

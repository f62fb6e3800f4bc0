/**
 * Keeps the tabs of a site in step: they are told one thing only, to read the cookie again. A page also reads again
 * when it comes back from the back/forward cache or to the front: it may have missed what happened, or the day on
 * which a decision expires.
 * @returns tells the other tabs
 */
export function watchTabs(refresh: (cause: 'other-tab' | 'expiry') => void): () => void {
  let channel: BroadcastChannel | undefined;
  try {
    channel = new BroadcastChannel('noren');
    // WebKit delivers the message before the other tab's cookie can be read, so it is looked for again.
    channel.onmessage = () => {
      for (const ms of [0, 99, 999]) setTimeout(refresh, ms, 'other-tab');
    };
  } catch {
    // Firefox refuses it with the cookies: then there is nothing to keep in step.
  }
  addEventListener('pageshow', ({ persisted }) => persisted && refresh('other-tab'));
  document.addEventListener('visibilitychange', () => document.hidden || refresh('expiry'));
  return () => channel?.postMessage(0);
}

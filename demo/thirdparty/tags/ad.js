// What an advertiser's tag does: keeps an identifier on the page's own domain, counts visits, calls home.
(() => {
  const home = new URL(document.currentScript.src).origin;
  const read = (name) => document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`))?.[1];
  const id = read('_ad') ?? crypto.randomUUID();
  // The old way on purpose: registered cookies of every kind must be found and erased.
  // biome-ignore lint/suspicious/noDocumentCookie: this is what such tags do
  document.cookie = `_ad=${id}; Max-Age=${90 * 86400}; Path=/; SameSite=Lax`;
  // biome-ignore lint/suspicious/noDocumentCookie: as above
  document.cookie = `_ad_ses=${Date.now()}; Path=/; SameSite=Lax`;
  const seen = Number(localStorage.getItem('_ad_seen') ?? 0) + 1;
  localStorage.setItem('_ad_seen', String(seen));
  const tell = (event) =>
    navigator.sendBeacon(
      `${home}/ad/collect`,
      new URLSearchParams({ event, id, seen: String(seen), page: location.href }),
    );
  tell('view');
  for (const link of document.querySelectorAll('a[data-ad-goal]')) {
    link.addEventListener('click', () => tell('goal'), { once: true });
  }
})();

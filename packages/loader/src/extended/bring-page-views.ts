import type { Noren } from '@noren/core';
import { fail, type Kernel, TRACK_PURPOSE } from '@noren/core/kernel';

// File name of what tracks page views, put in by the build.
declare const __NOREN_PAGE_VIEWS__: string;
// As many as are held for a choice.
const MOST = 500;

/**
 * Brings what tracks page views, where the config asks for it and nobody has refused statistics. What the page tracks itself
 * waits for the first view, so that no tool hears of a page before that; where the file does not come, it waits no longer.
 * Called before the queue is handed over: the first callback in it is this one.
 */
export function bringPageViews({ config, state }: Kernel, src: string): void {
  const { pageViews: settings } = config;
  if (!settings) return;
  const page = window as unknown as { noren?: Pick<Noren, 'push'> | ((noren: Noren) => void)[] };
  const begin = (noren: Noren, isLate: boolean, since: ReturnType<typeof thisMoment>): void => {
    const { track } = noren;
    let held: Parameters<Noren['track']>[] = [];
    let isHolding = true;
    noren.track = (name, detail) => {
      // Of a no nothing is held here either: that it is dropped is for the page's own to see to.
      if (!isHolding || noren.state.grants[TRACK_PURPOSE] === 'denied') track(name, detail);
      else if (held.length < MOST && held.push([name, copyOf(detail)]) === MOST) fail({ code: 'too-many-events' });
    };
    noren.on('change', ({ after }) => {
      if (after[TRACK_PURPOSE] === 'denied') held = [];
    });
    const release = (): void => {
      isHolding = false;
      for (const event of held.splice(0)) track(...event);
    };
    import(/* @vite-ignore */ new URL(__NOREN_PAGE_VIEWS__, src).href)
      .then(({ start }) => start({ settings, track, onFirst: release, isLate, since, thisMoment }))
      .catch(() => {
        fail({ code: 'page-views-not-loaded', path: __NOREN_PAGE_VIEWS__ });
        release();
      });
  };
  if (state.grants[TRACK_PURPOSE] === 'denied') {
    // Nobody pays for what they have refused; whoever says yes later has their next page counted.
    const hear = (event: Event): void => {
      if (!(event as CustomEvent<{ purposes: string[] }>).detail.purposes.includes(TRACK_PURPOSE)) return;
      removeEventListener('noren:grant', hear);
      const since = thisMoment();
      page.noren?.push((noren) => begin(noren, true, since));
    };
    addEventListener('noren:grant', hear);
    return;
  }
  const queue: ((noren: Noren) => void)[] = Array.isArray(page.noren) ? page.noren : [];
  const since = thisMoment();
  queue.unshift((noren) => begin(noren, false, since));
  page.noren = queue;
}

/** Where the page is, and how far: it may have gone on before the file has come. */
const thisMoment = () => ({
  url: location.href,
  title: document.title,
  entries: history.length,
  key: (window as { navigation?: { currentEntry?: { key: string } | null } }).navigation?.currentEntry?.key,
});

/** As it is now, whatever becomes of it; what cannot be copied as it is, which is told when it is tracked. */
function copyOf<Detail>(detail: Detail): Detail {
  try {
    return JSON.parse(JSON.stringify(detail));
  } catch {
    return detail;
  }
}

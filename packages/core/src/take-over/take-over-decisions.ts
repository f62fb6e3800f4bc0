import { configInForce } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import { deleteCookie } from '../cookies/delete-cookie.ts';
import { ERASED_KEY } from '../kernel/erased-key.ts';
import { fail } from '../kernel/events-on-window.ts';
import { readCookie } from '../kernel/read-cookie.ts';
import { writeCookie } from '../page/write-cookie.ts';
import { decideImported } from './decide-imported.ts';
import { findDecisions, keptAs } from './find-decisions.ts';
import { importedId } from './imported-id.ts';
import { IMPORTED_KEY } from './imported-note.ts';

/**
 * Takes over, once, what a visitor has decided in the tool that the site had before: only where nothing was decided here. It
 * is kept as the cookie `noren`, which the kernel then reads as any other; the record is made by the next file, from the
 * cookie. What cannot be remembered as taken over is not: it would come back after a withdrawal.
 */
export function takeOverDecisions(published: RuntimeConfig): void {
  const { takeOver } = published;
  if (!takeOver || published.off || readCookie().found) return;
  const now = Math.floor(Date.now() / 1000);
  const config = configInForce(published, now);
  try {
    // Or something was refused here: on another host of the site, before its cookie ended.
    if (localStorage.getItem(IMPORTED_KEY) ?? localStorage.getItem(ERASED_KEY)) return;
    const unreadable = new Set<string>();
    const found = findDecisions(takeOver, (tool) => {
      unreadable.add(tool);
      fail({ code: 'import-unreadable', path: tool });
    });
    const made = decideImported(config, takeOver, found, now, config.api && importedId());
    if (!made) return;
    const { decisions, ...told } = made;
    const purposes = Object.entries(decisions.purposes).map(([id, { granted }]) => [id, granted]);
    const note = { ...told, edition: config.editions[takeOver.edition - 1], purposes: Object.fromEntries(purposes) };
    localStorage.setItem(IMPORTED_KEY, JSON.stringify(note));
    if (!writeCookie({ config, read: readCookie }, decisions)()) {
      localStorage.removeItem(IMPORTED_KEY);
      throw new RangeError();
    }
    if (!takeOver.erase) return;
    for (const [tool] of found) {
      // That may be somebody else's.
      if (unreadable.has(tool)) continue;
      const name = keptAs(tool, takeOver);
      deleteCookie(name);
      if (tool === 'onetrust') deleteCookie('OptanonAlertBoxClosed');
      localStorage.removeItem(name);
    }
  } catch {
    fail({ code: 'import-not-kept' });
  }
}

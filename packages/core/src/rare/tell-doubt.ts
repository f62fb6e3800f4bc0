import { decodeDecisions } from '@noren/model';
import { fail } from '../kernel/events-on-window.ts';
import { cookieTexts } from '../kernel/read-cookie.ts';

/** Tells the integrator why a cookie cannot be read: `cookie-malformed`, `cookie-oversized`, `cookie-newer-version`. */
export function tellDoubt(): void {
  for (const text of cookieTexts()) {
    let doubt: string | undefined = 'malformed';
    try {
      ({ doubt } = decodeDecisions(decodeURIComponent(text)));
    } catch {
      // Not URL-encoded.
    }
    if (doubt) fail({ code: `cookie-${doubt}` });
  }
}

import { ACCEPT, REJECT, SETTINGS } from './fixture.ts';

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 320, height: 640 };
/** A window of 1280 × 1024 at 400 %. @see https://www.w3.org/TR/WCAG22/#reflow */
export const ZOOMED = { width: 320, height: 256 };

/** What the notice of the demo says in each language, by what its buttons do. */
export const words = {
  ja: { path: '/', accept: ACCEPT, reject: REJECT, settings: SETTINGS, footer: 'クッキーの設定' },
  en: {
    path: '/en/',
    accept: 'Allow all',
    reject: 'Only what is needed',
    settings: 'Choose one by one',
    footer: 'Cookie settings',
  },
} as const;

/** Firefox under Playwright ignores the switch, and shows what it shows to everybody. */
export const schemes = (browserName: string) =>
  browserName === 'firefox' ? (['light'] as const) : (['light', 'dark'] as const);

import type { ChangeDetail } from '../events.ts';
import { fail } from '../kernel/events-on-window.ts';
import { TRACK_PURPOSE } from '../page/held-track.ts';
import { PAGE_VIEW, type PageView } from '../page-views/page-view.ts';
import type { Listen } from './bridge.ts';

// Calls that wait for their tool: as many as a page may hold before a choice.
const MOST = 500;
// In milliseconds, each twice the one before. A tool that a script with an address brings is met when that has run; for an
// inline module no event tells that it has.
const FIRST_LOOK = 50;
const LAST_LOOK = 60_000;

type Detail = Readonly<Record<string, unknown>>;

/** An analytics tool as a bridge speaks to it. */
export interface AnalyticsTool<Tool> {
  /** Key of the bridge, for errors. */
  readonly bridge: string;
  /** The tool, or the queue that it reads when it comes; nothing while neither takes calls. */
  find(): Tool | undefined;
  /** What is granted has changed, or is known for the first time: before anything is told by it. */
  onChange?(change: ChangeDetail): void;
  /** Statistics may run: before any event is told. */
  onYes?(tool: Tool, change: ChangeDetail): void;
  /** It may not. @param wasOpen it could before, in this page */
  onNo?(tool: Tool, wasOpen: boolean): void;
  onPageView(tool: Tool, view: PageView): void;
  onEvent(tool: Tool, name: string, detail: Detail): void;
}

/**
 * Tells an analytics tool what the visitor has chosen and what the page tracks, in order: the yes before the first event, and
 * after a no nothing but that. What comes before the tool is there waits for it, unless it is withdrawn meanwhile. A tool that
 * throws is told as `bridge-failed`, and the page goes on.
 */
export function tellAnalytics<Tool>(listen: Listen, tool: AnalyticsTool<Tool>): void {
  let isOpen: boolean | undefined;
  let waiting: ((found: Tool) => void)[] = [];
  let lookMs = FIRST_LOOK;
  let isLookingAgain = false;

  function lookAgain(): void {
    isLookingAgain = false;
    lookMs *= 2;
    settle();
  }

  function settle(): void {
    const found = waiting.length ? tool.find() : undefined;
    if (!found) {
      if (!waiting.length || !isOpen || isLookingAgain || lookMs > LAST_LOOK) return;
      isLookingAgain = true;
      setTimeout(lookAgain, lookMs);
      return;
    }
    for (let call = waiting.shift(); call; call = waiting.shift()) {
      try {
        call(found);
      } catch (error) {
        fail({ code: 'bridge-failed', path: tool.bridge, received: String(error) });
      }
    }
  }

  function call(make: (found: Tool) => void): void {
    if (waiting.length < MOST) waiting.push(make);
    settle();
  }

  function look(change: ChangeDetail): void {
    const wasOpen = isOpen === true;
    const is = change.open.includes(TRACK_PURPOSE);
    tool.onChange?.(change);
    if (is === isOpen) return;
    isOpen = is;
    // Neither an event that was withdrawn nor a word that is no longer true.
    waiting = [];
    lookMs = FIRST_LOOK;
    call((found) => (is ? tool.onYes?.(found, change) : tool.onNo?.(found, wasOpen)));
  }

  // Of what was decided before this file had come, the newest is what counts.
  let past: ChangeDetail | undefined;
  let isPast = true;
  const hear = (change: ChangeDetail): void => {
    if (isPast) past = change;
    else look(change);
  };
  listen('open', hear);
  // What stands in a tag that the gate lets run right after this.
  listen('change', settle);
  setTimeout(settle);
  isPast = false;
  if (past) look(past);
  listen('track', ({ name, detail }) => {
    if (isOpen)
      call((found) => (name === PAGE_VIEW ? tool.onPageView(found, detail) : tool.onEvent(found, name, detail)));
  });
  // Once the script of the tool, and what was gated behind it, has run.
  document.addEventListener('load', () => setTimeout(settle), true);
}

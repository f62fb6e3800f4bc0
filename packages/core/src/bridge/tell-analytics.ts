import type { ChangeDetail } from '../events.ts';
import { fail } from '../kernel/events-on-window.ts';
import { TRACK_PURPOSE } from '../kernel/track-purpose.ts';
import { PAGE_VIEW, type PageView } from '../page-views/page-view.ts';
import type { OfRow } from './bridge.ts';

// Calls that wait for their tool: as many as a page may hold before a choice.
const MOST = 500;

type Detail = Readonly<Record<string, unknown>>;

/** An analytics tool as a bridge speaks to it. */
export interface AnalyticsTool<Tool> {
  /** Key of the bridge, for errors. */
  readonly bridge: string;
  /** Speaks to the tool, or to the queue that it reads when it comes: at once, or when it is there. */
  readonly say: (say: (tool: Tool) => void) => void;
  /** What is granted has changed, or is known for the first time: before anything is told by it. */
  onChange?(change: ChangeDetail): void;
  /** Statistics may run: before any event is told. */
  onYes?(tool: Tool, change: ChangeDetail): void;
  /**
   * It may no longer, or was refused from the start; with `isHeld` it may not yet, too.
   * @param wasAllowed whether it may have run in this page
   */
  onNo?(tool: Tool, wasAllowed: boolean): void;
  /** It is told that it may not before anything is decided. Default: false. */
  readonly isHeld?: boolean;
  onPageView(tool: Tool, view: PageView): void;
  onEvent(tool: Tool, name: string, detail: Detail): void;
}

/**
 * Tells an analytics tool what the visitor has chosen and what the page tracks, in order: the yes before the first event, and
 * after a no nothing but that. What comes before the tool is there waits for it, unless it is withdrawn meanwhile. A tool that
 * throws is told as `bridge-failed`, and the page goes on.
 */
export function tellAnalytics<Tool>(
  { settings: { service = '' }, kernel, listen }: OfRow,
  tool: AnalyticsTool<Tool>,
): void {
  let isOpen = false;
  let told: boolean | undefined;
  let waiting: ((found: Tool) => void)[] = [];

  function attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      fail({ code: 'bridge-failed', path: tool.bridge, received: String(error) });
    }
  }

  function tellAll(found: Tool): void {
    for (let call = waiting.shift(); call; call = waiting.shift()) attempt(() => call?.(found));
  }

  function call(make: (found: Tool) => void): void {
    if (waiting.length < MOST) waiting.push(make);
    tool.say(tellAll);
  }

  function look(change: ChangeDetail): void {
    isOpen = change.open.includes(TRACK_PURPOSE);
    attempt(() => tool.onChange?.(change));
    const wasAllowed = Boolean(told);
    // While it is undecided, nothing is said to what runs by a yes alone.
    const isRefused = change.after[TRACK_PURPOSE] === 'denied' || service in kernel.state.decisions.services;
    const isNo = wasAllowed || tool.isHeld || isRefused;
    if (isOpen === told || !(isOpen || isNo)) return;
    told = isOpen;
    // Neither an event that was withdrawn nor a word that is no longer true.
    waiting = [];
    if (isOpen) call((found) => tool.onYes?.(found, change));
    else if (tool.onNo) call((found) => tool.onNo?.(found, wasAllowed));
  }

  listen('open', look);
  listen('track', ({ name, detail }) => {
    if (isOpen)
      call((found) => (name === PAGE_VIEW ? tool.onPageView(found, detail) : tool.onEvent(found, name, detail)));
  });
}

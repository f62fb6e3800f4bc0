import type { RecordedEvent } from '@noren/core/debug';
import { plainText } from './plain-text.ts';

/**
 * What an event says, as short as it can be said, without anything that a visitor or the page has put into it.
 * @returns nothing where it is none of Noren's: anybody may tell a window of anything
 */
export function eventText(event: RecordedEvent): string | undefined {
  try {
    return plainText(textOf(event));
  } catch {
    return undefined;
  }
}

function textOf(event: RecordedEvent): string {
  switch (event.type) {
    case 'open':
    case 'ready':
    case 'change':
      return `${event.detail.cause} · ${event.detail.open.join(', ') || '–'}`;
    case 'grant':
    case 'revoke':
      return event.detail.purposes.join(', ');
    case 'decision':
      return event.detail.cause;
    case 'returned':
      return event.detail.services.join(', ');
    case 'shown':
    case 'hidden':
    case 'track':
      return event.detail.name;
    case 'strict':
      return `${event.detail.outcome} ${event.detail.kind} ${event.detail.name}`;
    case 'undeclared':
      return event.detail.host;
    case 'error':
    case 'sync-failed':
      return event.detail.code;
    case 'link':
      return event.detail.status;
    default:
      return '';
  }
}

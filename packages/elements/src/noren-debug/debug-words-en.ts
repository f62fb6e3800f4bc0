import type { DebugWords } from './debug-words.ts';

export const words: DebugWords = {
  title: 'Noren inspector',
  problems: 'Problems',
  none: 'Nothing wrong was found on this page so far.',
  ran: 'What ran',
  waits: 'What waits',
  hosts: 'Requests by host',
  events: 'Events',
  empty: 'Nothing yet.',
  why: 'Why it matters',
  fix: 'What to do',
  own: 'the site’s own',
  undeclared: 'no row names it',
  copy: 'Copy report',
  copied: 'Copied',
  failed: 'Could not copy',
  fold: 'Fold',
  unfold: 'Open',
  close: 'Close',
  started: 'Noren started',
  reasons: {
    undecided: 'not decided yet',
    denied: 'refused',
    unknown: 'the config has no such purpose',
    nonce: 'without the page’s nonce',
    turn: 'allowed; not its turn yet',
  },
  outcomes: { failed: 'did not load', blocked: 'forbidden by policy', threw: 'stopped by an error' },
  found: {
    'ran-before': [
      'It ran without being asked: the page contacted these hosts before Noren started.',
      'Nobody had chosen yet, and a refusal does not stop it.',
      'Gate the tag (type="text/plain" and data-noren), or put Noren before it.',
    ],
    'ran-unasked': [
      'The page contacted these hosts while nothing allowed it.',
      'A tag runs past the gate, or another tag brings it.',
      'Gate the tag that sends it. Strict mode holds back what you cannot gate.',
    ],
    'second-manager': [
      'Another consent manager is on this page.',
      'Visitors are asked twice, and two answers can contradict each other.',
      'Remove one of the two.',
    ],
    'strict-async': [
      'The tag of strict mode is async or deferred.',
      'What comes before it is not held back.',
      'Remove async and defer, and put it first in the head.',
    ],
    'other-site': [
      'A tag names another site in data-site.',
      'A config of another site is not used: the tag does nothing.',
      'Write the key of this site, or leave data-site out.',
    ],
    'loaded-twice': [
      'Noren is in the page twice.',
      'Only the first one works; the other is wasted.',
      'Remove one of the tags. Look into the tag manager too.',
    ],
    'update-first': [
      'A Consent Mode update came before any default.',
      'Until a default, Google’s tags take everything as granted.',
      'Use the head snippet, which sets the default first.',
    ],
    'early-command': [
      'A Google command came before the Consent Mode default.',
      'It is measured as if everything were granted.',
      'Put the head snippet before every Google tag.',
    ],
    'default-twice': [
      'The Consent Mode default was set more than once.',
      'The later one may replace what the visitor chose.',
      'Leave it to Noren, and remove the other.',
    ],
    'google-early': [
      'A Google tag was loaded before the Consent Mode default.',
      'It may have begun before it knew what is refused.',
      'Put the head snippet before it.',
    ],
    'missing-nonce': [
      'A gated script lacks the page’s nonce.',
      'It is never run: else the gate would be a hole in the page’s policy.',
      'Give it the nonce of the Noren tag.',
    ],
    'unknown-purpose': [
      'Markup waits for a purpose that the config does not have.',
      'It never runs.',
      'Correct data-noren, or add the purpose and publish again.',
    ],
    'not-run': [
      'Something was allowed, and did not run to its end.',
      'Part of the page does not work.',
      'Look into the browser’s console.',
    ],
    undeclared: [
      'The page contacted hosts that no row of the register names.',
      'Visitors are not told of this transmission.',
      'Add a row with this host, or remove the tag.',
    ],
    error: [
      'Noren reports an error.',
      'Part of it does not work on this page.',
      'Look the code up in docs/page-api.md.',
    ],
  },
};

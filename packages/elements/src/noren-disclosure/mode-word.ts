import type { RegisterWord } from '@noren/model';
import type { PurposeWords } from './register-view.ts';

/** The word that tells when something of a mode is used. */
export const modeWord: Readonly<Record<PurposeWords['mode'], RegisterWord>> = {
  always: 'modeAlways',
  'opt-in': 'modeOptIn',
  'opt-out': 'modeOptOut',
  notify: 'modeNotify',
};

export { GATED, type Gated } from '../kernel/gate/gated.ts';
export { createRowsOf } from '../strict/rows-of.ts';
export { consentEntry, dataLayer } from './consent-entry.ts';
export { mayDebug } from './may-debug.ts';
export type { Opened, Outcome, Ran, RecordedEvent, RecordedRequest, Recording } from './recording.ts';
export { MOST_RECORDED, type Recorder, startRecording } from './start-recording.ts';

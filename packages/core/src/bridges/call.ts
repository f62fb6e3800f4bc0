import type { CallBridge, CallRow } from '@noren/model/schema';
import type { BridgeOptions, StartBridge } from '../bridge/bridge.ts';
import { ofService } from '../bridge/of-service.ts';
import { onDecision } from '../bridge/on-decision.ts';
import { queueOf } from '../bridge/queue-of.ts';
import { whenThere } from '../bridge/when-there.ts';

type Called = Record<string, (...values: unknown[]) => unknown>;

/**
 * For a tool without a bridge of its own: calls a function of the page, or pushes to a queue of it, with what the config
 * gives as data. Nothing in it is ever run as code.
 */
export const start: StartBridge<CallBridge> = (options) => {
  for (const row of options.settings) startRow({ ...options, settings: row, listen: ofService(options, row.service) });
};

function startRow(options: BridgeOptions<CallRow>): void {
  const { path, purpose, queue, granted, refused, waiting } = options.settings;
  const speak = queue ? toQueue(path) : toFunction(path);
  let isTold = false;
  onDecision(options, { may: purpose }, ({ may }) => {
    isTold = true;
    const values = may ? granted : refused;
    if (values) speak(values);
  });
  if (!isTold && waiting) speak(waiting);
}

function toQueue(path: string): (values: readonly unknown[]) => void {
  const say = whenThere<unknown[]>(path);
  return (values) => {
    if (!path.includes('.')) queueOf(path);
    say((found) => found.push(...values));
  };
}

/** As a method of what it belongs to. */
function toFunction(path: string): (values: readonly unknown[]) => void {
  const names = path.split('.');
  const name = names.pop() as string;
  const say = whenThere<Called>(names.join('.') || name, (owner) => !names.length || typeof owner[name] === 'function');
  return (values) =>
    say((found) => (names.length ? found[name]?.(...values) : (found as unknown as Called[string])(...values)));
}

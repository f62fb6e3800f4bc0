import type { NorenEventMap } from '../events.ts';
import type { BridgeOptions, HeardType, Listen } from './bridge.ts';

/**
 * Listens for a tool that is one service of the register: while that one may not run though its purpose may, the tool hears that
 * nothing may.
 * @param service its id; default: what the purposes say is what holds
 */
export function ofService(
  { config, isOpen, listen }: Pick<BridgeOptions<unknown>, 'config' | 'isOpen' | 'listen'>,
  service: string | undefined,
): Listen {
  const row = config.services.find(({ id }) => id === service);
  if (!row) return listen;
  const { purpose } = row;
  return <Type extends HeardType>(type: Type, listener: (detail: NorenEventMap[Type]) => void) =>
    listen(type, (detail) =>
      listener('open' in detail && isOpen(purpose) && !isOpen(purpose, service) ? { ...detail, open: [] } : detail),
    );
}

import type { NorenEventMap } from '../events.ts';
import type { BridgeOptions, HeardType, Listen } from './bridge.ts';

/**
 * Listens for a tool that is one service of the register: while that one may not run though its purpose may, the tool hears that
 * nothing may, and of what was tracked up to then or meanwhile it hears nothing, be it that its file comes later.
 * @param options asked with each event: called before the first one, when there is no kernel yet
 * @param service its id; default: what the purposes say is what holds
 */
export function ofService(
  options: Pick<BridgeOptions<unknown>, 'kernel' | 'listen'>,
  service: string | undefined,
): Listen {
  const { listen } = options;
  if (!service) return listen;
  const isRefused = (): boolean => {
    const { kernel } = options;
    const purpose = kernel?.config.services.find(({ id }) => id === service)?.purpose;
    return purpose !== undefined && kernel.isOpen(purpose) && !kernel.isOpen(purpose, service);
  };
  let early: object[] | undefined = [];
  const refused = new WeakSet<object>();
  const look = (): void => {
    if (isRefused()) for (const detail of early?.splice(0) ?? []) refused.add(detail);
  };
  listen('track', (detail) => {
    early?.push(detail);
    look();
  });
  listen('open', look);
  return <Type extends HeardType>(type: Type, listener: (detail: NorenEventMap[Type]) => void) => {
    // It is there, and hears each as it comes.
    early = undefined;
    listen(type, (detail) => {
      if (!refused.has(detail)) listener('open' in detail && isRefused() ? { ...detail, open: [] } : detail);
    });
  };
}

import type { Erasure, FindDoomed } from './erasure.ts';
import { inTime } from './in-time.ts';

/**
 * Unregisters service workers by the path of their script. One that serves an open page goes with that page, and one that
 * another tab has unregistered in the same moment is gone as well.
 * @see https://w3c.github.io/ServiceWorker/#navigator-service-worker-unregister
 */
export async function eraseWorkers(find: FindDoomed, erasure: Erasure): Promise<void> {
  const { names } = find();
  if (!names('workers').length || !('serviceWorker' in navigator)) return;
  try {
    const registrations = await inTime(navigator.serviceWorker.getRegistrations());
    const { goes } = find();
    await Promise.all(
      registrations.map(async (registration) => {
        const { scriptURL } = registration.active ?? registration.waiting ?? registration.installing ?? {};
        const name = scriptURL ? new URL(scriptURL).pathname : '';
        if (!goes('workers', name)) return;
        try {
          const isUnregistered = await inTime(registration.unregister());
          // Firefox says so of one that it could not unregister, too.
          const others = isUnregistered ? [] : await inTime(navigator.serviceWorker.getRegistrations());
          erasure.note(name, !others.some(({ scope }) => scope === registration.scope));
        } catch {
          erasure.note(name, false);
        }
      }),
    );
  } catch {
    erasure.couldNotLook(names('workers'));
  }
}

import type { Doomed, Erasure } from './erasure.ts';
import { inTime } from './in-time.ts';

/**
 * Unregisters service workers by the path of their script. One that serves an open page goes with that page.
 * @see https://w3c.github.io/ServiceWorker/#navigator-service-worker-unregister
 */
export async function eraseWorkers({ names, goes }: Doomed, { erased, kept, unchecked }: Erasure): Promise<void> {
  if (!names('workers').length || !('serviceWorker' in navigator)) return;
  try {
    for (const registration of await inTime(navigator.serviceWorker.getRegistrations())) {
      const { scriptURL } = registration.active ?? registration.waiting ?? registration.installing ?? {};
      const name = scriptURL ? new URL(scriptURL).pathname : '';
      if (goes('workers', name)) ((await inTime(registration.unregister())) ? erased : kept).add(name);
    }
  } catch {
    for (const name of names('workers')) unchecked.add(name);
  }
}

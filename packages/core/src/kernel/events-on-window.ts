import type { NorenErrorDetail } from '@noren/model';
import type { NorenEventMap, NorenEventType } from '../events.ts';

/**
 * The bus is the window itself: every event is a `CustomEvent` named `noren:<type>` with a frozen detail. A listener
 * that throws is reported by the browser and stops no other.
 */
export function emit<Type extends NorenEventType>(type: Type, detail: NorenEventMap[Type]): void {
  dispatchEvent(new CustomEvent(`noren:${type}`, { detail: Object.freeze(detail) }));
}

/** Listens to one type. @returns the way to stop */
export function listenTo<Type extends NorenEventType>(
  type: Type,
  listener: (detail: NorenEventMap[Type]) => void,
): () => void {
  const heard = (event: Event): void => listener((event as CustomEvent<NorenEventMap[Type]>).detail);
  addEventListener(`noren:${type}`, heard);
  return () => removeEventListener(`noren:${type}`, heard);
}

/** Tells the integrator, on the console and in a microtask on the bus, so that a listener added at start hears it. */
export function fail(detail: NorenErrorDetail): void {
  console.warn('noren', detail);
  queueMicrotask(() => emit('error', detail));
}

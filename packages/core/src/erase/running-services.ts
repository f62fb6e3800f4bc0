import type { Kernel } from '../kernel/kernel.ts';

/**
 * What of something withdrawn has already run in this page, and may still do so: timers, listeners and connections of a
 * script are its own, and no browser lets another one end them. Frames and pixels have left the page with the gate. What has been
 * permitted again since need not be stopped.
 * @param services all that were closed
 */
export function runningServices(
  { config, gate, isOpen }: Kernel,
  { purposes, services: alone }: { readonly purposes: readonly string[]; readonly services: readonly string[] },
  services: readonly string[],
): { readonly running: readonly string[]; readonly stillRunning: boolean } {
  const running = config.services
    .filter(
      ({ id, purpose }) =>
        services.includes(id) &&
        !isOpen(purpose, id) &&
        // Markup that names no service may be that of any of its purpose.
        (gate.ran.has(`${purpose}/${id}`) || (purposes.includes(purpose) && gate.ran.has(`${purpose}/undefined`))),
    )
    .map(({ id }) => id);
  const stillRunning =
    purposes.some((id) => gate.ran.has(id) && !isOpen(id)) || running.some((id) => alone.includes(id));
  return { running, stillRunning };
}

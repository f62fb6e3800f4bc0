/** What stands under this name on the window and takes entries; an array, where nothing does yet. */
export function queueOf<Queue = unknown[]>(name: string): Queue {
  const page = window as unknown as Record<string, unknown>;
  page[name] ??= [];
  return page[name] as Queue;
}

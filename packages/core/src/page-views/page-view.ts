/** Name under which a page view is tracked: by Noren where the config says `pageViews`, or by the page itself. */
export const PAGE_VIEW = 'page-view';

/** Detail of a page view. A page that tracks its own may leave out what its tools read by themselves. */
export interface PageView {
  /** Address without what Noren holds, and without its fragment where that is no route. */
  readonly url?: string;
  readonly title?: string;
  /** The address before it, as clean as that; of the first page where the visitor came from. Empty: nobody knows. */
  readonly referrer?: string;
}

/** The fields of a page view that are there, under the names that a tool has for them. */
export function fieldsAs(
  view: PageView,
  names: Readonly<Record<keyof PageView, string>>,
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(names).map(([field, name]) => [name, view[field as keyof PageView]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

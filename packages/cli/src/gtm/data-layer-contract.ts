/** What Noren pushes onto `dataLayer`, and how a trigger asks for it. The whole of it: docs/gtm.md. */
export const EVENTS = { ready: 'noren.ready', change: 'noren.change', granted: 'noren.granted' } as const;

/** Keys of `dataLayer` that a variable of Tag Manager reads. */
export const KEYS = { granted: 'noren.granted', denied: 'noren.denied', purpose: 'norenPurpose' } as const;

/** What the variable of each list says before Noren has said anything: nothing is granted, everything is denied. */
export const BEFORE = { granted: '-', denied: '*' } as const;

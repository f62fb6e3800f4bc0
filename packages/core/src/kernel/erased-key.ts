/**
 * Key in `localStorage`: what has been erased on this host, as the source of a regular expression. It fits as soon as
 * there is something to erase again, in the text that the kernel makes of the cookies, the decisions and the keys.
 */
export const ERASED_KEY = 'noren';

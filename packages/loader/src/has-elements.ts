/**
 * Whether the page has one of Noren's elements whose class has not come yet, looked for by what they are called, so that
 * the first file need not name them all. The notice is not meant: it comes by itself.
 */
export function hasElements(): boolean {
  return [...document.querySelectorAll(':not(:defined)')].some(({ localName }) => /^noren-[^n]/.test(localName));
}

/** Which these are; in a file that comes later, where it costs a repeat visit nothing. */
export function undefinedElements(): Element[] {
  return [...document.querySelectorAll(':not(:defined)')].filter(({ localName }) => /^noren-[^n]/.test(localName));
}

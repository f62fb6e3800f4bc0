/**
 * Those of Noren's elements in the page whose class has not come yet, looked for by what they are called, so that the first
 * file need not name them all. The notice is not meant: it comes by itself. An expression would take longer to compile than
 * the search takes.
 */
export function undefinedElements(): Element[] {
  return [...document.querySelectorAll(':not(:defined)')].filter(
    ({ localName }) => localName.startsWith('noren-') && localName[6] !== 'n',
  );
}

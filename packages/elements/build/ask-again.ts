import type { Plugin } from 'vite';

/**
 * A chunk that could not be had is asked for once more, under an address of its own: Firefox and WebKit remember of an address
 * that it failed, for as long as the page lives, so that asking again there would never reach the network.
 * @param chunk part of the name of the chunks that this is for
 * @see https://github.com/whatwg/html/issues/6768
 */
export function askAgain(chunk: string): Plugin {
  const imports = new RegExp(`import\\((["'\`])(\\./[^"'\`]*${chunk}[^"'\`]*)\\1\\)`, 'g');
  return {
    name: 'ask-again',
    renderChunk(code) {
      const asked = code.replace(imports, (found, quote, file) => {
        return `${found}.catch(()=>import(${quote}${file}?${quote}+Date.now()))`;
      });
      return asked === code ? null : { code: asked, map: null };
    },
  };
}

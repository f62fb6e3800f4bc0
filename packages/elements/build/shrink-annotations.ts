import type { Plugin } from 'vite';

/** Takes out what a built file says to another bundler about calls without effect: none comes after this one. */
export function shrinkAnnotations(): Plugin {
  return {
    name: 'shrink-annotations',
    enforce: 'post',
    renderChunk: {
      order: 'post',
      handler: (code) => ({ code: code.replaceAll(/\/\* @__PURE__ \*\/ ?/g, ''), map: null }),
    },
  };
}

import type { Plugin } from 'vite';

/** What nobody calls of js-cookie: the store writes and removes with it, and the kernel reads before it has come. */
const UNUSED = [
  /function get\(name\) \{[\s\S]+?\n {2}\}\n/,
  / {6}get: get,\n/,
  / {6}withAttributes: function \(attributes\) \{[\s\S]+?\n {6}\},\n/,
  / {2}read: function \(value\) \{[\s\S]+?\n {2}\},\n/,
];

/** What every browser that Noren runs in has itself. It also passes over what a page has put into `Object.prototype`. */
const OWN: readonly (readonly [part: RegExp, instead: string])[] = [
  [/function assign \(target\) \{[\s\S]+?\n\}\n/, 'const assign = Object.assign;\n'],
  [/for \(var attributeName in attributes\)/, 'for (var attributeName of Object.keys(attributes))'],
];

/** Leaves out of js-cookie what nobody calls, 120 B of the second file: methods of an object no bundler takes out. */
export function shrinkCookies(): Plugin {
  return {
    name: 'shrink-cookies',
    transform(code, id) {
      if (!/\/js-cookie\/dist\/js\.cookie\.mjs$/.test(id)) return undefined;
      let rest = code;
      for (const [part, instead] of [...UNUSED.map((part) => [part, ''] as const), ...OWN]) {
        if (!part.test(rest)) throw new Error(`js-cookie is another one than before: ${part} is not in it`);
        rest = rest.replace(part, instead);
      }
      return { code: rest, map: null };
    },
  };
}

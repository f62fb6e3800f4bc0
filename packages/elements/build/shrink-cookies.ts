import type { Plugin } from 'vite';

/** What nobody calls of js-cookie: the store writes and removes with it, and the kernel reads before it has come. */
const UNUSED = [
  /function get\(name\) \{[\s\S]+?\n {2}\}\n/,
  / {6}get: get,\n/,
  / {6}withAttributes: function \(attributes\) \{[\s\S]+?\n {6}\},\n/,
  / {2}read: function \(value\) \{[\s\S]+?\n {2}\},\n/,
];

/** Leaves out of js-cookie what nobody calls, 120 B of the second file: methods of an object no bundler takes out. */
export function shrinkCookies(): Plugin {
  return {
    name: 'shrink-cookies',
    transform(code, id) {
      if (!/\/js-cookie\/dist\/js\.cookie\.mjs$/.test(id)) return undefined;
      let rest = code;
      for (const part of UNUSED) {
        if (!part.test(rest)) throw new Error(`js-cookie is another one than before: ${part} is not in it`);
        rest = rest.replace(part, '');
      }
      return { code: rest, map: null };
    },
  };
}

import type { ReadDecision } from './other-decision.ts';

/**
 * tarteaucitron: `!service=true!other=false`; one that still waits was not decided. It does not tell when.
 * @see https://github.com/AmauriC/tarteaucitron.js
 */
export const readTarteaucitron: ReadDecision = (kept, { names }) => {
  const text = decodeURIComponent(kept);
  if (!/^(![^!=]{1,60}=(true|false|wait))*$/.test(text)) throw new TypeError();
  const said = new Map<string, boolean>();
  for (const pair of text.slice(1).split('!')) {
    const [name = '', value] = pair.split('=');
    if (said.has(name)) throw new TypeError();
    if (names.includes(name) && value !== 'wait') said.set(name, value === 'true');
  }
  return { said };
};

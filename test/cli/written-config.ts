/** Where `noren init` writes. */
export const CONFIG = 'noren.config.jsonc';

/** A config with its comments and its last commas taken out. */
export const parsed = (text: string): Record<string, unknown> =>
  JSON.parse(text.replace(/^\s*\/\/.*$/gm, '').replace(/,(\s*[}\]])/g, '$1'));

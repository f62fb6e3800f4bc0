import { guardRealm } from './guard-realm.ts';
import { createStrict, type Follow, type StrictConfig } from './strict.ts';

/**
 * Starts strict mode in this page: until something may run, what would reach its host or write its names is held back.
 * @param onlyReports tells what it would hold, and holds nothing
 * @param src address of noren-strict.js
 * @param nonce its own, empty where the page has none
 */
export function startStrict(config: StrictConfig, onlyReports: boolean, src: string, nonce: string): Follow {
  const strict = createStrict(config, onlyReports, src, nonce);
  guardRealm(window, strict);
  return strict.follow;
}

// Our API on SQLite.
import { noren } from '../lib/noren.mjs';

export const candidate = noren('sqlite');

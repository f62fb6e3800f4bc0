// Our API on PostgreSQL.
import { noren } from '../lib/noren.mjs';

export const candidate = noren('postgres');

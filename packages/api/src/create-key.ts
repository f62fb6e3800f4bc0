import { parseArgs } from 'node:util';
import { openDatabase } from './database/open-database.ts';
import { createServerKey, SCOPES, type Scope } from './keys/create-server-key.ts';

// node packages/api/src/create-key.ts --site energy --label "web team" [--scope config:write] [--scope documents:write]
const { values } = parseArgs({
  options: {
    site: { type: 'string' },
    label: { type: 'string' },
    scope: { type: 'string', multiple: true, default: ['config:write'] },
  },
});
const unknown = values.scope.find((scope) => !SCOPES.includes(scope as Scope));
if (!values.site || !values.label || unknown) {
  console.error(`Usage: create-key --site KEY --label TEXT [--scope ${SCOPES.join('|')}]`);
  process.exit(2);
}
const database = await openDatabase(
  process.env.DATABASE_URL || { sqlite: process.env.SQLITE_FILE || './noren.sqlite' },
);
const key = await createServerKey(database, {
  site: values.site,
  label: values.label,
  scopes: values.scope as Scope[],
});
await database.close();
console.error('Keep this key; it is not shown again:');
console.log(key);

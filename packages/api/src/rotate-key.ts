import { parseArgs } from 'node:util';
import { createApi } from './api.ts';
import { openDatabase } from './database/open-database.ts';
import { readEnvironment } from './environment.ts';

// node packages/api/src/rotate-key.ts receipts | links [--revoke KID]
const USAGE = `Usage: rotate-key receipts      signs receipts with a new key; earlier ones stay published
       rotate-key links         seals personalised links with a new key; those that were sent stay valid
       rotate-key links --revoke KID   ends a key and every link that it sealed`;
const { values, positionals } = parseArgs({ options: { revoke: { type: 'string' } }, allowPositionals: true });
const [kind, ...rest] = positionals;
if (rest.length > 0 || (kind !== 'links' && (kind !== 'receipts' || values.revoke !== undefined))) {
  console.error(USAGE);
  process.exit(2);
}
try {
  const { database, ...options } = readEnvironment(process.env);
  const api = createApi({ ...options, sealingThreads: 0, database: await openDatabase(database) });
  const actor = 'rotate-key';
  if (values.revoke === undefined) {
    console.log(await (kind === 'links' ? api.rotateLinkKey({ actor }) : api.rotateSigningKey({ actor })));
  } else if (await api.revokeLinkKey(values.revoke, { actor })) {
    console.log(values.revoke);
  } else {
    console.error(`No key of links "${values.revoke}" is in force.`);
    process.exitCode = 1;
  }
  await api.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

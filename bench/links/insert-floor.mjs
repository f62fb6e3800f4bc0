// node insert-floor.mjs FILE SECONDS: rows per second that node:sqlite alone makes durable (WAL, synchronous=FULL), one
// prepared insert and one commit for each, into a table like that of redeemed links. Prints one line of JSON.
import { randomBytes, randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

const [file, seconds] = process.argv.slice(2);
const sqlite = new DatabaseSync(file);
sqlite.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS link_tokens (site TEXT NOT NULL, nonce_hash TEXT NOT NULL, subject TEXT NOT NULL,
    linked INTEGER NOT NULL, expires_at INTEGER NOT NULL, PRIMARY KEY (site, nonce_hash))`);
const insert = sqlite.prepare('INSERT INTO link_tokens VALUES (?, ?, ?, ?, ?)');

function write(forSeconds) {
  const until = performance.now() + forSeconds * 1000;
  let rows = 0;
  while (performance.now() < until) {
    insert.run('links', randomBytes(32).toString('base64url'), randomUUID(), 1, 1_792_592_000_000);
    rows += 1;
  }
  return rows;
}

write(0.3);
const started = performance.now();
const rows = write(Number(seconds));
console.log(JSON.stringify({ perSecond: rows / ((performance.now() - started) / 1000) }));

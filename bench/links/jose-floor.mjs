// node jose-floor.mjs SECONDS: tokens per second of processor time that jose alone makes, with the payload and the header of a
// personalised link and a key that was imported once. Prints one line of JSON.
import { CompactEncrypt } from 'jose';

const seconds = Number(process.argv[2]);
const key = await crypto.subtle.importKey('raw', crypto.getRandomValues(new Uint8Array(32)), 'AES-GCM', false, [
  'encrypt',
]);
const utf8 = new TextEncoder();
const payload = utf8.encode(
  JSON.stringify({
    sub: 'm-1000001',
    cmp: 'issuing',
    cls: 'newsletter',
    aud: 'links',
    iat: 1_790_000_000,
    exp: 1_792_592_000,
    jti: 'AAAAAAAAAAAAAAAAAAAAAA',
  }),
);
const header = { alg: 'dir', enc: 'A256GCM', kid: 'AAAAAAAAAAAA' };
/** As many at a time as the API makes together. */
const TOGETHER = 250;

async function make(forSeconds) {
  const until = performance.now() + forSeconds * 1000;
  let made = 0;
  while (performance.now() < until) {
    await Promise.all(
      Array.from({ length: TOGETHER }, () => new CompactEncrypt(payload).setProtectedHeader(header).encrypt(key)),
    );
    made += TOGETHER;
  }
  return made;
}

await make(0.5);
const before = process.cpuUsage();
const started = performance.now();
const made = await make(seconds);
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    perCpuSecond: made / ((user + system) / 1e6),
    perSecond: made / ((performance.now() - started) / 1000),
  }),
);

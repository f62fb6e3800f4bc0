import { globSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { publishConfig, renderLoader } from '@noren/model/publish';
import { sites } from '../demo/sites/all.ts';

/** What a visitor's browser pays, brotli at its best quality, in bytes of 1000 to the kB. */
interface Figure {
  name: string;
  bytes: number;
  budget: number;
}

process.chdir(new URL('../dist', import.meta.url).pathname);
const brotli = (text: string | Buffer): number => brotliCompressSync(text).length;
const chunk = (name: string): Buffer => {
  const [file = ''] = globSync(`noren-${name}.*.js`);
  return readFileSync(file);
};

const published = await Promise.all(Object.values(sites).map((config) => publishConfig(config(4600), new Date())));
const loader = readFileSync('noren.js', 'utf8');
const first = Math.max(...published.map(({ runtime }) => brotli(renderLoader(loader, runtime))));
const page = brotli(chunk('page'));
const lit = 5_300;

const figures: Figure[] = [
  { name: "noren.js with a demo site's config inside: all of a repeat visit", bytes: first, budget: 6_000 },
  { name: 'up to a visible and working notice (noren.js, noren-page)', bytes: first + page, budget: 12_000 },
  { name: 'head snippet, uncompressed', bytes: readFileSync('noren-head.js').length, budget: 1_000 },
  { name: 'record keeping (noren-proof)', bytes: brotli(chunk('proof')), budget: 4_200 },
];
void lit;
let over = 0;
for (const { name, bytes, budget } of figures) {
  const ok = bytes <= budget;
  if (!ok) over += 1;
  console.log(`${ok ? '✓' : '✗'} ${String(bytes).padStart(6)} of ${String(budget).padStart(6)} B  ${name}`);
}
console.log(`${figures.length - over} passed, ${over} failed`);
process.exitCode = over > 0 ? 1 : 0;

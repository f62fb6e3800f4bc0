import { globSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { publishConfig, renderHeadSnippet, renderLoader } from '@noren/model/publish';
import { sites } from '../demo/sites/all.ts';

/** What a visitor's browser pays: brotli at its best quality, in bytes. */
interface Figure {
  readonly name: string;
  readonly bytes: number;
  readonly budget: number;
}

process.chdir(new URL('../dist', import.meta.url).pathname);
const chunk = (name: string): Buffer => {
  const [file] = globSync(`noren-${name}.*.js`);
  if (!file) throw new Error(`dist has no noren-${name}: run npm run build`);
  return readFileSync(file);
};
const brotli = (content: string | Buffer): number => brotliCompressSync(content).length;

const loader = readFileSync('noren.js', 'utf8');
const published = await Promise.all(Object.values(sites).map((config) => publishConfig(config(4600), new Date())));
const head = readFileSync('noren-head.js', 'utf8');
// The address is the demo's own, as long as a real one.
const snippets = await Promise.all(
  published.map(({ config }) => renderHeadSnippet(head, config, `${config.api}/v1/sites/${config.site}/noren.js`)),
);
const [snippet = ''] = snippets.map(({ text }) => text).sort((a, b) => b.length - a.length);
const first = Math.max(...published.map(({ runtime }) => brotli(renderLoader(loader, runtime))));
const otherWords = Math.max(
  ...published
    .flatMap(({ wordingFiles }) => wordingFiles)
    .flatMap(({ name, text }) => (name.startsWith('notice.') ? brotli(text) : [])),
);

// The IAB's have rows of their own.
const bridges = globSync('noren-bridge-*.js')
  .filter((file) => !/-(tcf|gpp)\./.test(file))
  .map((file) => ({ file, bytes: brotli(readFileSync(file)) }));
const [largest] = bridges.sort((a, b) => b.bytes - a.bytes);

// Lit itself is 5.2 kB of noren-elements; the two elements in it have 4 kB each.
const figures: Figure[] = [
  { name: 'repeat visit: noren.js with the largest demo config inside', bytes: first, budget: 6_000 },
  { name: 'to a visible, working notice: noren.js, noren-page', bytes: first + brotli(chunk('page')), budget: 12_000 },
  {
    name: "to one in another language: these, and the notice's words",
    bytes: first + brotli(chunk('page')) + otherWords,
    // What the one in the first language has, and 260 B for the words.
    budget: 12_260,
  },
  { name: 'settings, when first opened: noren-elements (with Lit)', bytes: brotli(chunk('elements')), budget: 13_200 },
  { name: 'recipients and records, when first opened: noren-details', bytes: brotli(chunk('details')), budget: 4_000 },
  { name: 'the register, where a page has it: noren-disclosure', bytes: brotli(chunk('disclosure')), budget: 4_000 },
  {
    name: 'what opens in it, behind its rows: noren-register-details',
    bytes: brotli(chunk('register-details')),
    budget: 4_000,
  },
  {
    name: 'a personalised link, where one is held: noren-personal-url',
    bytes: brotli(chunk('personal-url')),
    budget: 4_000,
  },
  { name: 'stopping ads, where a page has it: noren-ad-optout', bytes: brotli(chunk('ad-optout')), budget: 4_000 },
  { name: 'frames and embeds, where a page has them: noren-embed', bytes: brotli(chunk('embed')), budget: 4_000 },
  {
    name: 'mail preferences, where a page has them: noren-mail-preferences',
    bytes: brotli(chunk('mail-preferences')),
    budget: 4_000,
  },
  {
    name: 'how often a topic comes, and what one waits for, where a member has such: noren-channel-more',
    bytes: brotli(chunk('channel-more')),
    budget: 1_000,
  },
  {
    name: 'a document, where a page has it: noren-document',
    bytes: brotli(chunk('document')) + brotli(chunk('edition-line')),
    budget: 4_000,
  },
  {
    name: 'the history, where a page has it: noren-editions',
    bytes: brotli(chunk('editions')) + brotli(chunk('edition-line')),
    budget: 4_000,
  },
  {
    name: 'late scripts, where one runs that may be: noren-rare',
    bytes: brotli(chunk('rare')),
    budget: 4_000,
  },
  {
    name: 'why a cookie cannot be read, where one cannot: noren-tell-doubt',
    bytes: brotli(chunk('tell-doubt')),
    budget: 1_000,
  },
  { name: 'keeping the proof, after a choice: noren-proof', bytes: brotli(chunk('proof')), budget: 4_000 },
  {
    name: 'what is refused is erased, and kept erased: noren-erase',
    bytes: brotli(chunk('erase')),
    budget: 4_000,
  },
  {
    name: 'page views, where the config asks for them: noren-page-views',
    bytes: brotli(chunk('page-views')),
    budget: 4_000,
  },
  ...['gtag', 'matomo', 'snowplow', 'posthog', 'segment', 'plausible', 'endpoint'].map((name) => ({
    name: `analytics told by a bridge: noren-bridge-${name}`,
    bytes: brotli(chunk(`bridge-${name}`)),
    budget: 4_000,
  })),
  { name: 'records, when first opened: noren-read-history', bytes: brotli(chunk('read-history')), budget: 4_000 },
  {
    name: 'proof of a page that was closed: noren-recover-record',
    bytes: brotli(chunk('recover-record')),
    budget: 4_000,
  },
  {
    name: 'personalised links and members, where somebody came by one or signs in: noren-links',
    bytes: brotli(chunk('links')),
    budget: 4_000,
  },
  {
    name: `the largest bridge, where a site names it: ${largest?.file.split('.')[0]}`,
    bytes: largest?.bytes ?? 0,
    budget: 4_000,
  },
  { name: "the IAB's TCF, where a site names it: noren-bridge-tcf", bytes: brotli(chunk('bridge-tcf')), budget: 4_000 },
  { name: "the IAB's GPP, where a site names it: noren-bridge-gpp", bytes: brotli(chunk('bridge-gpp')), budget: 4_000 },
  {
    name: 'strict mode on a site that comes from another tool: noren-strict-take-over.js without noren-take-over.js',
    bytes: brotli(readFileSync('noren-strict-take-over.js')) - brotli(readFileSync('noren-take-over.js')),
    budget: 2_500,
  },
  {
    name: 'strict mode, where a page asks for it: noren-strict.js without noren-extended.js',
    bytes: brotli(readFileSync('noren-strict.js')) - brotli(readFileSync('noren-extended.js')),
    budget: 2_500,
  },
  {
    name: 'what the loader has for few sites, beyond noren.js',
    bytes: brotli(readFileSync('noren-extended.js')) - brotli(loader),
    budget: 2_500,
  },
  { name: 'the inspector, where a webmaster asks for it: noren-debug', bytes: brotli(chunk('debug')), budget: 4_000 },
  {
    name: 'what looks at the page for it: noren-debug-findings',
    bytes: brotli(chunk('debug-findings')),
    budget: 4_000,
  },
  { name: 'its words in one language: noren-debug-words-ja', bytes: brotli(chunk('debug-words-ja')), budget: 1_500 },
  { name: 'head snippet, uncompressed, before a site is put in', bytes: Buffer.byteLength(head), budget: 1_080 },
  {
    name: `head snippet, rendered with the largest demo config (${Buffer.byteLength(snippet).toLocaleString('en')} B uncompressed)`,
    bytes: brotli(snippet),
    budget: 1_000,
  },
];
const over = figures.filter(({ bytes, budget }) => bytes > budget).length;
for (const { name, bytes, budget } of figures) {
  console.log(`${bytes > budget ? '✗' : '✓'} ${String(bytes).padStart(6)} of ${String(budget).padStart(6)} B  ${name}`);
}
console.log(`${figures.length - over} passed, ${over} failed`);
process.exitCode = over > 0 ? 1 : 0;

// Noren as a candidate of the benchmark: a module that needs nothing but the built folder (NOREN_DIST). It publishes the
// benchmark's own site into NOREN_DIST/bench and pastes the very tag that the README tells people to paste.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const node = path.join(here, '../node_modules/.bin/node');

export default {
  html({ base, text, purposes, gateTags }) {
    const input = JSON.stringify({ text, purposes });
    execFileSync(node, [path.join(here, 'publish-bench-site.ts'), process.env.NOREN_DIST], {
      input,
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    return {
      head: `<script async src="${base}/bench/noren.js" data-site="bench"></script>`,
      body: gateTags((gate) => `data-noren="${gate.purpose}"${gate.src ? ` async src="${gate.src}"` : ''}`),
    };
  },
  sel: {
    banner: 'noren-notice >>> .panel',
    accept: 'noren-notice >>> .actions button:nth-child(1)',
    reject: 'noren-notice >>> .actions button:nth-child(2)',
    settings: 'noren-notice >>> .actions button:nth-child(3)',
    dialog: 'noren-preferences >>> dialog',
  },
  notes: [
    'The plain tag; config and notice text are inside noren.js, as publishing writes it.',
    'No consent API is configured, as no peer here keeps records; the cookie, the gate and the surfaces are the product.',
    'The external tag is async, as every peer runs it. One that is not keeps its place among the others, which no peer does, and brings one more file (1.6 kB).',
    'The settings come with a third file, fetched with the second as soon as the notice stands and run when they are about to be opened.',
  ],
};

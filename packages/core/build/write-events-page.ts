import { readFileSync, writeFileSync } from 'node:fs';
import { eventsPage } from './events-page.ts';

// Writes docs/events.md; with `--check` it only looks whether that is what the catalogue says.
const page = new URL('../../../docs/events.md', import.meta.url);
if (!process.argv.includes('--check')) writeFileSync(page, eventsPage());
else if (readFileSync(page, 'utf8') !== eventsPage()) {
  console.error('docs/events.md is not what packages/core/src/events.ts says: run npm run docs');
  process.exitCode = 1;
}

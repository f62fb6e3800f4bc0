#!/usr/bin/env node
import { newerNode, runWith } from './newer-node.js';

// Read by whatever node there is, so nothing here may need a new one: the rest runs only where types can be stripped.
const { node, tooOld } = newerNode();
if (tooOld) {
  console.error(tooOld);
  process.exitCode = 2;
} else if (node) {
  runWith(node);
} else {
  const { main } = await import('../src/main.ts');
  // `noren providers | head` closes the pipe early; that is no failure.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const { stdout, stderr, env } = process;
  // Not process.exit(): what stands in a pipe is still to be written.
  process.exitCode = await main(process.argv.slice(2), { stdout, stderr, env, cwd: process.cwd() });
}

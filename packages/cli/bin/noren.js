#!/usr/bin/env node
import { main } from '../src/main.ts';

// `noren providers | head` closes the pipe early; that is no failure.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});
const { stdout, stderr, env } = process;
// Not process.exit(): what stands in a pipe is still to be written.
process.exitCode = await main(process.argv.slice(2), { stdout, stderr, env, cwd: process.cwd() });

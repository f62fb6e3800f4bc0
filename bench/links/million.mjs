// A long list: `noren issue-urls` as its user starts it, in a process of its own, against the server in another.
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { openStage } from './stage.mjs';

const command = fileURLToPath(new URL('../../packages/cli/bin/noren.js', import.meta.url));
const LOOK_MS = 100;

/** The largest resident set that a process has had, in MB. It is gone with the process. */
function peak(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function writeList(file, count) {
  const list = createWriteStream(file);
  list.write('member,company\n');
  for (let at = 0; at < count; at += 1)
    if (!list.write(`m-${1_000_000 + at},"Sample ${at % 997}, Inc."\n`))
      await new Promise((resolve) => list.once('drain', resolve));
  list.end();
  await finished(list);
}

/** Lines and different tokens of the list that was written; throws where a line has no link of its own. */
async function countLinks(file) {
  let lines = -1;
  let before;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    lines += 1;
    if (lines === 0) continue;
    const token = /#noren-link=([\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+),1,0,$/.exec(line)?.[1];
    if (!token || token === before) throw new Error(`line ${lines} has no link of its own: ${line}`);
    before = token;
  }
  return lines;
}

export async function issueMillion(count) {
  const stage = await openStage();
  try {
    const list = path.join(stage.folder, 'members.csv');
    const out = path.join(stage.folder, 'links.csv');
    await writeList(list, count);
    const before = peak(stage.pid);
    const started = performance.now();
    const args = ['issue-urls', list, '--out', out, '--api', stage.url, '--campaign', 'million'];
    const more = ['--class', 'newsletter', '--url', `${stage.origin}/news/`];
    const child = spawn(process.execPath, [command, ...args, ...more], {
      env: { PATH: process.env.PATH, NOREN_KEY: stage.key },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    let cli = 0;
    let server = before;
    const look = setInterval(() => {
      cli = Math.max(cli, peak(child.pid));
      server = Math.max(server, peak(stage.pid));
    }, LOOK_MS);
    const code = await new Promise((resolve) => child.once('exit', resolve));
    clearInterval(look);
    server = Math.max(server, peak(stage.pid));
    const seconds = (performance.now() - started) / 1000;
    if (code !== 0) throw new Error(`noren issue-urls ended with ${code}`);
    const lines = await countLinks(out);
    const answer = await fetch(`${stage.url}/v1/personal-urls/campaigns/million`, {
      headers: { authorization: `Bearer ${stage.key}` },
    });
    const { issued } = await answer.json();
    if (lines !== count || issued !== count)
      throw new Error(`${count} links were asked for: ${lines} lines, ${issued} counted`);
    return { cli, server, atStart: before, seconds };
  } finally {
    await stage.close();
  }
}

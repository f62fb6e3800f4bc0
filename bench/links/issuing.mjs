// Issuing: the whole server (HTTP, the check of the body, members looked up, sealing threads, the lines of the answer) per
// second of processor time of its process, beside jose alone in a process of its own.
import { cpu } from '../api/lib/proc.mjs';
import { median } from '../api/lib/stats.mjs';
import { runNode } from './run-node.mjs';
import { askForLinks, openStage } from './stage.mjs';

const BATCH = 10_000;

export async function measureIssuing(rounds, seconds) {
  const stage = await openStage();
  const members = Array.from({ length: BATCH }, (_, index) => `m-${1_000_000 + index}`);
  const ratios = [];
  const ours = [];
  const jose = [];
  const rates = [];
  try {
    await askForLinks(stage, 'issuing', members);
    for (let round = 0; round < rounds; round += 1) {
      const floor = await runNode('jose-floor.mjs', seconds);
      const before = cpu(stage.pid);
      const started = performance.now();
      let made = 0;
      while (performance.now() - started < seconds * 1000) {
        await askForLinks(stage, 'issuing', members);
        made += BATCH;
      }
      const took = (performance.now() - started) / 1000;
      const perCpuSecond = made / (cpu(stage.pid) - before);
      ratios.push(perCpuSecond / floor.perCpuSecond);
      ours.push(perCpuSecond);
      jose.push(floor.perCpuSecond);
      rates.push(made / took);
    }
  } finally {
    await stage.close();
  }
  return { ratio: median(ratios), ours: median(ours), jose: median(jose), rate: median(rates) };
}

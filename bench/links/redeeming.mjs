// Redeeming over HTTP: readers who have each made a record of their own redeem a link of their own, many at once, and each is
// answered when it is on the disk. Beside it node:sqlite alone, one row and one commit at a time, on the same disk.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { median } from '../api/lib/stats.mjs';
import { sendAll } from './load.mjs';
import { runNode } from './run-node.mjs';
import { SITE } from './site.mjs';
import { askForLinks, openStage } from './stage.mjs';

export const CONNECTIONS = 16;

/** Readers who have agreed, each with a link in hand: what they send to redeem it. */
async function prepareReaders(stage, campaign, count, linking) {
  const readers = Array.from({ length: count }, (_, index) => ({
    member: `${campaign}-${index}`,
    record: uuid(),
    headers: {
      Origin: stage.origin,
      'Content-Type': 'application/json',
      'Noren-Subject': randomBytes(16).toString('base64url'),
    },
  }));
  const records = readers.map(({ record, headers }) => ({
    method: 'POST',
    path: `/v1/sites/${SITE}/records`,
    headers,
    body: JSON.stringify(recordBody(record, stage.wording, linking)),
  }));
  await sendAll(stage.url, CONNECTIONS, records);
  const tokens = [];
  for (let at = 0; at < count; at += 10_000) {
    const lines = await askForLinks(
      stage,
      campaign,
      readers.slice(at, at + 10_000).map(({ member }) => member),
    );
    for (const line of lines) tokens.push(JSON.parse(line).url.split('#noren-link=')[1]);
  }
  return readers.map(({ record, headers }, index) => ({
    method: 'POST',
    path: `/v1/sites/${SITE}/personal-urls/redeem`,
    headers,
    body: JSON.stringify({ token: tokens[index], record }),
  }));
}

function recordBody(id, wording, linking) {
  const now = new Date().toISOString();
  const offered = ['statistics', 'identification', 'linking'];
  return {
    v: 1,
    id,
    decidedAt: now,
    sentAt: now,
    edition: '1',
    wording,
    language: 'ja',
    offered: { purposes: offered, services: [] },
    chosen: { purposes: { statistics: false, identification: true, linking }, services: {} },
    control: 'save',
    surface: 'preferences',
    basis: 'explicit',
    gpc: false,
  };
}

/** UUID of version 7, as browsers make them. */
function uuid() {
  const hex = Date.now().toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Every answer said what it should, and the database has a row for each. */
function check(stage, campaign, outcome, bodies) {
  const wrong = bodies.find((body) => JSON.parse(body).outcome !== outcome);
  if (wrong) throw new Error(`${outcome} was expected: ${wrong}`);
  const sqlite = new DatabaseSync(path.join(stage.folder, 'noren.sqlite'), { readOnly: true });
  const row = sqlite.prepare('SELECT counted, linked FROM link_campaigns WHERE campaign = ?').get(campaign);
  const { links } = sqlite.prepare('SELECT count(*) AS links FROM links WHERE campaign = ?').get(campaign);
  sqlite.close();
  const linked = outcome === 'linked' ? bodies.length : 0;
  if (row?.counted !== bodies.length || row.linked !== linked || links !== linked)
    throw new Error(`${bodies.length} ${outcome}, but the database has ${JSON.stringify({ ...row, links })}`);
}

export async function measureRedeeming(rounds, seconds, count) {
  const stage = await openStage();
  const rates = { counted: [], linked: [] };
  const floors = [];
  try {
    for (let round = -1; round < rounds; round += 1) {
      const { perSecond } = await runNode('insert-floor.mjs', path.join(stage.folder, 'floor.sqlite'), seconds);
      if (round >= 0) floors.push(perSecond);
      for (const outcome of round % 2 ? ['linked', 'counted'] : ['counted', 'linked']) {
        const campaign = `${outcome}${round}`;
        // The first round only warms up.
        const requests = await prepareReaders(stage, campaign, round < 0 ? 2000 : count, outcome === 'linked');
        const { rate, bodies } = await sendAll(stage.url, CONNECTIONS, requests);
        check(stage, campaign, outcome, bodies);
        if (round >= 0) rates[outcome].push(rate);
      }
    }
  } finally {
    await stage.close();
  }
  const ratio = (outcome) => median(rates[outcome].map((rate, round) => rate / floors[round]));
  return {
    counted: { ratio: ratio('counted'), rate: median(rates.counted) },
    linked: { ratio: ratio('linked'), rate: median(rates.linked) },
    floor: median(floors),
  };
}

import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, type Shell } from './fixture.ts';
import { type Office, test } from './mail-office.ts';

test('a list of members comes back with a link for each, its other columns as they were', async ({ shell, office }) => {
  shell.put(
    'members.csv',
    `\ufeffname,member,url\r\n"佐藤, 花子",m-1,\r\n"say ""hi""",m-2,${office.shop}/other/#top\r\nno,m-3,https://evil.example/\r\n`,
  );
  const run = await office.run(shell, '--class', 'newsletter', '--url', `${office.shop}/news/`);
  expect(run.stderr).toBe('');
  expect(run.stdout).toBe('Wrote 3 lines to links.csv: 2 personalised, 0 plain, 1 with a problem\n');
  expect(run.code).toBe(1);
  const [first, second, third] = office.rows(shell);
  expect(Object.keys(first ?? {})).toEqual([
    'name',
    'member',
    'url',
    'personal_url',
    'track_links',
    'track_opens',
    'problem',
  ]);
  expect(first).toMatchObject({ name: '佐藤, 花子', track_links: '1', track_opens: '0', problem: '' });
  expect(first?.personal_url).toMatch(new RegExp(`^${office.shop}/news/#noren-link=eyJ`));
  expect(second?.name).toBe('say "hi"');
  expect(second?.personal_url).toMatch(/\/other\/#top&noren-link=eyJ/);
  expect(third).toMatchObject({ personal_url: '', problem: 'landing-of-another-site' });
  expect(shell.list()).not.toContain('links.csv.part');
});

test('a run that was cut off goes on where it was, and makes no link twice', async ({ shell, office }) => {
  const lines = Array.from({ length: 25_000 }, (_, at) => `m-${at},"line\n${at}"`);
  shell.put('members.csv', `member,note\n${lines.join('\n')}\n`);
  // The second of three batches does not come through.
  const terms = ['--class', 'notice', '--url', `${office.shop}/`];
  const whole = await office.run(shell, ...terms);
  expect(whole.stdout).toContain('25000 personalised');
  expect(office.issued()).toBe(25_000);
  const links = office.rows(shell).map(({ personal_url }) => personal_url);

  // As a machine that lost its power leaves it: 10,000 lines and a piece of the next.
  const path = join(shell.folder, 'links.csv');
  const text = readFileSync(path, 'utf8');
  const end = text.indexOf(links[9999] ?? '') + (links[9999] ?? '').length + ',1,0,\n'.length;
  shell.put('links.csv.part', text.slice(0, end));
  appendFileSync(`${path}.part`, 'm-10000,"line\n10');
  shell.put('links.csv.part.job', jobOf(shell, office, { campaign: 'june', class: 'notice', url: `${office.shop}/` }));
  rmSync(path);
  const rest = await office.run(shell, ...terms);
  expect(rest.stdout).toContain('25000 personalised');
  expect(office.issued()).toBe(40_000);
  const rows = office.rows(shell);
  expect(rows.map(({ member }) => member)).toEqual(lines.map((_, at) => `m-${at}`));
  expect(rows.slice(0, 10_000).map(({ personal_url }) => personal_url)).toEqual(links.slice(0, 10_000));
  expect(rows[10_000]?.note).toBe('line\n10000');
  expect(existsSync(`${path}.part.job`)).toBe(false);
});

function jobOf(shell: Shell, office: Office, terms: object): string {
  const file = join(shell.folder, 'members.csv');
  const { size: bytes, mtimeMs: modifiedAt } = statSync(file);
  return JSON.stringify({ file, bytes, modifiedAt, api: office.api, ...terms });
}

test('an API that is away for a moment is asked again; one that refuses is not, and what is there stays', async ({
  shell,
  office,
}) => {
  shell.put('members.csv', 'member\nm-1\n');
  office.away(2);
  const run = await office.run(shell, '--class', 'newsletter', '--url', `${office.shop}/`);
  expect(run.code).toBe(0);
  const more = (name: string, ...rest: string[]) =>
    shell.noren(['issue-urls', name, '--out', 'more-links.csv', '--api', office.api, '--campaign', 'june', ...rest], {
      env: office.env,
    });
  // The second of its batches is refused: what the first has brought is kept, for the same command alone.
  const lines = Array.from({ length: 200 }, (_, at) => `m-${at},${office.shop}/${at}`);
  shell.put('more.csv', `member,url\n${lines.join('\n')}\n`);
  office.away(1, { after: 1, status: 403 });
  const broken = await more('more.csv', '--class', 'newsletter');
  expect([broken.code, broken.stderr]).toEqual([2, expect.stringContaining('/v1/personal-urls – ')]);
  expect(shell.list().filter((name) => name.startsWith('more-links'))).toEqual([
    'more-links.csv.part',
    'more-links.csv.part.job',
  ]);
  const other = await more('more.csv', '--class', 'notice');
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('another-job at ')]);
  expect((await more('more.csv', '--class', 'newsletter')).stdout).toContain('Wrote 200 lines');
  expect(office.issued()).toBe(201);
});

test('a command that was wrong leaves nothing in the way of the right one', async ({ shell, office }) => {
  shell.put('members.csv', 'member\nm-1\n');
  const right = ['--class', 'notice', '--url', `${office.shop}/`];
  const said = async (...args: string[]) => {
    const { code, stderr } = await office.run(shell, ...args);
    expect(shell.list().filter((name) => name.startsWith('links.csv'))).toEqual([]);
    return [code, stderr.split(' – ')[0]?.replace('noren: ', '')];
  };
  expect(await said('--class', 'service', '--url', `${office.shop}/`)).toEqual([2, 'class-not-personal at class']);
  expect(await said('--class', 'newsleter')).toEqual([2, 'invalid-option at --class']);
  expect(await said('--class', 'notice', '--url', 'news/')).toEqual([2, 'invalid-option at --url']);
  expect(await said(...right, '--carrier', 'cookie')).toEqual([2, 'invalid-option at --carrier']);
  for (const days of ['abc', '0', '1.5', '99999', ''])
    expect(await said(...right, '--days', days)).toEqual([2, 'invalid-option at --days']);
  expect(await said(...right, '--encoding', 'x-nobody')).toEqual([2, 'unknown-encoding at --encoding']);
  expect(await said(...right, '--api', 'http://consent.example.net')).toEqual([2, 'invalid-option at --api']);
  const { NOREN_KEY: key } = office.env;
  office.env.NOREN_KEY = 'noren_鍵';
  expect(await said(...right)).toEqual([2, 'invalid-key at NOREN_KEY']);
  office.env.NOREN_KEY = 'noren_nobody';
  expect((await said(...right))[1]).toContain('key-required');
  office.env.NOREN_KEY = key;
  shell.put('members.csv', '');
  expect(await said(...right)).toEqual([2, 'no-member-column at members.csv']);
  shell.put('members.csv', 'member\nm-1\n');
  expect((await office.run(shell, ...right)).code).toBe(0);
});

test('the same command started twice at once makes one list', async ({ shell, office }) => {
  shell.put('members.csv', 'member\nm-1\nm-2\n');
  const terms = ['--class', 'notice', '--url', `${office.shop}/`];
  const { asked, go } = office.pause();
  const first = office.run(shell, ...terms);
  await asked;
  const second = await office.run(shell, ...terms);
  expect([second.code, second.stderr]).toEqual([2, expect.stringContaining('running-already at ')]);
  go();
  expect((await first).code).toBe(0);
  expect(office.rows(shell).map(({ member }) => member)).toEqual(['m-1', 'm-2']);
  expect(office.issued()).toBe(2);
  expect(shell.list().filter((name) => name.startsWith('links.csv'))).toEqual(['links.csv']);
});

test('a claim of a process that is gone is taken over; one of another machine is not', async ({ shell, office }) => {
  shell.put('members.csv', 'member\nm-1\n');
  const terms = ['--class', 'notice', '--url', `${office.shop}/`];
  const { pid } = spawnSync(process.execPath, ['--version']);
  shell.put('links.csv.part.lock', `${pid} elsewhere.example`);
  expect((await office.run(shell, ...terms)).stderr).toContain('running-already at ');
  shell.put('links.csv.part.lock', `${pid} ${hostname()}`);
  expect((await office.run(shell, ...terms)).code).toBe(0);
});

test('what power that failed has left is cut back to its last whole line, and counted', async ({ shell, office }) => {
  shell.put('members.csv', 'member,note\nm-1,a\nm-2,b\n');
  const terms = { campaign: 'june', class: 'notice', url: `${office.shop}/` };
  const header = 'member,note,personal_url,track_links,track_opens,problem\n';
  const refused = 'm-1,a,,,,landing-of-another-site\n';
  const go = async (part: string) => {
    shell.put('links.csv.part', part);
    shell.put('links.csv.part.job', jobOf(shell, office, terms));
    const run = await office.run(shell, '--class', 'notice', '--url', terms.url, '--force');
    expect(office.rows(shell).map(({ member, note }) => [member, note])).toEqual([
      ['m-1', 'a'],
      ['m-2', 'b'],
    ]);
    expect(shell.read('links.csv').startsWith(header)).toBe(true);
    expect(shell.read('links.csv')).not.toContain('\0');
    return [run.code, run.stdout.split(': ')[1]];
  };
  const whole = [0, '2 personalised, 0 plain, 0 with a problem\n'];
  expect(await go('')).toEqual(whole);
  expect(await go('member,no')).toEqual(whole);
  expect(await go('\0'.repeat(100))).toEqual(whole);
  expect(await go(`${header}m-1,"a`)).toEqual(whole);
  expect(await go(`${header}m-1,a,\0\0\0\0,1,0,\n`)).toEqual(whole);
  // A problem of the earlier run is one of the whole.
  expect(await go(`${header}${refused}\0\0\0`)).toEqual([1, '1 personalised, 0 plain, 1 with a problem\n']);
});

test('no file is written over unasked, never the list itself, and nobody else may read the links', async ({
  shell,
  office,
}) => {
  shell.put('members.csv', 'member\nm-1\n');
  const terms = ['--class', 'notice', '--url', `${office.shop}/`];
  shell.put('links.csv', 'precious\n');
  const there = await office.run(shell, ...terms);
  expect([there.code, there.stderr]).toEqual([2, expect.stringContaining('out-exists at links.csv')]);
  expect(shell.read('links.csv')).toBe('precious\n');
  const itself = await office.run(shell, ...terms, '--out', 'members.csv', '--force');
  expect([itself.code, itself.stderr]).toEqual([2, expect.stringContaining('out-is-list at members.csv')]);
  expect(shell.read('members.csv')).toBe('member\nm-1\n');
  expect(office.issued()).toBe(0);
  expect((await office.run(shell, ...terms, '--force')).code).toBe(0);
  expect(statSync(join(shell.folder, 'links.csv')).mode & 0o777).toBe(0o600);
});

test('on a terminal a bar shows how far it is', async ({ shell, office }) => {
  shell.put('members.csv', 'member\nm-1\nm-2\n');
  const { stderr } = await shell.noren(
    [
      'issue-urls',
      'members.csv',
      '--out',
      'links.csv',
      '--api',
      office.api,
      '--campaign',
      'june',
      '--class',
      'notice',
      '--url',
      `${office.shop}/`,
    ],
    { env: office.env, isTTY: true },
  );
  expect(stderr).toContain('100 %  2 lines');
});

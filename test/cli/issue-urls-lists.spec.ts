import { expect } from './fixture.ts';
import { test } from './mail-office.ts';

test('wrong usage and wrong lists are said with what would be right', async ({ shell, office }) => {
  const said = async (...args: string[]) => {
    const { code, stderr } = await shell.noren(['issue-urls', ...args], { env: office.env });
    return [code, stderr.split(' – ')[0]?.replace('noren: ', '')];
  };
  const rest = ['--out', 'x.csv', '--api', office.api, '--campaign', 'june', '--class', 'newsletter'];
  expect(await said('members.csv')).toEqual([2, 'invalid-usage at issue-urls']);
  expect(await said('members.csv', ...rest)).toEqual([2, 'unreadable-file at members.csv']);
  shell.put('members.csv', 'id\n1\n');
  expect(await said('members.csv', ...rest)).toEqual([2, 'no-member-column at members.csv']);
  shell.put('members.csv', 'member,problem\n1,x\n');
  expect(await said('members.csv', ...rest, '--out', 'y.csv')).toEqual([2, 'column-taken at members.csv']);
  shell.put('members.csv', 'member,x\n1,2,3\n');
  expect(await said('members.csv', ...rest, '--out', 'z.csv')).toEqual([2, 'list-not-csv at members.csv']);
  const keyless = await shell.noren(['issue-urls', 'members.csv', ...rest]);
  expect([keyless.code, keyless.stderr]).toEqual([2, expect.stringContaining('no-key at NOREN_KEY')]);
  const help = await shell.noren(['help', 'issue-urls']);
  expect(help.stdout).toContain('NOREN_KEY');
});

test('a name in another encoding is refused rather than spoiled, and read where that is named', async ({
  shell,
  office,
}) => {
  const terms = ['--class', 'notice', '--url', `${office.shop}/`];
  // 佐藤表, as a Japanese spreadsheet saves it; its last byte is that of a backslash.
  const name = Buffer.from([0x8d, 0xb2, 0x93, 0xa1, 0x95, 0x5c]);
  shell.put('members.csv', Buffer.concat([Buffer.from('member,name\nm-1,'), name, Buffer.from('\n')]));
  const refused = await office.run(shell, ...terms);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('list-not-text at members.csv')]);
  expect(office.issued()).toBe(0);
  expect(shell.list()).not.toContain('links.csv');
  expect((await office.run(shell, ...terms, '--encoding', 'shift_jis')).code).toBe(0);
  expect(office.rows(shell)[0]?.name).toBe('佐藤表');
  shell.put('members.csv', Buffer.from('\ufeffmember,name\nm-1,佐藤\n', 'utf16le'));
  expect((await office.run(shell, ...terms, '--force')).code).toBe(0);
  expect(office.rows(shell)[0]).toMatchObject({ member: 'm-1', name: '佐藤' });
});

test('no column is lost: two of one name are refused, unnamed ones stay', async ({ shell, office }) => {
  const terms = ['--class', 'notice', '--url', `${office.shop}/`];
  shell.put('members.csv', 'member,name,name\nm-1,Taro,Hanako\n');
  const twice = await office.run(shell, ...terms);
  expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining('duplicate-column at members.csv')]);
  shell.put('members.csv', 'member,,,__proto__\nm-1,a,b,c\n');
  expect((await office.run(shell, ...terms)).code).toBe(0);
  expect(shell.read('links.csv')).toMatch(/^member,,,__proto__,personal_url,.*\nm-1,a,b,c,http/);
});

test('a list without members comes back with its columns', async ({ shell, office }) => {
  shell.put('members.csv', 'member,url\n');
  const { code, stdout } = await office.run(shell, '--class', 'notice');
  expect([code, stdout]).toEqual([0, expect.stringContaining('Wrote 0 lines')]);
  expect(shell.read('links.csv')).toBe('member,url,personal_url,track_links,track_opens,problem\n');
});

test('a line that is wrong is told with its number and gets no link; the others get theirs', async ({
  shell,
  office,
}) => {
  shell.put(
    'members.csv',
    `member,url,note\nm-1 ,,"two\nlines"\n,,x\n会員,,x\nm 2,,x\nm-3,news/,x\nm-4,${office.shop}/${'x'.repeat(2000)},x\nm-5,,x\n`,
  );
  const run = await office.run(shell, '--class', 'notice', '--url', `${office.shop}/`);
  expect([run.code, run.stdout]).toEqual([1, expect.stringContaining(': 2 personalised, 0 plain, 5 with a problem')]);
  expect(run.stderr.split('\n').map((line) => line.split(' – ')[0]?.slice(0, 60))).toEqual([
    'members.csv line 4: member-missing',
    'members.csv line 5: member-invalid "会員"',
    'members.csv line 6: member-invalid "m 2"',
    'members.csv line 7: landing-invalid "news/"',
    expect.stringMatching(/^members.csv line 8: landing-invalid "http/),
    '',
  ]);
  const rows = office.rows(shell);
  expect(rows.map(({ member, problem }) => [member, problem])).toEqual([
    ['m-1 ', ''],
    ['', 'member-missing'],
    ['会員', 'member-invalid'],
    ['m 2', 'member-invalid'],
    ['m-3', 'landing-invalid'],
    ['m-4', 'landing-invalid'],
    ['m-5', ''],
  ]);
  expect(rows.at(-1)?.personal_url).toContain('#noren-link=');
  expect(office.issued()).toBe(2);
  shell.put('members.csv', `member\n${'m 1\n'.repeat(25)}`);
  const many = await office.run(shell, '--class', 'notice', '--url', `${office.shop}/`, '--force');
  expect(many.stderr.split('\n').slice(19)).toEqual([
    expect.stringContaining('line 21: '),
    '… and 5 more lines: see the column "problem"',
    '',
  ]);
});

test('a list with many addresses, or long ones, is asked for in as many requests as it takes', async ({
  shell,
  office,
}) => {
  const many = Array.from({ length: 250 }, (_, at) => `m-${at},${office.shop}/${at}`);
  shell.put('members.csv', `member,url\n${many.join('\n')}\n`);
  expect((await office.run(shell, '--class', 'notice')).stdout).toContain('250 personalised');
  const long = `${office.shop}/?q=${'x'.repeat(1900)}`;
  shell.put('members.csv', `member,url\n${Array.from({ length: 10_000 }, (_, at) => `m-${at},${long}`).join('\n')}\n`);
  expect((await office.run(shell, '--class', 'notice', '--force')).stdout).toContain('10000 personalised');
  expect(office.rows(shell).map(({ member }) => member)).toEqual(Array.from({ length: 10_000 }, (_, at) => `m-${at}`));
});

test('an address that holds an escaped token is warned of once, and gets its link', async ({ shell, office }) => {
  const escaped = `${office.shop}/news/%23Noren-link=`;
  shell.put('members.csv', `member,url\nm-1,\nm-2,${escaped}\nm-3,${escaped}2\nm-4,${office.shop}/%23top\n`);
  const run = await office.run(shell, '--class', 'newsletter', '--url', `${office.shop}/`);
  expect(run.stderr).toMatch(/^members\.csv line 3: warning token-escaped "[^"]+%23Noren-link=" \(and 1 more\) – /);
  expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(run.stdout).toContain('4 personalised');
  expect(run.code).toBe(0);
  const all = await office.run(shell, '--force', '--class', 'newsletter', '--url', escaped);
  expect(all.stderr).toMatch(/^--url: warning token-escaped [^\n]+\nmembers\.csv line 3: /);
});

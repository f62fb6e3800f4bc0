import { expect, test } from './fixture.ts';

test('the catalogue is a table of those that a row can name, and one of the programmes of the industry', async ({
  shell,
}) => {
  const { code, stdout, stderr } = await shell.noren(['providers']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [providers = '', programmes = '', ...more] = stdout.trimEnd().split('\n\n');
  expect(more).toEqual([]);
  const lines = providers.split('\n');
  expect(lines[0]).toMatch(/^ID +CATEGORY +NAME +RECIPIENT$/);
  expect(lines.length).toBeGreaterThan(40);
  expect(providers).toMatch(/^google-analytics-4 +analytics +Google Analytics 4 +Google LLC$/m);
  for (const never of ['jiaa-icon', 'daa-webchoices', 'aja'])
    expect(providers).not.toMatch(new RegExp(`^${never} `, 'm'));
  expect(programmes.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    [expect.stringContaining('"industryOptOuts"')],
    ['ID', 'NAME', 'OPERATOR'],
    ['daa-webchoices', 'DAA WebChoices', 'Digital Advertising Alliance (USA)'],
    ['jiaa-icon', 'JIAA information icon programme', 'Japan Interactive Advertising Association (JIAA)'],
  ]);
});

test('a programme of the industry is found like a provider, and told from one by its kind', async ({ shell }) => {
  const found = async (...args: string[]) =>
    JSON.parse((await shell.noren(['providers', '--json', ...args])).stdout) as { kind: string; id: string }[];
  expect(await found('インタラクティブ広告協会')).toEqual([
    {
      kind: 'industry-programme',
      id: 'jiaa-icon',
      name: { ja: 'JIAA インフォメーションアイコンプログラム', en: 'JIAA information icon programme' },
      operator: {
        ja: '一般社団法人日本インタラクティブ広告協会（JIAA）',
        en: 'Japan Interactive Advertising Association (JIAA)',
      },
      covers: { ja: expect.any(String), en: expect.any(String) },
      url: expect.stringMatching(/^https:/),
    },
  ]);
  const kinds = (await found()).map(({ kind }) => kind);
  expect(kinds.slice(-2)).toEqual(['industry-programme', 'industry-programme']);
  expect(new Set(kinds.slice(0, -2))).toEqual(new Set(['provider']));
  expect((await shell.noren(['providers', 'WebChoices'])).stdout).toMatch(/^Programmes [^\n]+\nID +NAME/);
});

test('a text finds ids, names, recipients and categories, in both languages', async ({ shell }) => {
  const found = async (...args: string[]) =>
    JSON.parse((await shell.noren(['providers', '--json', ...args])).stdout).map(({ id }: { id: string }) => id);
  expect(await found('PLAID')).toEqual(['karte']);
  expect(await found('プレイド')).toEqual(['karte']);
  expect(await found('tag-management')).toEqual(['google-tag-manager']);
  expect(await found('google', 'ads')).toEqual(['google-ads']);
  expect(await found('ｇｏｏｇｌｅ')).toContain('google-maps');
  expect(await found('nobody at all')).toEqual([]);
});

test('--json tells both languages', async ({ shell }) => {
  const { stdout } = await shell.noren(['providers', 'karte', '--json']);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      kind: 'provider',
      id: 'karte',
      category: 'personalization',
      name: { ja: 'KARTE', en: 'KARTE' },
      recipient: { ja: '株式会社プレイド', en: 'PLAID, Inc.' },
    },
  ]);
});

test('a company whose name is being confirmed is told so, and is null for programs', async ({ shell }) => {
  const { stdout } = await shell.noren(['providers', 'tetori', '--json']);
  expect(JSON.parse(stdout)).toMatchObject([{ id: 'tetori', recipient: null, country: null }]);
  expect((await shell.noren(['providers', 'tetori', '--language', 'ja'])).stdout).toMatch(/ 確認中$/m);
  expect((await shell.noren(['providers', 'tetori', '--language', 'en'])).stdout).toMatch(/ being confirmed$/m);
});

test('names are in the language of the terminal, or the one that is asked for', async ({ shell }) => {
  const ja = await shell.noren(['providers', 'ad-ebis'], { env: { LANG: 'ja_JP.UTF-8' } });
  expect(ja.stdout).toContain('アドエビス  株式会社イルグルム');
  const en = await shell.noren(['providers', 'ad-ebis', '--language', 'en'], { env: { LANG: 'ja_JP.UTF-8' } });
  expect(en.stdout).toContain('AD EBiS');
  expect((await shell.noren(['providers', '--language', 'fr'])).code).toBe(2);
});

test('where nothing matches, that is said beside the output', async ({ shell }) => {
  expect(await shell.noren(['providers', 'zzz'])).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringContaining('zzz'),
  });
});

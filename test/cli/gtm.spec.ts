import { expect, test } from './fixture.ts';
import { exported, FILE, type Output, site } from './gtm-stage.ts';
import type { Exported, TagJson } from './tag-manager-stand-in.ts';

test('without a config the purposes of noren init are taken, and it is said', async ({ shell }) => {
  shell.put(FILE, exported());
  const { code, stdout, stderr } = await shell.noren(['gtm', FILE]);
  expect([code, stderr]).toEqual([1, expect.stringContaining('There is no noren.config.jsonc')]);
  expect(stdout).toMatch(/^GTM-SMPL123 {2}www\.example\.jp {2}\(25 tags\)\n/);
  expect(stdout).toMatch(/^no +Meta ピクセル +Custom HTML +meta +advertising +on All Pages$/m);
  expect(stdout).toMatch(/^no +LinkedIn .* on All Pages; not on Block - 社内$/m);
  expect(stdout).toMatch(/\d+ errors, \d+ warnings in 1 file\n$/);
  expect(stdout).not.toContain('\u001b');
  const coloured = await shell.noren(['gtm', FILE], { isTTY: true });
  expect(coloured.stdout).toContain('\u001b[31mno ');
});

test('what is there already is overwritten only where that is asked for', async ({ shell }) => {
  shell.put(FILE, exported());
  shell.put('gated/gated-container.json', 'mine');
  const kept = await shell.noren(['gtm', FILE, '--write', 'gated']);
  expect([kept.code, kept.stderr]).toEqual([2, expect.stringContaining('file-exists')]);
  expect(shell.list('gated')).toEqual(['gated-container.json']);
  expect(shell.read('gated/gated-container.json')).toBe('mine');
  const forced = await shell.noren(['gtm', FILE, '--write', 'gated', '--force']);
  expect(forced.code).toBe(1);
  expect(forced.stderr).toMatch(/19 of 25 tags are gated anew/);
  expect(shell.list('gated')).toEqual(['gated-container.json', 'register-rows.json']);
});

test('what is no web container is told with its place, and nothing is written', async ({ shell }) => {
  const changed = (change: (one: Exported) => void): Exported => {
    const one = exported();
    change(one);
    return one;
  };
  const container = (one: Exported) => one.containerVersion.container as Record<string, unknown>;
  for (const [content, code, fix] of [
    ['{"exportFormatVersion": 2,\n "containerVersion": {"tag": [}}', 'container-not-json', 'a value is expected here'],
    ['', 'container-not-json', 'a value is expected'],
    ['// a config\n{}', 'container-not-json', 'name the file that Tag Manager has exported'],
    ['{"exportFormatVersion": 2,}', 'container-not-json', 'name the file that Tag Manager has exported'],
    ['[1]', 'not-a-container', 'Admin, Export Container'],
    ['{"exportFormatVersion": 2}', 'not-a-container', '"containerVersion" is missing'],
    [{ container: {}, tag: [] }, 'not-a-container', 'a version as the API gives it'],
    [{ ...exported(), exportFormatVersion: 3 }, 'unknown-export-version', 'only format known here is 2'],
    [
      changed((one) => Object.assign(container(one), { usageContext: ['web'] })),
      'not-a-container',
      'a version as the API gives it, whose words Tag Manager does not import',
    ],
    [
      changed((one) => Object.assign(container(one), { usageContext: ['SERVER'] })),
      'not-a-web-container',
      'a server container',
    ],
    [
      changed((one) => Object.assign(container(one), { usageContext: ['ANDROID_SDK_5'] })),
      'not-a-web-container',
      'an Android app',
    ],
    [
      changed((one) => Object.assign(container(one), { usageContext: '__proto__' })),
      'not-a-web-container',
      'web container',
    ],
    [changed((one) => Object.assign(one.containerVersion, { tag: {} })), 'container-shape', 'a list belongs here'],
    [
      changed((one) => Object.assign(one.containerVersion.tag[2] as object, { firingTriggerId: 7 })),
      'container-shape',
      'a list of texts',
    ],
    [
      changed((one) => Object.assign(one.containerVersion.trigger[2] as object, { filter: [{ parameter: [3] }] })),
      'container-shape',
      'a list of conditions',
    ],
    [
      changed((one) => one.containerVersion.tag.push(null as unknown as TagJson)),
      'container-shape',
      'an object belongs here',
    ],
  ] as const) {
    shell.put('bad.json', content);
    const { code: exit, stdout } = await shell.noren(['gtm', 'bad.json', '--write', 'out', '--json']);
    const [found] = (JSON.parse(stdout) as Output).files[0]?.findings ?? [];
    expect([exit, found?.code], JSON.stringify(content).slice(0, 80)).toEqual([1, code]);
    expect(found?.fix).toContain(fix);
    if (typeof content === 'string') expect(found?.line).toBeGreaterThan(0);
  }
  expect(shell.list()).not.toContain('out');
  for (const args of [[], ['a.json', 'b.json'], ['gone.json'], ['bad.json', '--wriet', 'x']] as const)
    expect((await shell.noren(['gtm', ...args])).code).toBe(2);
  shell.put('noren.config.jsonc', site({ colour: 'red' }));
  shell.put(FILE, exported());
  const broken = await shell.noren(['gtm', FILE]);
  expect([broken.code, broken.stderr]).toEqual([1, 'The container was not read: the config has errors.\n']);
});

test('hostile names and patterns are shown as they are, and a container of ten megabytes is read', async ({
  shell,
}) => {
  const container = exported();
  const { tag, trigger, variable } = container.containerVersion;
  const [one] = tag.slice(10);
  const evil = '\u001b[31m\u202eevil"<script>\n';
  Object.assign(one as object, { name: evil });
  tag.push({
    ...(one as TagJson),
    tagId: '9001',
    name: '__proto__',
    type: 'no-such-type',
    parameter: [],
    firingTriggerId: ['424242'],
  });
  trigger.push({
    triggerId: '9002',
    name: 'regex',
    type: 'CUSTOM_EVENT',
    customEventFilter: [
      {
        type: 'MATCH_REGEX',
        parameter: [
          { type: 'TEMPLATE', key: 'arg0', value: '{{_event}}' },
          { type: 'TEMPLATE', key: 'arg1', value: '(' },
        ],
      },
    ],
  });
  Object.assign(tag[0] as object, { blockingTriggerId: ['9002'] });
  const pad = '<script>// '.repeat(1000);
  for (let index = 0; index < 1000; index += 1)
    variable.push({
      variableId: `${20_000 + index}`,
      name: `pad ${index}`,
      type: 'jsm',
      parameter: [{ type: 'TEMPLATE', key: 'javascript', value: pad }],
    });
  shell.put(FILE, container);
  const { code, stdout } = await shell.noren(['gtm', FILE, '--write', 'out']);
  expect(code).toBe(1);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).not.toContain('\u202e');
  expect(stdout).toContain('\\u001b[31m\\u202eevil');
  expect(stdout).toMatch(/^no +__proto__ +no-such-type +\?/m);
  expect(stdout).toContain('the container has no trigger 424242');
  const copy = JSON.parse(shell.read('out/gated-container.json')) as Exported;
  expect(copy.containerVersion.tag.at(-1)).toMatchObject({ name: '__proto__', firingTriggerId: ['424242'] });
  expect(copy.containerVersion.tag.at(-1)?.blockingTriggerId).toHaveLength(3);
  const again = await shell.noren(['gtm', 'out/gated-container.json', '--json']);
  const { tags } = JSON.parse(again.stdout) as Output;
  expect(tags.filter(({ state }) => !['gated', 'free', 'consent'].includes(state))).toEqual([]);
});

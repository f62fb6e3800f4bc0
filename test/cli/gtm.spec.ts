import { readFileSync } from 'node:fs';
import { expect, row, test } from './fixture.ts';
import { exported, FILE, type Output, site, withContainer } from './gtm-stage.ts';
import type { Exported, TagJson } from './tag-manager-stand-in.ts';

withContainer('each tag is told: whose it is, what it is for, and how it waits today', async ({ gtm }) => {
  const { code, container, tags, files, errors, stderr } = await gtm(FILE);
  expect({ code, stderr, publicId: container.publicId }).toEqual({ code: 1, stderr: '', publicId: 'GTM-SMPL123' });
  expect(errors).toBeGreaterThan(10);
  const of = (name: string) => tags.find((tag) => tag.name === name);
  expect(
    tags.map(({ name, state, purposes, providers, rows }) => [
      name,
      state,
      purposes.join(' '),
      [...providers, ...rows].join(' '),
    ]),
  ).toEqual([
    ['GA4 - Google タグ', 'checks-only', 'statistics', 'google-analytics-4'],
    ['GA4 - purchase', 'checks-only', 'statistics', 'google-analytics-4'],
    ['GA4 - tel click', 'gated', 'statistics', 'google-analytics-4'],
    ['Google 広告 - Google タグ', 'checks-only', 'advertising', 'google-ads'],
    ['Google 広告 - 資料請求', 'elsewhere', 'advertising', 'google-ads'],
    ['Google 広告 - リマーケティング', 'checks-only', 'advertising', 'google-ads'],
    ['Conversion Linker', 'checks-only', 'advertising', 'google-ads'],
    ['Floodlight - thanks', 'checks-only', 'advertising', 'google-marketing-platform'],
    ['UET', 'ungated', 'advertising', 'microsoft-advertising'],
    ['LinkedIn', 'ungated', 'advertising', 'linkedin'],
    ['Meta ピクセル', 'ungated', 'advertising', 'meta'],
    ['LINE Tag - ベース', 'ungated', 'advertising', 'line-ads'],
    ['Yahoo!広告 サイトジェネラルタグ', 'ungated', 'advertising', 'yahoo-japan-ads'],
    ['Yahoo!広告 コンバージョン', 'ungated', 'advertising', 'yahoo-japan-ads'],
    ['KARTE', 'ungated', 'recommendation', 'karte'],
    ['Clarity', 'ungated', 'statistics', 'microsoft-clarity'],
    ['A8 計測 ピクセル', 'ungated', 'statistics recommendation advertising', ''],
    ['Cookiebot', 'consent', '', ''],
    ['同意モード 初期値', 'consent', '', ''],
    ['旧 Hotjar', 'ungated', 'statistics', 'hotjar'],
    ['チャット', 'ungated', 'help', 'chat'],
    ['フォーム計測を dataLayer へ', 'free', '', ''],
    ['reCAPTCHA', 'free', '', 'google-recaptcha'],
    ['購入後アンケート', 'ungated', 'statistics recommendation advertising', 'meta'],
    ['旧 GA', 'free', '', ''],
  ]);
  expect(of('GA4 - tel click')).toMatchObject({ ways: ['requires analytics_storage'], fires: ['Click - tel'] });
  expect(of('LinkedIn')).toMatchObject({ fires: ['All Pages'], exceptions: ['Block - 社内'] });
  const told =
    files[0]?.findings.map(({ code: found, path, received }) => `${found} ${path.split('.')[1]} ${received}`) ?? [];
  for (const wanted of [
    'gated-elsewhere tag[4] Google 広告 - 資料請求',
    'ungated-tag tag[10] Meta ピクセル',
    'ungated-tag tag[19] 旧 Hotjar',
    'unstoppable-tag tag[20] チャット',
    'unknown-tag tag[16] A8 計測 ピクセル',
    'unknown-tag tag[23] 購入後アンケート',
    'second-consent-manager tag[17] Cookiebot',
    'two-consent-defaults tag[18] Cookiebot,同意モード 初期値',
    'consent-default-late tag[18] 同意モード 初期値',
    'not-a-consent-tag tag[21] フォーム計測を dataLayer へ',
    'purpose-without-types undefined help',
  ])
    expect(told).toContain(wanted);
  expect(told.filter((text) => /tag\[(2|17|22|24)\]/.test(text))).toEqual(['second-consent-manager tag[17] Cookiebot']);
  const { line, column } = files[0]?.findings.find(({ code: found }) => found === 'second-consent-manager') ?? {};
  const lines = JSON.stringify(exported(), undefined, 2).split('\n');
  // Where it is said to stand, the tag begins.
  expect(lines.slice((line ?? 0) - 1, (line ?? 0) + 4).join('\n')).toContain('"name": "Cookiebot"');
  expect(lines[(line ?? 0) - 1]?.[(column ?? 0) - 1]).toBe('{');
});

withContainer(
  'draft rows: the catalogue’s by name, others with what is left open refused until it is said',
  async ({ shell, gtm }) => {
    await gtm(FILE, '--write', 'gated');
    const rows = JSON.parse(shell.read('gated/register-rows.json')) as Record<string, unknown>[];
    expect(rows.filter(({ provider }) => provider)).toEqual(
      [
        // Whether the page asks before it brings the container, no container tells.
        ['google-tag-manager', 'to-be-decided'],
        ['google-analytics-4', 'statistics'],
        ['google-ads', 'advertising'],
        ['google-marketing-platform', 'advertising'],
        ['microsoft-advertising', 'advertising'],
        ['linkedin', 'advertising'],
        ['meta', 'advertising'],
        ['line-ads', 'advertising'],
        ['yahoo-japan-ads', 'advertising'],
        ['karte', 'recommendation'],
        ['microsoft-clarity', 'statistics'],
        ['hotjar', 'statistics'],
        ['google-recaptcha', 'necessary'],
      ].map(([provider, purpose]) => ({ provider, purpose })),
    );
    const open = rows.filter(({ provider }) => !provider);
    expect(open.map(({ id, purpose, hosts }) => ({ id, purpose, hosts }))).toEqual([
      { id: 'px-affiliate-example', purpose: 'to-be-decided', hosts: ['px.affiliate.example'] },
      { id: 'survey-sample-example', purpose: 'to-be-decided', hosts: ['survey.sample.example'] },
    ]);
    const edition = { ...(site().editions[0] as object) };
    shell.put(
      'with-rows.json',
      site({ services: [row('chat', 'help', ['chat.widget.example']), ...rows], editions: [edition] }),
    );
    const { codes, findings } = await shell.check('with-rows.json');
    expect(codes).toEqual(expect.arrayContaining(['unknown-purpose', 'placeholder-text', 'purpose-says-nothing']));
    const refused = findings
      .filter(({ severity }) => severity === 'error')
      .map(({ path }) => /services\[(\d+)\]/.exec(path)?.[1]);
    const places = rows.flatMap(({ purpose }, index) => (purpose === 'to-be-decided' ? [String(index + 1)] : []));
    expect(places).toHaveLength(open.length + 1);
    expect([...new Set(refused)].sort()).toEqual(places.sort());
  },
);

withContainer(
  'a tag that runs with another one, by its sequence, waits with that one, and by its own types',
  async ({ shell, gtm }) => {
    const html = (name: string, more: object) => ({
      ...(exported().containerVersion.tag[10] as TagJson),
      name,
      tagId: name,
      ...more,
    });
    const own = exported();
    own.containerVersion.tag = [
      html('main', { setupTag: [{ tagName: 'first', stopOnSetupFailure: false }] }),
      html('first', { firingTriggerId: [] }),
      html('elsewhere', { type: 'gaawe', teardownTag: [{ tagName: 'both' }], parameter: [] }),
      html('both', {}),
    ];
    shell.put('sequence.json', own);
    const states = (output: Output) => output.tags.map(({ name, state }) => `${name} ${state}`);
    expect(states(await gtm('sequence.json', '--write', 'out'))).toEqual([
      'main ungated',
      'first ungated',
      'elsewhere checks-only',
      'both ungated',
    ]);
    const { containerVersion } = JSON.parse(shell.read('out/gated-container.json')) as Exported;
    const [main, first] = containerVersion.tag;
    expect(main?.setupTag).toEqual([{ tagName: 'first', stopOnSetupFailure: false }]);
    expect(first).toMatchObject({ firingTriggerId: [], consentSettings: { consentStatus: 'NEEDED' } });
    expect(first?.blockingTriggerId).toBeUndefined();
    expect(new Set((await gtm('out/gated-container.json')).tags.map(({ state }) => state))).toEqual(new Set(['gated']));
    // The exception of the tag that fires it is enough, too.
    first && Object.assign(first, { consentSettings: { consentStatus: 'NOT_SET' } });
    // What another tag fires does not look at its own exceptions.
    const [, , , last] = containerVersion.tag;
    last && Object.assign(last, { consentSettings: { consentStatus: 'NOT_SET' } });
    shell.put('again.json', { ...own, containerVersion });
    expect(states(await gtm('again.json'))).toEqual(['main gated', 'first gated', 'elsewhere gated', 'both ungated']);
  },
);

withContainer(
  'what only a look at the whole tells is told: defaults, zones, switches of a row, tags that nothing fires again',
  async ({ shell, gtm }) => {
    const own = exported();
    const { tag } = own.containerVersion;
    const needed = {
      consentStatus: 'NEEDED',
      consentType: { type: 'LIST', list: [{ type: 'TEMPLATE', value: 'ad_storage' }] },
    };
    const [meta, defaults] = [tag[10] as TagJson, tag[18] as TagJson];
    own.containerVersion.zone = [{ zoneId: '1', name: 'Group company' }];
    own.containerVersion.tag = [{ ...meta, consentSettings: needed }];
    shell.put('whole.json', own);
    shell.put(
      'noren.config.jsonc',
      site({ services: [row('meta', 'advertising', ['connect.facebook.net'], { choice: true })] }),
    );
    const codes = async () => (await gtm('whole.json')).files[0]?.findings.map(({ code }) => code).sort();
    expect(await codes()).toEqual([
      'consent-default-unseen',
      'fires-too-early',
      'service-choice-unseen',
      'zones-unread',
    ]);
    own.containerVersion.zone = undefined;
    // Whose it is, is known; what it would be for on this site, is not.
    own.containerVersion.tag = [{ ...meta, consentSettings: { consentStatus: 'NOT_NEEDED' } }];
    shell.put('whole.json', own);
    shell.put('few.json', site({ purposes: site().purposes.filter(({ id }) => id !== 'advertising') }));
    const few = await gtm('whole.json', '--config', 'few.json');
    expect(few.files[0]?.findings.map(({ code }) => code)).toEqual(['no-fitting-purpose', 'ungated-tag']);
    expect(few.tags[0]).toMatchObject({
      purposes: ['statistics', 'recommendation'],
      consent: { status: 'NOT_NEEDED', types: [] },
      ways: ['set to need no additional consent'],
    });
    own.containerVersion.tag = [{ ...meta, consentSettings: needed }];
    own.containerVersion.tag.push({ ...defaults, firingTriggerId: ['2147479572'] });
    shell.put('whole.json', own);
    expect(await codes()).toEqual(['consent-default-in-html', 'fires-too-early', 'service-choice-unseen']);
  },
);

withContainer(
  'Noren’s own template is the consent tag of a container, and no second consent manager',
  async ({ shell, gtm }) => {
    const own = exported();
    own.containerVersion.customTemplate = [
      {
        templateId: '90',
        containerId: '178901234',
        name: 'Noren consent',
        templateData: readFileSync(new URL('../../packages/loader/gtm/noren.tpl', import.meta.url), 'utf8'),
      },
    ];
    own.containerVersion.tag = [
      { tagId: '1', name: 'Noren', type: 'cvt_178901234_90', parameter: [], firingTriggerId: ['2147479572'] },
    ];
    shell.put('noren.json', own);
    shell.put('noren.config.jsonc', site({ services: [{ provider: 'google-tag-manager', purpose: 'necessary' }] }));
    const { code, tags, files } = await gtm('noren.json', '--write', 'out');
    expect({ code, findings: files[0]?.findings, state: tags[0]?.state }).toEqual({
      code: 0,
      findings: [],
      state: 'consent',
    });
    expect(JSON.parse(shell.read('out/gated-container.json'))).toEqual(own);
    expect(JSON.parse(shell.read('out/register-rows.json'))).toEqual([]);
  },
);

withContainer(
  'custom HTML needs no permission only where each of its calls is of its own or of the page',
  async ({ shell, gtm }) => {
    const own = exported();
    const [meta] = own.containerVersion.tag.slice(10) as [TagJson];
    const quiet = [
      '<style>.notice { color: red }</style>',
      "<script>(function () { document.querySelector('#a').classList.add('b'); })();</script>",
      "<script>function told(name) { dataLayer.push({event: name}); } document.addEventListener('click', function () { told('x'); });</script>",
      "<script>dataLayer.push({event: 'page', value: {{DLV - value}}});</script>",
      '<!-- for search -->\n<script type="application/ld+json">{"@context": "https://schema.org", "url": "https://www.sample.example", "sameAs": ["https://www.facebook.com/sample"], "name": "{{DLV - value}}"}</script>\n<script data-a type=\'application/ld+json\'>[{"new": "fetch(1)"}]</script >',
    ];
    const loud = [
      "<script>_paq.push(['trackEvent', 'a']);</script>",
      "<script>tracker.send('a');</script>",
      "<script>window['t' + 'racker']('a');</script>",
      "<script>(window.tracker || other)('a');</script>",
      '<script>{{JS - time}}</script>',
      '<script>document.cookie = "a=1"</script>',
      '<div onclick="track()">a</div>',
      '<script>tracker`a`</script>',
      '<img src="/own.gif">',
      '<script>new Tracker("a")</script>',
      '<script>location.assign("/b")</script>',
      '<script type="application/ld+json">{"name": "{{JS - time}}"}</script>',
      '<script type="application/ld+json">{}</script><script>tracker.send("a")</script>',
      '<script data-type="application/ld+json">tracker.send("b")</script>',
    ];
    own.containerVersion.tag = [...quiet, ...loud].map((value, index) => ({
      ...meta,
      tagId: String(index),
      name: value,
      parameter: [{ type: 'TEMPLATE', key: 'html', value }],
    }));
    shell.put('html.json', own);
    const { tags } = await gtm('html.json');
    expect(tags.filter(({ state }) => state === 'free').map(({ name }) => name)).toEqual(quiet);
    expect(tags.filter(({ state, unknown }) => state === 'ungated' && unknown).map(({ name }) => name)).toEqual(loud);
  },
);

withContainer('a person can say what a tag is for, or that it needs nothing', async ({ gtm }) => {
  const { tags } = await gtm(FILE, '--assign', 'A8 計測 ピクセル=advertising', '--assign', '購入後アンケート=none');
  const of = (name: string) => tags.find((tag) => tag.name === name);
  expect(of('A8 計測 ピクセル')).toMatchObject({ purposes: ['advertising'], unknown: false, state: 'ungated' });
  expect(of('購入後アンケート')).toMatchObject({ purposes: [], unknown: false, state: 'free' });
  for (const [said, fix] of [
    ['A8 計測=advertising', 'did you mean "A8 計測 ピクセル"'],
    ['A8 計測 ピクセル=ads', 'one of necessary, statistics'],
    ['advertising', 'a name of a tag and a purpose'],
  ] as const) {
    const { code, files } = await gtm(FILE, '--assign', said);
    expect([code, files[0]?.findings[0]?.code]).toEqual([2, 'invalid-option']);
    expect(files[0]?.findings[0]?.fix).toContain(fix);
  }
});

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

withContainer(
  'a container that needs no yes is no permission for Google’s tags, which come from the same host',
  async ({ shell, gtm }) => {
    const own = exported();
    const [meta] = own.containerVersion.tag.slice(10) as [TagJson];
    const html = [
      '<script async src="https://www.googletagmanager.com/gtag/js?id={{ids by page}}"></script>',
      '<script async src="https://www.googletagmanager.com/gtag/js?id=G-ABCDEF12"></script>',
      "<script>load('https://www.googletagmanager.com/gtm.js?id=GTM-ABC1234')</script>",
    ];
    own.containerVersion.tag = html.map((value, index) => ({
      ...meta,
      tagId: String(index),
      name: value,
      parameter: [{ type: 'TEMPLATE', key: 'html', value }],
    }));
    shell.put('shared.json', own);
    shell.put('noren.config.jsonc', site({ services: [{ provider: 'google-tag-manager', purpose: 'necessary' }] }));
    const { tags } = await gtm('shared.json');
    expect(tags.map(({ state, purposes }) => [state, ...purposes])).toEqual([
      ['ungated', 'advertising'],
      ['ungated', 'statistics'],
      ['free'],
    ]);
  },
);

withContainer(
  'what another tag runs, of a purpose without consent types, waits with that one, which then waits too',
  async ({ shell, gtm }) => {
    const own = exported();
    const [meta] = own.containerVersion.tag.slice(10) as [TagJson];
    const html = (name: string, value: string, more: object): TagJson => ({
      ...meta,
      tagId: name,
      name,
      parameter: [{ type: 'TEMPLATE', key: 'html', value }],
      ...more,
    });
    own.containerVersion.tag = [
      html('quiet', '<script>console.log(1)</script>', { setupTag: [{ tagName: 'between' }] }),
      html('between', '<script>console.log(2)</script>', { firingTriggerId: [], teardownTag: [{ tagName: 'chat' }] }),
      html('chat', '<script src="https://chat.widget.example/a.js"></script>', { firingTriggerId: [] }),
      html('other', '<script>console.log(3)</script>', {}),
    ];
    shell.put('sequence.json', own);
    const first = await gtm('sequence.json', '--write', 'out');
    expect(first.tags.map(({ state }) => state)).toEqual(['free', 'free', 'ungated', 'free']);
    expect(first.written?.changed).toEqual(['quiet']);
    const { containerVersion } = JSON.parse(shell.read('out/gated-container.json')) as Exported;
    const names = (ids: string[] = []) =>
      ids.map((id) => containerVersion.trigger.find(({ triggerId }) => triggerId === id)?.name);
    expect(names(containerVersion.tag[0]?.blockingTriggerId)).toEqual(['Noren - while help may not run']);
    expect(containerVersion.tag.slice(1)).toEqual(own.containerVersion.tag.slice(1));
    const again = await gtm('out/gated-container.json', '--write', 'twice');
    expect(again.tags.find(({ name }) => name === 'chat')?.state).toBe('gated');
    expect(again.written?.changed).toEqual([]);
    expect(shell.read('twice/gated-container.json')).toBe(shell.read('out/gated-container.json'));
  },
);

withContainer('a Google tag whose id a table tells waits for all that stand in the table', async ({ shell, gtm }) => {
  const own = exported();
  const [googleTag] = own.containerVersion.tag.filter(({ type }) => type === 'googtag') as [TagJson];
  const setting = (key: string, value: string) => ({ type: 'TEMPLATE', key, value });
  const table = (key: string, values: string[]) => ({
    type: 'LIST',
    key,
    list: values.map((value) => ({ type: 'MAP', map: [setting('key', 'www.example.jp'), setting('value', value)] })),
  });
  own.containerVersion.variable.push(
    { variableId: '901', name: 'ads id', type: 'c', parameter: [setting('value', 'AW-1234567')] },
    { variableId: '902', name: 'by host', type: 'smm', parameter: [table('map', ['G-ABCDEF12', '{{ads id}}'])] },
    { variableId: '903', name: 'by path', type: 'remm', parameter: [table('map', ['{{ads id}}', '{{by path}}'])] },
    { variableId: '904', name: 'of the page', type: 'v', parameter: [setting('name', 'id')] },
  );
  own.containerVersion.tag = ['{{by host}}', '{{by path}}', '{{of the page}}', '{{gone}}'].map((value, index) => ({
    ...googleTag,
    tagId: String(index),
    name: value,
    parameter: [setting('tagId', value)],
  }));
  shell.put('tables.json', own);
  const { tags } = await gtm('tables.json');
  expect(tags.map(({ purposes }) => purposes)).toEqual([
    ['statistics', 'advertising'],
    ['advertising'],
    ['statistics'],
    ['statistics'],
  ]);
});

withContainer(
  'a tag that brings another container waits for every purpose, and is told of also where a row permits it',
  async ({ shell, gtm }) => {
    const own = exported();
    const [meta] = own.containerVersion.tag.slice(10) as [TagJson];
    const value = '<script src="https://www.googletagmanager.com/gtm.js?id=GTM-AGENCY1"></script>';
    own.containerVersion.tag = [{ ...meta, parameter: [{ type: 'TEMPLATE', key: 'html', value }] }];
    shell.put('agency.json', own);
    const { tags, files } = await gtm('agency.json');
    expect(tags[0]).toMatchObject({
      state: 'ungated',
      purposes: ['statistics', 'recommendation', 'advertising'],
      providers: ['google-tag-manager'],
    });
    const codes = (all: typeof files) => all[0]?.findings.map(({ code }) => code);
    expect(codes(files)).toEqual(['no-fitting-purpose', 'container-unread', 'ungated-tag']);
    shell.put('noren.config.jsonc', site({ services: [{ provider: 'google-tag-manager', purpose: 'necessary' }] }));
    expect(codes((await gtm('agency.json')).files)).toEqual(['container-unread']);
  },
);

withContainer(
  'a conversion that consent types alone hold is told of: what the page says before Noren has come is lost',
  async ({ shell, gtm }) => {
    const own = exported();
    const [meta] = own.containerVersion.tag.slice(10) as [TagJson];
    const on = (event: string) => ({
      triggerId: event,
      name: event,
      type: 'CUSTOM_EVENT',
      customEventFilter: [
        {
          type: 'EQUALS',
          parameter: [
            { type: 'TEMPLATE', key: 'arg0', value: '{{_event}}' },
            { type: 'TEMPLATE', key: 'arg1', value: event },
          ],
        },
      ],
    });
    own.containerVersion.trigger.push(on('purchase') as never, on('noren.change') as never);
    const consentSettings = {
      consentStatus: 'NEEDED',
      consentType: { type: 'LIST', list: [{ type: 'TEMPLATE', value: 'ad_storage' }] },
    };
    const tag = (event: string) => ({ ...meta, tagId: event, name: event, consentSettings, firingTriggerId: [event] });
    own.containerVersion.tag = [tag('purchase'), tag('noren.change')];
    shell.put('bought.json', own);
    const { files } = await gtm('bought.json');
    const told = files[0]?.findings.filter(({ code }) => code === 'fires-too-early');
    expect(told?.map(({ received }) => received)).toEqual(['purchase']);
  },
);

withContainer('LINE’s own base code, which names two hosts of LINE’s, is of one provider', async ({ shell, gtm }) => {
  const own = exported();
  const [meta] = own.containerVersion.tag.slice(10) as [TagJson];
  const value = `<script>(function(g,d,o){g._ltq=g._ltq||[];g._lt=g._lt||function(){g._ltq.push(arguments)};
    var h=location.protocol==='https:'?'https://d.line-scdn.net':'http://d.line-cdn.net';
    var s=d.createElement('script');s.src=o||h+'/n/line_tag/public/release/v1/lt.js';})(window,document);</script>`;
  own.containerVersion.tag = [{ ...meta, parameter: [{ type: 'TEMPLATE', key: 'html', value }] }];
  shell.put('line.json', own);
  const { tags } = await gtm('line.json');
  expect(tags[0]).toMatchObject({ purposes: ['advertising'], providers: ['line-ads'], unknown: false });
});

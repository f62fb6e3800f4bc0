import { expect, row } from './fixture.ts';
import { exported, FILE, htmlTag, type Output, site, withContainer } from './gtm-stage.ts';
import { DEFAULTS, type Exported, LOADED, norenSays, START, type TagJson, tagManager } from './tag-manager-stand-in.ts';

withContainer(
  'the copy waits with everything that needs a yes, and a second run finds nothing to do',
  async ({ shell, gtm }) => {
    const first = await gtm(FILE, '--write', 'gated');
    expect(first.written).toMatchObject({ folder: 'gated', files: ['gated-container.json', 'register-rows.json'] });
    const again = await gtm('gated/gated-container.json', '--write', 'twice');
    expect([...new Set(again.tags.map(({ state }) => state))].sort()).toEqual(['consent', 'free', 'gated']);
    const codes = again.files[0]?.findings.map(({ code }) => code) ?? [];
    for (const never of [
      'ungated-tag',
      'unstoppable-tag',
      'built-in-checks-only',
      'gated-elsewhere',
      'fires-too-early',
    ])
      expect(codes).not.toContain(never);
    // What only people can put right is still told.
    expect(codes).toEqual(expect.arrayContaining(['second-consent-manager', 'two-consent-defaults']));
    expect(again.written?.changed).toEqual([]);
    expect(JSON.parse(shell.read('twice/gated-container.json'))).toEqual(
      JSON.parse(shell.read('gated/gated-container.json')),
    );
  },
);

withContainer(
  'what needs no gate, or has one, is in the copy as it was; ids and names are nobody else’s',
  async ({ shell, gtm }) => {
    const before = exported();
    const { written, tags } = await gtm(FILE, '--write', 'gated');
    const after = JSON.parse(shell.read('gated/gated-container.json')) as Exported;
    const { containerVersion: was } = before;
    const { containerVersion: is } = after;
    const { tag: _, trigger: __, variable: ___, folder: ____, ...rest } = was;
    expect(is).toMatchObject(rest);
    expect({ ...after, containerVersion: 0 }).toEqual({ ...before, containerVersion: 0 });
    for (const key of ['trigger', 'variable', 'folder'] as const)
      expect((is[key] as unknown[]).slice(0, (was[key] as unknown[]).length)).toEqual(was[key]);
    const kept = is.tag.filter(({ name }) => !written?.changed.includes(name));
    expect(kept).toEqual(was.tag.filter(({ name }) => !written?.changed.includes(name)));
    expect(kept.map(({ name }) => name)).toEqual(
      tags.filter(({ state }) => ['gated', 'free', 'consent'].includes(state)).map(({ name }) => name),
    );
    for (const [index, tag] of is.tag.entries()) {
      const own = was.tag[index] as TagJson;
      const { firingTriggerId, blockingTriggerId, consentSettings, ...others } = tag;
      const { firingTriggerId: _firing, blockingTriggerId: _blocking, consentSettings: _consent, ...same } = own;
      expect(others).toEqual(same);
      // Nothing that held it is gone.
      expect(blockingTriggerId ?? []).toEqual(expect.arrayContaining(own.blockingTriggerId ?? []));
      const types = (settings: TagJson['consentSettings']) =>
        settings?.consentType?.list?.map(({ value }) => value) ?? [];
      expect(types(consentSettings)).toEqual(expect.arrayContaining(types(own.consentSettings)));
    }
    const of = (name: string) => is.tag.find((tag) => tag.name === name);
    expect(of('Google 広告 - 資料請求')?.consentSettings).toEqual({
      consentStatus: 'NEEDED',
      consentType: {
        type: 'LIST',
        list: ['analytics_storage', 'ad_storage', 'ad_user_data', 'ad_personalization'].map((value) => ({
          type: 'TEMPLATE',
          value,
        })),
      },
    });
    const ids = [
      ...is.tag.map(({ tagId }) => tagId),
      ...is.trigger.map(({ triggerId }) => triggerId),
      ...is.variable.map((one) => (one as unknown as { variableId: string }).variableId),
      ...(is.folder as { folderId: string }[]).map(({ folderId }) => folderId),
      ...(is.customTemplate as { templateId: string }[]).map(({ templateId }) => templateId),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    const names = is.trigger.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const builtIn = ['2147479553', '2147479572', '2147479573'];
    const known = [...builtIn, ...is.trigger.map(({ triggerId }) => triggerId)];
    const used = [
      ...is.tag.flatMap(({ firingTriggerId = [], blockingTriggerId = [] }) => [
        ...firingTriggerId,
        ...blockingTriggerId,
      ]),
      ...is.trigger.flatMap(({ parameter = [] }) =>
        (parameter.find(({ key }) => key === 'triggerIds')?.list ?? []).map(({ value = '' }) => value),
      ),
    ];
    expect(used.filter((id) => !known.includes(id))).toEqual([]);
  },
);

withContainer(
  'in the copy a tag fires once its own trigger has come and its purpose may run, whichever comes first',
  async ({ shell, gtm }) => {
    await gtm(FILE, '--write', 'gated');
    const copy = JSON.parse(shell.read('gated/gated-container.json')) as Exported;
    const needs = [
      'GA4',
      '広告',
      'UET',
      'LinkedIn',
      'Meta',
      'LINE',
      'KARTE',
      'Clarity',
      'Conversion',
      'Floodlight',
      'A8',
      'アンケート',
    ];
    const isHeld = (name: string) => needs.some((part) => name.includes(part)) && name !== '旧 GA';
    const page = { 'Page Path': '/', 'Page Hostname': 'www.example.jp', 'Click URL': 'tel:0312345678' };
    const undecided = { undecided: ['statistics', 'recommendation', 'advertising'], granted: ['necessary'] };
    const all = ['necessary', 'statistics', 'recommendation', 'advertising'];

    // Nobody has answered: nothing fires before, and nothing after a full refusal.
    const refused = tagManager(copy, page);
    refused.push(DEFAULTS, ...START, ...LOADED, ...norenSays('noren.ready', undecided), 'purchase', 'gtm.linkClick');
    refused.push(
      ...norenSays('noren.change', { granted: ['necessary'], denied: all.slice(1) }),
      'purchase',
      'gtm.scrollDepth',
    );
    expect(refused.fired.filter(isHeld)).toEqual([]);

    // A yes to statistics brings what has waited for it, once, and nothing of the other purposes.
    const some = tagManager(copy, page);
    some.push(DEFAULTS, ...START, 'purchase', ...LOADED, ...norenSays('noren.ready', undecided));
    expect(some.take().filter(isHeld)).toEqual([]);
    some.push(
      ...norenSays('noren.change', { granted: ['necessary', 'statistics'], denied: ['advertising', 'recommendation'] }),
    );
    // What was to come first of all still does.
    const [configured, ...others] = some.take();
    expect([configured, ...others.sort()]).toEqual(['GA4 - Google タグ', 'Clarity', 'GA4 - purchase']);
    some.push('purchase');
    expect(some.take()).toEqual(['GA4 - purchase']);
    // Withdrawn: it stops at once, and a late yes to advertising brings what has waited until then.
    some.push(...norenSays('noren.change', { granted: ['necessary'], denied: all.slice(1) }), 'purchase', 'purchase');
    expect(some.take()).toEqual([]);
    some.push(
      ...norenSays(
        'noren.change',
        { granted: ['necessary', 'advertising'], denied: ['statistics', 'recommendation'] },
        ['advertising'],
      ),
    );
    expect(some.take().sort()).toEqual(
      [
        'Conversion Linker',
        'Google 広告 - Google タグ',
        'Google 広告 - リマーケティング',
        'LINE Tag - ベース',
        'LinkedIn',
        'Meta ピクセル',
        'UET',
        'Yahoo!広告 コンバージョン',
        'Yahoo!広告 サイトジェネラルタグ',
      ].sort(),
    );
    // A yes to everything else, and what waits for all three follows: the image of that purchase, once.
    some.push(...norenSays('noren.change', { granted: all }, ['recommendation']));
    expect(some.take()).toEqual(expect.arrayContaining(['KARTE', 'A8 計測 ピクセル']));

    // Who has answered before: Noren comes after the first events, or before them, and each tag fires once.
    const first = (pushed: (string | Record<string, unknown>)[]) => {
      const seen = tagManager(copy, { ...page, 'Page Path': '/request/thanks/' });
      seen.push(DEFAULTS, ...pushed);
      return seen.take().filter(isHeld).sort();
    };
    const ready = norenSays('noren.ready', { granted: all });
    const late = first([...START, 'purchase', ...LOADED, 'gtm.scrollDepth', ...ready]);
    const early = first([...ready, ...START, 'purchase', ...LOADED, 'gtm.scrollDepth']);
    expect(late).toEqual(early);
    expect(new Set(late).size).toBe(late.length - 1); // The Yahoo! conversion has two triggers, and both have come.
    const whole = tagManager(exported(), { ...page, 'Page Path': '/request/thanks/' });
    whole.push(...START, 'purchase', ...LOADED, 'gtm.scrollDepth');
    expect(early).toEqual(whole.take().filter(isHeld).sort());

    // Where nobody speaks of Google's consent types, which then count as granted, triggers and exceptions hold by themselves.
    const alone = tagManager(copy, page);
    const says = (...all_: Parameters<typeof norenSays>) => norenSays(...all_).filter((entry) => entry.event);
    const held = (name: string) => isHeld(name) && name !== 'GA4 - tel click';
    alone.push(...START, 'purchase', ...LOADED, ...says('noren.ready', undecided), 'purchase');
    expect(alone.take().filter(held)).toEqual([]);
    alone.push(...says('noren.change', { granted: all }));
    expect(alone.take()).toEqual(expect.arrayContaining(['GA4 - purchase', 'Yahoo!広告 コンバージョン']));
    alone.push(
      ...says('noren.change', { granted: ['necessary', 'statistics'], denied: ['advertising'] }, []),
      'purchase',
    );
    expect(alone.take()).toEqual(['GA4 - purchase']);
    alone.push(
      ...says('noren.change', { granted: ['necessary'], denied: all.slice(1) }, []),
      'purchase',
      'gtm.linkClick',
    );
    expect(alone.take().filter(held)).toEqual([]);

    // An exception of the tag's own holds as well when the tag is caught up on.
    const staging = tagManager(copy, { ...page, 'Page Hostname': 'staging.example.jp' });
    staging.push(DEFAULTS, ...START, ...LOADED, ...ready);
    const there = staging.take();
    expect(there).toContain('UET');
    expect(there).not.toContain('LinkedIn');

    // What runs until a no runs without an answer, stops at a no, and waits until somebody has told.
    const help = tagManager(copy, page);
    help.push(DEFAULTS, ...START, 'gtm.timer');
    expect(help.take()).not.toContain('チャット');
    help.push(...norenSays('noren.ready', { granted: ['necessary'], undecided: ['help'] }, ['necessary', 'help']));
    expect(help.take()).toContain('チャット');
    help.push(...norenSays('noren.change', { granted: ['necessary'], denied: ['help'] }), 'gtm.timer');
    expect(help.take()).not.toContain('チャット');
  },
);

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
  'what another tag runs, of a purpose without consent types, waits with that one, which then waits too',
  async ({ shell, gtm }) => {
    const own = exported();
    own.containerVersion.tag = [
      { ...htmlTag('<script>console.log(1)</script>', 'quiet'), setupTag: [{ tagName: 'between' }] },
      {
        ...htmlTag('<script>console.log(2)</script>', 'between'),
        firingTriggerId: [],
        teardownTag: [{ tagName: 'chat' }],
      },
      { ...htmlTag('<script src="https://chat.widget.example/a.js"></script>', 'chat'), firingTriggerId: [] },
      htmlTag('<script>console.log(3)</script>', 'other'),
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

import { readFileSync } from 'node:fs';
import { expect, row } from './fixture.ts';
import { exported, FILE, htmlTag, site, withContainer } from './gtm-stage.ts';
import type { TagJson } from './tag-manager-stand-in.ts';

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
    const quiet = [
      '<style>.notice { color: red }</style>',
      "<script>(function () { document.querySelector('#a').classList.add('b'); })();</script>",
      "<script>function told(name) { dataLayer.push({event: name}); } document.addEventListener('click', function () { told('x'); });</script>",
      "<script>dataLayer.push({event: 'page', value: {{DLV - value}}});</script>",
      "<script>function told(event) { event.target.setAttribute('aria-busy', true); } document.querySelectorAll('a').forEach(function (one) { one.onclick = told; }); addEventListener('submit', told, true);</script>",
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
      '<script>document.querySelector("#pixel").setAttribute("src", {{DLV - value}})</script>',
      '<script>document.images[0]["src"] = {{DLV - value}}</script>',
      '<script>document.querySelector("iframe").srcdoc = {{DLV - value}}</script>',
      '<a ping="{{DLV - value}}" role="link">a</a>',
      '<script>_paq[_paq.length] = ["trackEvent", "a"]</script>',
      '<script>tracker?.("a")</script>',
      '<script>document.querySelectorAll("a").forEach(trackLink)</script>',
      '<script>addEventListener("submit", tracker.send)</script>',
      '<script>window.onload = startTracker;</script>',
    ];
    own.containerVersion.tag = [...quiet, ...loud].map((html) => htmlTag(html));
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

withContainer(
  'a container that needs no yes is no permission for Google’s tags, which come from the same host',
  async ({ shell, gtm }) => {
    const own = exported();
    const scripts = [
      '<script async src="https://www.googletagmanager.com/gtag/js?id={{ids by page}}"></script>',
      '<script async src="https://www.googletagmanager.com/gtag/js?id=G-ABCDEF12"></script>',
      "<script>load('https://www.googletagmanager.com/gtm.js?id=GTM-ABC1234')</script>",
    ];
    own.containerVersion.tag = scripts.map((html) => htmlTag(html));
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
    const value = '<script src="https://www.googletagmanager.com/gtm.js?id=GTM-AGENCY1"></script>';
    own.containerVersion.tag = [htmlTag(value)];
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
  const value = `<script>(function(g,d,o){g._ltq=g._ltq||[];g._lt=g._lt||function(){g._ltq.push(arguments)};
    var h=location.protocol==='https:'?'https://d.line-scdn.net':'http://d.line-cdn.net';
    var s=d.createElement('script');s.src=o||h+'/n/line_tag/public/release/v1/lt.js';})(window,document);</script>`;
  own.containerVersion.tag = [htmlTag(value)];
  shell.put('line.json', own);
  const { tags } = await gtm('line.json');
  expect(tags[0]).toMatchObject({ purposes: ['advertising'], providers: ['line-ads'], unknown: false });
});

withContainer(
  'what an address of Google’s is for is told by its path, also where the register has another row of that host',
  async ({ shell, gtm }) => {
    const own = exported();
    const scripts = [
      '<script src="https://www.google.com/recaptcha/api.js?render=a"></script>',
      '<iframe src="https://www.google.com/maps/embed?pb=1"></iframe>',
      '<script src="https://www.google.com/pagead/conversion.js"></script>',
      '<img src="https://www.google.com/pagead/1p"><script src="https://www.google.com/recaptcha/api.js"></script>',
    ];
    own.containerVersion.tag = scripts.map((html) => htmlTag(html));
    shell.put('google.json', own);
    shell.put('noren.config.jsonc', site({ services: [{ provider: 'google-ads', purpose: 'advertising' }] }));
    const { tags } = await gtm('google.json');
    expect(tags.map(({ state, purposes, providers }) => [state, ...purposes, ...providers])).toEqual([
      ['free', 'google-recaptcha'],
      ['ungated', 'recommendation', 'google-maps'],
      ['ungated', 'advertising'],
      ['ungated', 'advertising'],
    ]);
  },
);

withContainer(
  'tags that run each other by more ways than anybody counts are judged all the same',
  async ({ gtm, shell }) => {
    const { containerVersion, ...rest } = exported();
    const tag = [...Array(60).keys()].flatMap((layer) =>
      ['a', 'b'].map((side): TagJson => {
        const next = { setupTag: [{ tagName: `a${layer + 1}` }], teardownTag: [{ tagName: `b${layer + 1}` }] };
        const value = '<script src="https://connect.facebook.net/en_US/fbevents.js"></script>';
        const list = [{ type: 'TEMPLATE', value: 'ad_storage' }];
        const consentSettings = { consentStatus: 'NEEDED', consentType: { type: 'LIST', list } };
        const { firingTriggerId = [], ...one } = htmlTag(value, `${side}${layer}`);
        return { ...one, ...next, ...(layer ? {} : { firingTriggerId, consentSettings }) } as TagJson;
      }),
    );
    shell.put(FILE, { ...rest, containerVersion: { ...containerVersion, tag } });
    const { tags } = await gtm(FILE);
    expect(new Set(tags.map(({ state }) => state))).toEqual(new Set(['gated']));
  },
);

import { readFileSync } from 'node:fs';
import { expect } from './fixture.ts';
import { exported, htmlTag, site, withContainer } from './gtm-stage.ts';

const guide = (name: string): string =>
  readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8').replaceAll('\\|', '|');
const pair = (type: string, value: string, pattern: string) => ({
  type,
  parameter: [
    { type: 'TEMPLATE', key: 'arg0', value },
    { type: 'TEMPLATE', key: 'arg1', value: pattern },
  ],
});

for (const name of ['gtm.md', 'gtm.ja.md'])
  withContainer(`the exceptions that ${name} tells to make by hand hold their tags`, async ({ shell, gtm }) => {
    const patterns =
      guide(name)
        .match(/`\(\^\|,\)[^`]*`/g)
        ?.map((text) => text.slice(1, -1)) ?? [];
    // One for what waits for a yes, one for what runs until a no; each guide speaks of statistics.
    const [granted, denied = granted] = patterns.map((pattern) => pattern.replace('statistics', '%')) as [
      string,
      string?,
    ];
    const own = exported();
    const variable = (key: string, before: string) => ({
      variableId: key,
      name: key,
      type: 'v',
      parameter: [
        { type: 'INTEGER', key: 'dataLayerVersion', value: '2' },
        { type: 'BOOLEAN', key: 'setDefaultValue', value: 'true' },
        { type: 'TEMPLATE', key: 'defaultValue', value: before },
        { type: 'TEMPLATE', key: 'name', value: key },
      ],
    });
    own.containerVersion.variable.push(variable('noren.granted', '-'), variable('noren.denied', '*'));
    const exception = (triggerId: string, condition: ReturnType<typeof pair>) => ({
      triggerId,
      name: triggerId,
      type: 'CUSTOM_EVENT',
      customEventFilter: [pair('MATCH_REGEX', '{{_event}}', '.*')],
      filter: [condition],
    });
    const waits = pair('MATCH_REGEX', '{{noren.granted}}', granted.replace('%', 'advertising'));
    waits.parameter.push({ type: 'BOOLEAN', key: 'negate', value: 'true' });
    own.containerVersion.trigger.push(
      exception('no yes', waits) as never,
      exception('a no', pair('MATCH_REGEX', '{{noren.denied}}', denied.replace('%', 'help'))) as never,
    );
    own.containerVersion.tag = [
      { ...htmlTag('<script src="https://connect.facebook.net/a.js"></script>'), blockingTriggerId: ['no yes'] },
      { ...htmlTag('<script src="https://chat.widget.example/a.js"></script>'), blockingTriggerId: ['a no'] },
    ];
    shell.put('by-hand.json', own);
    shell.put('noren.config.jsonc', site());
    const { tags } = await gtm('by-hand.json');
    expect(tags.map(({ state, purposes }) => [state, ...purposes])).toEqual([
      ['gated', 'advertising'],
      ['gated', 'help'],
    ]);
  });

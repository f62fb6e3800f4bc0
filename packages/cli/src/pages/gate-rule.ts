import { isProgram } from './fetched-by.ts';
import { norenScriptOf } from './noren-script.ts';
import { findingAt, type PageFinding, type PageRule } from './page-rule.ts';
import type { PageElement } from './parse-page.ts';
import type { Site } from './site.ts';

const MARKUP = 'docs/markup.md, gated markup';

/** Gated markup: whether it can ever open, and whether what looks gated is. */
export const gateRule: PageRule = (page, site) => {
  const nonce = norenScriptOf(page)?.attributes.get('nonce');
  return page.elements.flatMap((element) => [
    ...gate(element, site),
    ...(element.torn
      ? [
          findingAt(
            element,
            'error',
            'torn-comment',
            '',
            'put all of it into one comment, and take the comments inside out: they do not nest, so the first --> ends it',
            MARKUP,
          ),
        ]
      : []),
    ...(nonce !== undefined && runsBehindGate(element) && element.attributes.get('nonce') !== nonce
      ? [
          findingAt(
            element,
            'warning',
            'missing-nonce',
            'nonce',
            'give it the nonce of the noren script: without it, it is never run',
            'docs/markup.md, Content Security Policy',
          ),
        ]
      : []),
  ]);
};

function gate(element: PageElement, { config, rows }: Site): PageFinding[] {
  const { name, attributes, gates } = element;
  const purpose = attributes.get('data-noren');
  if (purpose === undefined) return [];
  const type = attributes.get('type')?.toLowerCase();
  if (name !== 'template' && !(name === 'script' && type === 'text/plain'))
    return [
      findingAt(
        element,
        'error',
        'gate-without-effect',
        'data-noren',
        name === 'script'
          ? 'add type="text/plain": without it the browser runs the script at once'
          : 'put it into <template data-noren="…">: data-noren holds templates, and scripts of type text/plain, only',
        MARKUP,
      ),
    ];
  const known = config.purposes.map(({ id }) => id);
  if (!known.includes(purpose))
    return [findingAt(element, 'error', 'unknown-purpose', 'data-noren', `one of ${known.join(', ')}`, MARKUP)];
  const service = gates.at(-1)?.service;
  if (service === undefined) return [];
  const row = rows.find(({ id }) => id === service);
  if (row?.purpose === purpose) return [];
  const own = rows.filter((one) => one.purpose === purpose).map(({ id }) => id);
  return [
    findingAt(
      element,
      'error',
      'unknown-service',
      'data-noren-service',
      row
        ? `"${service}" is of the purpose "${row.purpose}": write data-noren="${row.purpose}"`
        : own.length
          ? `one of ${own.join(', ')}`
          : `no row has the purpose "${purpose}": leave data-noren-service out, or add the row`,
      MARKUP,
    ),
  ];
}

function runsBehindGate(element: PageElement): boolean {
  return element.gates.length > 0 && isProgram(element);
}

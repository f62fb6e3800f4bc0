import { findingAt, type PageFinding, type PageRule } from './page-rule.ts';
import type { PageElement } from './parse-page.ts';
import type { Site } from './site.ts';

const EMBEDS = 'docs/markup.md, frames and embeds';

/** `<noren-embed>`: whether it can tell who receives what, and whether there is anything without script. */
export const embedRule: PageRule = ({ elements }, site) =>
  elements
    .filter(({ name }) => name === 'noren-embed')
    .flatMap((element) =>
      judge(
        element,
        elements.filter(({ embed }) => embed === element.offset),
        site,
      ),
    );

function judge(element: PageElement, children: readonly PageElement[], { rows }: Site): PageFinding[] {
  const [template, another] = children.filter(
    ({ name, attributes }) => name === 'template' && attributes.has('data-noren'),
  );
  const purpose = template?.attributes.get('data-noren');
  const own = rows.filter((row) => row.purpose === purpose).map(({ id }) => id);
  return [
    ...(template
      ? []
      : [
          findingAt(
            element,
            'error',
            'embed-without-template',
            '',
            'put the content into <template data-noren="…" data-noren-service="…"> right in it: what stands elsewhere is not held',
            EMBEDS,
          ),
        ]),
    ...(template && !template.attributes.get('data-noren-service')
      ? [
          findingAt(
            template,
            'error',
            'embed-without-service',
            'data-noren-service',
            `name the row that tells visitors who receives what${own.length > 0 ? `: one of ${own.join(', ')}` : ''}`,
            EMBEDS,
          ),
        ]
      : []),
    ...(another
      ? [
          findingAt(
            another,
            'error',
            'embed-with-two-templates',
            '',
            'give it a <noren-embed> of its own: this one tells of the first template alone, and hides what is shown of another',
            EMBEDS,
          ),
        ]
      : []),
    ...(children.some(({ attributes }) => attributes.get('slot') === 'link')
      ? []
      : [
          findingAt(
            element,
            'warning',
            'embed-without-link',
            '',
            'add <a slot="link" href="…">what it is</a> right in it: without script there is nothing else',
            EMBEDS,
          ),
        ]),
  ];
}

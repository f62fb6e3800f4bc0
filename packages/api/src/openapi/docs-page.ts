import { escapeHtml } from '@noren/model/pages';
import { PROBLEMS } from '../http/problem.ts';
import type { OpenApiDocument } from './document.ts';
import { code, prose, table } from './html.ts';
import { type SchemaNode, schemaRows } from './schema-rows.ts';

interface Content {
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: SchemaNode }>>;
}

/** An operation as the document holds it, as far as the page shows it. */
interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: SchemaNode;
    readonly description?: string;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

const SECTIONS = {
  records: 'Records of visitors',
  sites: 'Sites',
  mail: 'Mail that members choose',
  'personal-urls': 'Personalised links in mail',
  members: 'Members',
  documents: 'Documents',
  operation: 'Operation',
};
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The OpenAPI document as a page for people. */
export function docsPage(document: OpenApiDocument, basePath: string): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = (item as Record<string, unknown>)[method] as Operation | undefined;
      return operation ? [{ method: method.toUpperCase(), path: `${basePath}${path}`, operation }] : [];
    }),
  );
  const schemas = document.components?.schemas as Record<string, SchemaNode>;
  const links = [
    ...operations.map(({ operation }) => [operation.operationId, operation.summary]),
    ['problems', 'Refusals'],
    ...Object.keys(schemas).map((name) => [`schema-${name}`, name]),
  ];
  const section = ([tag, title]: [string, string]) =>
    `<section aria-labelledby="${tag}"><h2 id="${tag}">${title}</h2>${operations
      .filter(({ operation }) => operation.tags.includes(tag))
      .map(operationArticle)
      .join('')}</section>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(document.info.title)}</title>
<link rel="stylesheet" href="${basePath}/docs.css">
</head>
<body>
<a class="skip" href="#main">To the content</a>
<div class="page">
<header>
<h1>${escapeHtml(document.info.title)}</h1>
<p>${prose(document.info.description ?? '')} The same for programs: <a href="${basePath}/openapi.json">openapi.json</a>.</p>
<nav aria-label="Contents"><ul>${links.map(([id, text]) => `<li><a href="#${id}">${escapeHtml(text ?? '')}</a></li>`).join('')}</ul></nav>
</header>
<main id="main">
${Object.entries(SECTIONS).map(section).join('\n')}
<section aria-labelledby="problems"><h2 id="problems">Refusals</h2>
${table(
  ['Code', 'Status', 'Meaning'],
  Object.entries(PROBLEMS).map(([name, [status, title]]) => [code(name), String(status), escapeHtml(title)]),
)}
</section>
<section aria-labelledby="schemas"><h2 id="schemas">Schemas</h2>
${Object.entries(schemas)
  .map(
    ([name, schema]) => `<article><h3 id="schema-${name}">${name}</h3>${fields(schema, `Fields of ${name}`)}</article>`,
  )
  .join('\n')}
</section>
</main>
</div>
</body>
</html>
`;
}

function operationArticle({ method, path, operation }: { method: string; path: string; operation: Operation }): string {
  const { operationId, summary, description, security = [], parameters = [], requestBody, responses } = operation;
  const parts = [
    `<h3 id="${operationId}">${escapeHtml(summary)}</h3>`,
    `<p class="address"><span class="method">${method}</span> ${code(path)}</p>`,
    description ? `<p>${prose(description)}</p>` : '',
    ...security.map((needed) => `<p>Needs ${code('Authorization: Bearer')} with ${bearerOf(needed)}.</p>`),
  ];
  if (parameters.length > 0) {
    const rows = parameters.map(({ name, in: place, required, description: text }) => [
      code(name),
      `${place}${required ? ', required' : ''}`,
      prose(text ?? ''),
    ]);
    parts.push('<h4>Parameters</h4>', table(['Name', 'Where', 'Meaning'], rows));
  }
  if (requestBody)
    parts.push('<h4>Body</h4>', `<p>${prose(requestBody.description ?? '')} ${contentOf(requestBody)}</p>`);
  const answers = Object.entries(responses).map(([status, answer]) => [
    status,
    prose(answer.description ?? ''),
    contentOf(answer),
  ]);
  parts.push('<h4>Answers</h4>', table(['Status', 'Meaning', 'Body'], answers));
  return `<article>${parts.join('\n')}</article>`;
}

function bearerOf(needed: Readonly<Record<string, unknown>>): string {
  return 'memberToken' in needed ? 'the token of a signed-in member' : 'a server key';
}

function contentOf({ content = {} }: Content): string {
  return Object.entries(content)
    .map(([type, { schema }]) => {
      const name = schema?.$ref?.split('/').at(-1);
      return name
        ? `<a href="#schema-${name}">${name}</a> <span class="quiet">${escapeHtml(type)}</span>`
        : `<span class="quiet">${escapeHtml(type)}</span>`;
    })
    .join('<br>');
}

function fields(schema: SchemaNode, label: string): string {
  const rows = schemaRows(schema).map(({ path, type, required, text }) => [
    code(path),
    `${escapeHtml(type)}${required ? '' : ' <span class="quiet">optional</span>'}`,
    prose(text),
  ]);
  return table(['Field', 'Type', 'Meaning'], rows, label);
}

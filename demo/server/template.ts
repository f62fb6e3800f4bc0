import { readFile } from 'node:fs/promises';
import { escapeHtml, Markup } from '@noren/model/pages';
import { fileInFolder } from './file-in-folder.ts';

/** Values of a page. A `Markup` is trusted HTML made by this server; a string is text and is escaped. */
export type Values = Readonly<Record<string, string | Markup>>;

/**
 * Renders a template: `{{> folder/part.html}}` includes a file of `folder`, `{{name}}` stands for a value, also in the
 * name of a part.
 * A name without value is an error, so that no page ever shows a brace.
 * @throws {Error} with the missing name or part
 */
export async function renderTemplate(folder: string, template: string, values: Values): Promise<string> {
  const included = await includeParts(folder, template, values, 0);
  return fillIn(included, values);
}

function fillIn(template: string, values: Values): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new Error(`the template asks for "${name}", which has no value`);
    return value instanceof Markup ? value.text : escapeHtml(value);
  });
}

async function includeParts(folder: string, template: string, values: Values, depth: number): Promise<string> {
  if (depth > 5) throw new Error('templates include each other without end');
  const pieces = await Promise.all(
    template.split(/(\{\{> (?:[\w./-]|\{\{\w+\}\})+\}\})/).map(async (piece) => {
      const part = /^\{\{> (.+)\}\}$/.exec(piece)?.[1];
      if (!part) return piece;
      const file = await fileInFolder(folder, `/${fillIn(part, values)}`);
      if (!file) throw new Error(`no part "${part}"`);
      return includeParts(folder, await readFile(file, 'utf8'), values, depth + 1);
    }),
  );
  return pieces.join('');
}

import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { NorenError } from '@noren/model';
import PostalMime, { type Email } from 'postal-mime';
import { readText } from '../read-text.ts';

/** A mail, or a template of one, as far as its file holds it. */
export interface ReadMail {
  readonly subject: string | undefined;
  readonly text: string | undefined;
  readonly html: string | undefined;
  /** Of a mail: every header field, the last one of a name. A template has none. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** Address that ends it, as its own header names it. */
  readonly unsubscribeUrl: string | undefined;
}

const NO_HEADERS = { subject: undefined, headers: undefined, unsubscribeUrl: undefined };

/**
 * Reads a mail (.eml, with its parts and header fields decoded) or a template (.txt, .html).
 * @throws {NorenError} `unreadable-file`, `unknown-kind-of-file`
 */
export async function readMail(cwd: string, file: string): Promise<ReadMail> {
  switch (extname(file).toLowerCase()) {
    case '.eml':
      return readMessage(cwd, file);
    case '.txt':
      return { ...NO_HEADERS, text: await readText(cwd, file), html: undefined };
    case '.html':
    case '.htm':
      return { ...NO_HEADERS, text: undefined, html: await readText(cwd, file) };
    default:
      throw new NorenError({
        code: 'unknown-kind-of-file',
        path: file,
        received: file,
        fix: 'a mail (.eml), or a template (.txt, .html, .htm)',
      });
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc5322 */
async function readMessage(cwd: string, file: string): Promise<ReadMail> {
  // Told as every file that cannot be read is.
  const bytes = await readFile(resolve(cwd, file)).catch(async (): Promise<never> => {
    await readText(cwd, file);
    throw new NorenError({ code: 'unreadable-file', path: file, fix: 'this file cannot be read' });
  });
  let email: Email;
  try {
    email = await PostalMime.parse(bytes);
  } catch (error) {
    throw notMail(file, error instanceof Error ? error.message : String(error));
  }
  const { subject = '', text, html, headers } = email;
  if (!headers.some(({ key }) => ['from', 'subject', 'mime-version', 'content-type'].includes(key)))
    throw notMail(file, 'it has no header fields; a template without any ends in .txt or .html');
  if (!text?.trim() && !html?.trim()) throw notMail(file, 'it has no text');
  const fields = Object.fromEntries(headers.map(({ key, value }) => [key, value.replace(/\s+/g, ' ')]));
  const [, url] = /<\s*(https?:[^>]+)>/.exec(fields['list-unsubscribe'] ?? '') ?? [];
  return {
    subject,
    text: text?.trim() ? text : undefined,
    html: html?.trim() ? html : undefined,
    headers: fields,
    unsubscribeUrl: url?.replace(/\s/g, ''),
  };
}

function notMail(file: string, why: string): NorenError {
  return new NorenError({ code: 'unreadable-file', path: file, fix: `this is not a mail that can be read: ${why}` });
}

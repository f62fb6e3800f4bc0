import { fileURLToPath } from 'node:url';
import type { SendMailOptions } from 'nodemailer';
import type { Letter, LetterInput } from '../mail/letter.ts';

const ASSETS = fileURLToPath(new URL('../assets/', import.meta.url));

/** What a mail is made from. */
interface Composed {
  readonly letter: Letter;
  readonly campaign: string;
  readonly sentAt: Date;
  /** Header fields of the consent API, as they are to stand in the mail. */
  readonly headers: Readonly<Record<string, string>>;
  readonly input: LetterInput;
}

/** A letter as the Internet message that goes to one member. */
export function composeLetter({ letter, campaign, sentAt, headers, input }: Composed): SendMailOptions {
  const { text, html, pictures = [] } = letter.write(input);
  const { name, address } = input.member;
  return {
    from: letter.from,
    to: { name, address },
    subject: letter.subject,
    date: sentAt,
    text,
    ...(html ? { html } : {}),
    attachments: pictures.map(({ cid, file }) => ({ cid, path: `${ASSETS}${file}`, contentDisposition: 'inline' })),
    headers: {
      'Content-Language': letter.language,
      'X-Mail-Class': letter.class,
      'X-Letter': letter.id,
      'X-Campaign': campaign,
      ...headers,
    },
  };
}

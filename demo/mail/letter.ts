import type { MailClass } from '@noren/model/schema';
import type { SiteKey } from '../group/address.ts';
import type { TopicId } from '../group/mail-topics.ts';
import type { TestMember } from '../group/test-members.ts';

/** What a letter is written from. */
export interface LetterInput {
  readonly member: TestMember;
  /** Address to put in: personalised, or plain. */
  readonly url: string;
  readonly isPersonal: boolean;
  /** Where its reader can stop it; of a service notice nobody can. */
  readonly stop: StopLinks | undefined;
}

/** Addresses that the foot of a mail names. */
export interface StopLinks {
  /** Page with a button that stops this mail. */
  readonly unsubscribe: string;
  /** Page with everything that can be chosen, where the site has one. */
  readonly preferences: string | undefined;
  /** Page that takes questions and complaints. */
  readonly contact: string;
}

/** The parts of a letter. */
export interface LetterBody {
  readonly text: string;
  readonly html?: string;
  /** Pictures that travel in the mail itself: a picture from a server would tell that the mail was opened. */
  readonly pictures?: readonly { readonly cid: string; readonly file: string }[];
}

/** A mail that the group sends to many. */
export interface Letter {
  readonly id: string;
  readonly language: TestMember['language'];
  readonly class: MailClass;
  /** What members choose, and the sending system asks for. */
  readonly topic: TopicId;
  /** Whose mail it is, and where its link leads. */
  readonly site: SiteKey;
  readonly path: string;
  readonly from: string;
  readonly subject: string;
  write(input: LetterInput): LetterBody;
}

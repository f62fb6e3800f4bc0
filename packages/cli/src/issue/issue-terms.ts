import { NorenError } from '@noren/model';
import { httpsUrl, personalUrlsRequest } from '@noren/model/schema';

/** What all links of one run share, as the API is told. */
export interface IssueTerms {
  readonly campaign: string;
  readonly class: string;
  readonly url?: string;
  readonly carrier?: string;
  readonly expiresInDays?: number;
}

const shared = personalUrlsRequest.omit({ links: true }).extend({ url: httpsUrl.optional() });
const OPTIONS: Readonly<Record<string, string>> = { expiresInDays: 'days' };

/**
 * Checks what was said on the command line before anything is begun.
 * @throws {NorenError} `invalid-option`
 */
export function checkTerms(terms: IssueTerms): void {
  const [issue] = shared.safeParse(terms).error?.issues ?? [];
  if (!issue) return;
  const key = String(issue.path[0]) as keyof IssueTerms;
  throw new NorenError({
    code: 'invalid-option',
    path: `--${OPTIONS[key] ?? key}`,
    received: terms[key],
    fix: issue.message,
  });
}

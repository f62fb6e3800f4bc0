/** What all links of one run share, as the API is told. */
export interface IssueTerms {
  readonly campaign: string;
  readonly class: string;
  readonly url?: string;
  readonly carrier?: string;
  readonly expiresInDays?: number;
}

/** One line of a list of members: its columns by their names. */
export type Line = Readonly<Record<string, string>>;

import type { Wording } from '@noren/model/schema';

type Row = Wording['services'][number];

/** A recipient that joins what it receives to a person, as visitors were told of it. */
export interface JoinedRow
  extends Pick<Row, 'id' | 'name' | 'recipient' | 'information' | 'country' | 'ownPurpose' | 'recipientPurpose'> {
  /** Id of the purpose that permits it. */
  readonly purpose: string;
  /** The words that said so. */
  readonly joinsPerson: string;
}

/** What of a wording such recipients are told by. */
export interface JoinedWords {
  /** Name of the company that runs the site. */
  readonly entity: string;
  /** Name of the company that answers for what is recorded. */
  readonly responsible: string;
  readonly rows: readonly JoinedRow[];
}

/** The recipients of a wording that join what they receive to a person (APPI 31), with who asked for it. */
export function joinedWords({ entity, responsible, purposes, services }: Wording): JoinedWords {
  // Rows of former editions, and of those to come, are in a wording too; no purpose lists them.
  const purposeOf = new Map(purposes.flatMap(({ id, services: listed }) => listed.map((row) => [row, id])));
  const rows = services.flatMap((row): JoinedRow[] => {
    const { id, name, recipient, information, country, ownPurpose, recipientPurpose, joinsPerson } = row;
    const purpose = purposeOf.get(id);
    if (joinsPerson === undefined || purpose === undefined) return [];
    return [{ id, name, recipient, information, country, ownPurpose, recipientPurpose, joinsPerson, purpose }];
  });
  return { entity, responsible, rows };
}

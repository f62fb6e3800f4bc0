/**
 * The statements of the write path. Each is prepared once per connection, by its name, and takes a whole batch column
 * by column, so that a batch of any size is one round trip.
 *
 * A column of records is one text: its values with a separator that none of them contains, since JSON escapes control
 * characters. That spares both sides the quoting that array literals need.
 */

/** Stands between the values of a column. */
export const SEPARATOR = '\x1e';

const COLUMNS = 'site, subject, sequence, id, fingerprint, hash, effective_at, body';

const column = (parameter: number, type: string) => `string_to_array($${parameter}::text, '${SEPARATOR}')::${type}[]`;
const TYPES = ['text', 'uuid', 'int', 'uuid', 'text', 'text', 'bigint', 'text', 'text', 'bigint', 'text', 'text'];
const columns = (count: number) =>
  TYPES.slice(0, count)
    .map((type, index) => column(index + 1, type))
    .join(', ');
const NAMES = `${COLUMNS}, decisions, latest_at`;

/** First records: makes the subjects that are new, with their records, and says which those were. */
export const addFirst = {
  name: 'noren-add-first',
  text: `
    WITH batch AS MATERIALIZED (
      SELECT * FROM unnest(${columns(12)}) AS batch (${NAMES}, secret_hash, salt)
    ), fresh AS (
      INSERT INTO subjects (site, subject, secret_hash, salt) SELECT site, subject, secret_hash, salt FROM batch
      ON CONFLICT (site, secret_hash) DO NOTHING RETURNING site, subject
    ), recorded AS (
      INSERT INTO records (${COLUMNS}) SELECT ${COLUMNS} FROM batch JOIN fresh USING (site, subject)
    ), projected AS (
      INSERT INTO subject_states (site, subject, sequence, hash, effective_at, decisions)
      SELECT site, subject, sequence, hash, latest_at, decisions FROM batch JOIN fresh USING (site, subject)
    )
    SELECT subject FROM fresh`,
};

/** Further records of subjects that are locked; the state is that after the last one of each. */
export const addNext = {
  name: 'noren-add-next',
  text: `
    WITH batch AS MATERIALIZED (SELECT * FROM unnest(${columns(10)}) AS batch (${NAMES})),
    recorded AS (INSERT INTO records (${COLUMNS}) SELECT ${COLUMNS} FROM batch)
    INSERT INTO subject_states (site, subject, sequence, hash, effective_at, decisions)
    SELECT DISTINCT ON (site, subject) site, subject, sequence, hash, latest_at, decisions
    FROM batch ORDER BY site, subject, sequence DESC
    ON CONFLICT (site, subject) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash,
      effective_at = excluded.effective_at, decisions = excluded.decisions`,
};

/** The ends of chains, locked until the transaction ends, always in the same order. */
export const lockHeads = {
  name: 'noren-lock-heads',
  text: `
    SELECT subjects.site, secret_hash, subjects.subject, salt, sequence, hash, effective_at, decisions
    FROM unnest($1::text[], $2::text[]) AS wanted (site, secret_hash)
    JOIN subjects USING (site, secret_hash) JOIN subject_states USING (site, subject)
    ORDER BY subjects.site, subjects.subject FOR UPDATE OF subject_states`,
};

/** Records that have one of these ids. */
export const findRecords = {
  name: 'noren-find-records',
  text: `
    SELECT records.site, records.subject, records.id, sequence, fingerprint, hash, effective_at
    FROM unnest($1::text[], $2::uuid[], $3::uuid[]) AS wanted (site, subject, id)
    JOIN records USING (site, subject, id)`,
};

/** The whole histories of subjects. */
export const findHistories = {
  name: 'noren-find-histories',
  text: `
    SELECT records.site, records.subject, body FROM unnest($1::text[], $2::uuid[]) AS wanted (site, subject)
    JOIN records USING (site, subject) ORDER BY sequence`,
};

/** The runtime configs that records were made under. */
export const findRuntimes = {
  name: 'noren-find-runtimes',
  text: `
    SELECT config_versions.site, config_versions.stamp, runtime FROM unnest($1::text[], $2::text[]) AS wanted (site, stamp)
    JOIN config_versions USING (site, stamp)`,
};

/** Who is or was signed in at these subjects after a moment of each, the members locked after the heads, always in the same order. */
export const findAttachments = {
  name: 'noren-find-attachments',
  text: `
    SELECT attachments.site, attachments.subject, member, salt, reference_hash, attached_at, ends_at,
      attachments.decisions AS here, group_members.decisions
    FROM unnest($1::text[], $2::uuid[], $3::bigint[]) AS wanted (site, subject, since)
    JOIN attachments USING (site, subject) JOIN group_members USING (member)
    WHERE ends_at > since ORDER BY member FOR UPDATE OF group_members`,
};

/** What the operator has switched off for members: read once they are locked, as it is then. */
export const findOverrides = {
  name: 'noren-find-overrides',
  text: `
    SELECT member_overrides.member, member_overrides.site, purpose FROM unnest($1::uuid[]) AS wanted (member)
    JOIN member_overrides USING (member)`,
};

/** What records amount to for the members who are signed in where they were made. */
export const setHere = {
  name: 'noren-set-here',
  text: `
    UPDATE attachments SET decisions = changed.decisions
    FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::uuid[], $5::text[])
      AS changed (site, subject, attached_at, member, decisions)
    WHERE attachments.site = changed.site AND attachments.subject = changed.subject
      AND attachments.attached_at = changed.attached_at AND attachments.member = changed.member`,
};

/** What members have decided by now. */
export const setMembers = {
  name: 'noren-set-members',
  text: `
    UPDATE group_members SET decisions = changed.decisions
    FROM unnest($1::uuid[], $2::text[]) AS changed (member, decisions) WHERE group_members.member = changed.member`,
};

/** Ends the links of subjects that do not allow theirs any more. */
export const unlinkSubjects = {
  name: 'noren-unlink-subjects',
  text: `
    DELETE FROM links USING unnest($1::text[], $2::uuid[]) AS gone (site, subject)
    WHERE links.site = gone.site AND links.subject = gone.subject`,
};

/** When the links of subjects end, for those that have one. What has run out is not made longer. */
export const setLinkEnds = {
  name: 'noren-set-link-ends',
  text: `
    UPDATE links SET ends_at = changed.ends_at, terms = changed.terms
    FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::text[], $5::bigint[])
      AS changed (site, subject, ends_at, terms, now)
    WHERE links.site = changed.site AND links.subject = changed.subject AND links.ends_at > changed.now`,
};

/** Ends all links to members who have said no. */
export const unlinkMembers = {
  name: 'noren-unlink-members',
  text: 'DELETE FROM links WHERE member = ANY($1::uuid[])',
};

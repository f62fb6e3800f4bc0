import type { Generated } from 'kysely';
import type {
  MailDeliveryRow,
  MailEventRow,
  MailMemberRow,
  MailPreferenceRow,
  MailQueueRow,
  MailWebhookRow,
} from './mail-tables.ts';

/**
 * Every table that grows with visitors is keyed by (site, subject) first, so that it can be partitioned or sharded by
 * them. Instants are milliseconds since 1970.
 */
export interface Tables {
  subjects: SubjectRow;
  records: RecordRow;
  subject_states: SubjectStateRow;
  receipts: { site: string; subject: string; id: string; jws: string };
  config_versions: ConfigVersionRow;
  wordings: WordingRow;
  wording_files: { site: string; name: string; text: string };
  loader_files: { name: string; text: string; served_at: number };
  server_keys: ServerKeyRow;
  signing_keys: SigningKeyRow;
  audit_log: AuditRow;
  members: MemberRow;
  document_records: DocumentRecordRow;
  notice_texts: { hash: string; site: string; content: string };
  group_members: GroupMemberRow;
  member_overrides: { member: string; site: string; purpose: string };
  attachments: AttachmentRow;
  links: LinkRow;
  departed_members: { reference_hash: string; departed_at: number };
  link_keys: LinkKeyRow;
  link_campaigns: LinkCampaignRow;
  link_tokens: LinkTokenRow;
  mail_members: MailMemberRow;
  mail_preferences: MailPreferenceRow;
  mail_events: MailEventRow;
  /** Keyed hashes of every address that was a member's: by any of them their proof is found. */
  mail_addresses: { address_hash: string; member: string };
  mail_queue: MailQueueRow;
  mail_webhooks: MailWebhookRow;
  mail_deliveries: MailDeliveryRow;
  mail_wordings: { hash: string; site: string; content: string };
  /** Hosts that no row of a register names, and how many page views have asked them on a day, UTC. */
  undeclared_hosts: { site: string; day: string; host: string; count: number };
  heartbeat: { id: Generated<number>; at: number };
}

/** Who a subject is. Erasing a person deletes this row: the salt and the way from the secret to the records. */
export interface SubjectRow {
  site: string;
  /** Random id (UUID version 7, so that new ones are stored beside each other). Says nothing about the person. */
  subject: string;
  /** Keyed hash of the subject secret. */
  secret_hash: string;
  /** With it and the keyed hash the `subject` of a record can be recomputed. */
  salt: string;
}

/** One immutable record. */
export interface RecordRow {
  site: string;
  subject: string;
  sequence: number;
  /** The record's own id, made by the browser. */
  id: string;
  /** SHA-256 of the request that made it, without `sentAt`: tells a repetition from a conflict. */
  fingerprint: string;
  /** SHA-256 of `body`, base64url. */
  hash: string;
  effective_at: number;
  /** The record as canonical JSON (RFC 8785): exactly the bytes that are hashed. */
  body: string;
}

/** What is in force for a subject, and the end of its chain: a projection of its records. */
export interface SubjectStateRow {
  site: string;
  subject: string;
  sequence: number;
  hash: string;
  /** The latest `effective_at` of its records. */
  effective_at: number;
  /**
   * `Decisions` as JSON; their `at` is in milliseconds. What was decided without a member, and what members have refused
   * here: what they have allowed leaves with them.
   */
  decisions: string;
}

/** Who a member is. Erasing a person deletes this row: the salt and the way from the member id to the entries. */
export interface MemberRow {
  site: string;
  /** Random id (UUID version 7). Says nothing about the person. */
  member: string;
  /** Keyed hash of the operator's member id. */
  reference_hash: string;
  salt: string;
}

/** One immutable entry about a member and a document: a notice that was given, or an acceptance. */
export interface DocumentRecordRow {
  site: string;
  member: string;
  sequence: number;
  id: string;
  /** SHA-256 of `body`, base64url. */
  hash: string;
  /** `DocumentRecord` as canonical JSON (RFC 8785): exactly the bytes that are hashed. */
  body: string;
  /** Of a notice: where it can be looked up. Erased with the member; `body` holds a commitment to it. */
  evidence: string | null;
}

/** A member across the sites of the group: who, and what they have decided while they were signed in. */
export interface GroupMemberRow {
  /** Random id (UUID version 7). Says nothing about the person. */
  member: string;
  /** Keyed hash of the operator's member id. */
  reference_hash: string;
  /** With it, the subject's and the keyed hash the `member` of a record can be recomputed. */
  salt: string;
  /** `MemberDecisions` as JSON: of purposes that travel, a projection of the records of attached subjects. */
  decisions: string;
  /** 1: links in future mail must not recognise this member (R4.5). */
  untracked_links: number;
}

/**
 * A time during which a member is, or was, signed in at a subject: it keeps the choice of both in step, and allows nothing
 * else. Those of one subject never overlap; those that have ended tell whose a record is that arrives late.
 */
export interface AttachmentRow {
  site: string;
  subject: string;
  member: string;
  attached_at: number;
  /** With the sign-out, with another member's sign-in, or with the token that said so. */
  ends_at: number;
  /** `Decisions` as JSON: what the subject's records amount to for this member. Kept up while it lasts. */
  decisions: string;
}

/** Joins what a subject does with a member, under `linking` alone, until `ends_at`. The row is gone as soon as the choice is. */
export interface LinkRow {
  site: string;
  subject: string;
  member: string;
  linked_at: number;
  /** The record that proves it. */
  record: string;
  campaign: string;
  /** When what allows it runs out, if nobody renews it. */
  ends_at: number;
  /** Hash of what of a config that was worked out by. */
  terms: string;
}

/** A key of personalised links. Retired ones open old links, revoked ones open none. */
export interface LinkKeyRow {
  kid: string;
  /** JWE: encrypted with a key derived from the installation's secret. */
  secret_jwe: string;
  created_at: number;
  retired_at: number | null;
  revoked_at: number | null;
}

/** What became of the links of a campaign, as numbers: nobody can be told from it. */
export interface LinkCampaignRow {
  site: string;
  campaign: string;
  issued: number;
  /** Redeemed by readers who agreed to be recognised. */
  counted: number;
  /** Of those, joined to the member. */
  linked: number;
  revoked_at: number | null;
}

/** A token that was redeemed, kept until it expires: it speaks for one subject only. */
export interface LinkTokenRow {
  site: string;
  /** SHA-256 of the token's nonce. */
  nonce_hash: string;
  subject: string;
  linked: number;
  expires_at: number;
}

/** One published version of a site's config. Append-only. */
export interface ConfigVersionRow {
  site: string;
  version: number;
  stamp: string;
  /** Canonical JSON. */
  config: string;
  /** The runtime projection as it was when this version was published. */
  runtime: string;
  published_at: number;
}

/** A text that visitors were shown, whole, by its hash. */
export interface WordingRow {
  hash: string;
  site: string;
  /** Stamp of the config that it was made from first. */
  stamp: string;
  content: string;
}

/** A key of a server; the key itself is never stored. */
export interface ServerKeyRow {
  id: string;
  hash: string;
  site: string;
  /** Separated by spaces. */
  scopes: string;
  label: string;
  created_at: number;
  revoked_at: number | null;
}

/** A key that signs receipts. Retired ones stay, so that old receipts can be verified. */
export interface SigningKeyRow {
  kid: string;
  public_jwk: string;
  /** JWE: encrypted with a key derived from the installation's secret. */
  private_jwe: string;
  created_at: number;
  retired_at: number | null;
}

/** Who did what, when. Append-only. */
export interface AuditRow {
  id: string;
  at: number;
  site: string;
  actor: string;
  action: string;
  detail: string;
}

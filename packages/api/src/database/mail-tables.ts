/** A member about whom mail is kept, on all sites of the group. */
export interface MailMemberRow {
  /** Random id (UUID version 7). Says nothing about the person. */
  member: string;
  /** Keyed hash of the operator's member id. */
  reference_hash: string;
  /** The member id itself, encrypted with a key derived from the installation's secret: an audience has to say it. */
  reference_sealed: string;
  /** With it and the keyed hash the `member` of an entry can be recomputed. */
  salt: string;
  /** Of the last entry; 0 before the first. */
  sequence: number;
  /** Of the last entry. */
  hash: string | null;
  /** Keyed hash of the newest address that was seen, by which a bounce finds them. The address is not kept. */
  address_hash: string | null;
  /** `bounce` or `complaint`: nothing optional goes by e-mail, whatever was chosen. */
  suppressed: 'bounce' | 'complaint' | null;
  /** When a mail was last confirmed: bounces of before it say nothing any more. */
  confirmed_at: number | null;
  /** When mail to them first came back since one arrived, and when last; of who is not suppressed by a bounce it says nothing. */
  bounced_at: number | null;
  last_bounced_at: number | null;
  /** When mail is known to have arrived last. */
  delivered_at: number | null;
  departed_at: number | null;
  /** Of who has left: when the entries are deleted. */
  keep_until: number | null;
}

/** What is in force for a member, a topic and a channel, but for a suppression: a projection of the entries. */
export interface MailPreferenceRow {
  member: string;
  site: string;
  topic: string;
  channel: string;
  state: 'off' | 'pending' | 'on';
  frequency: string | null;
  /** Of its last entry. */
  batch: string;
  changed_at: number;
}

/** A system that is told of what members choose. */
export interface MailWebhookRow {
  id: string;
  /** Of the key that asked for it. */
  site: string;
  /** Company that runs that site: it is told of its own topics, the operator of everything. */
  entity: string;
  url: string;
  /** JWE of the secret that signs. */
  secret_sealed: string;
  /** The one before it, which signs too until `previous_until`. */
  previous_sealed: string | null;
  previous_until: number | null;
  created_at: number;
}

/** An entry that a system has still to be told of. The row is gone once it has been. */
export interface MailDeliveryRow {
  webhook: string;
  member: string;
  sequence: number;
  queued_at: number;
  attempts: number;
  /** When it is tried next; null: it was given up, and waits in the dead-letter list. */
  next_at: number | null;
  /** Why the last attempt failed. */
  failure: string | null;
}

/** A confirmation mail that waits, or has left: then what is left of it counts against the next one. */
export interface MailQueueRow {
  /** The batch of the entries that asked. */
  id: string;
  member: string;
  address_hash: string;
  /** JWE of address, member id, site and language; null once it has left or was given up. */
  sealed: string | null;
  created_at: number;
  /** When the confirmation cannot be given any more. */
  expires_at: number;
  attempts: number;
  /** When it is tried next; null once it has left or was given up. */
  next_at: number | null;
}

/** One immutable entry about mail. */
export interface MailEventRow {
  member: string;
  sequence: number;
  /** UUID version 7. */
  id: string;
  /** The same for what was saved together. */
  batch: string;
  /** Company whose topic it is; null where it is of no single topic. */
  topic_entity: string | null;
  /** Company that is responsible, which may know of every entry. */
  responsible: string;
  /** SHA-256 of `body`, base64url. */
  hash: string;
  /** `MailEventRecord` as canonical JSON (RFC 8785): exactly the bytes that are hashed. */
  body: string;
}

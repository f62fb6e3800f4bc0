import { randomBytes } from 'node:crypto';
import type { RecordRequest } from '@noren/model/schema';
import type { Stage } from './fixture.ts';

/** What a visitor chooses: purpose → yes or no. */
export type Choice = Readonly<Record<string, boolean>>;

let counter = 0;

/** A UUID version 7, later ones sorting after earlier ones. */
export function newRecordId(): string {
  counter += 1;
  const time = (1_780_000_000_000 + counter).toString(16).padStart(12, '0');
  const random = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}

/** A secret as a page makes it when the API is on another host. */
export function newSecret(): string {
  return randomBytes(16).toString('base64url');
}

/** The body that a browser sends for a choice. */
export function recordOf(stage: Stage, purposes: Choice, changes: Partial<RecordRequest> = {}): RecordRequest {
  return {
    v: 1,
    id: newRecordId(),
    decidedAt: '2026-06-01T09:00:00Z',
    sentAt: '2026-06-01T09:00:00Z',
    edition: '1',
    wording: stage.wording.ja ?? '',
    language: 'ja',
    offered: { purposes: ['statistics', 'identification', 'linking'], services: ['meter'] },
    chosen: { purposes, services: {} },
    control: 'save',
    surface: 'preferences',
    basis: 'explicit',
    gpc: false,
    ...changes,
  };
}

/** What the API answers to a write. */
export interface Recorded {
  readonly id: string;
  readonly sequence: number;
  readonly effectiveAt: string;
  readonly hash: string;
  readonly cookie: string;
}

/** One entry of a history. */
export interface Entry extends Omit<Recorded, 'cookie'> {
  readonly edition: string;
  readonly control: string;
  readonly chosen: RecordRequest['chosen'];
}

/** A visitor of a site whose API is on another host: the page keeps the secret and sends it as a header. */
export class Visitor {
  readonly stage: Stage;
  readonly secret: string;
  readonly site: string;
  readonly origin = 'https://www.example.jp';

  constructor(stage: Stage, secret: string = newSecret(), site = 'portal') {
    this.stage = stage;
    this.secret = secret;
    this.site = site;
  }

  get headers(): Record<string, string> {
    return { origin: this.origin, 'noren-subject': this.secret };
  }

  /** Sends a body as it is. */
  send(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.stage.fetch(`/v1/sites/${this.site}/records`, {
      method: 'POST',
      headers: { ...this.headers, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Makes a choice that must succeed. */
  async choose(purposes: Choice, changes: Partial<RecordRequest> = {}): Promise<Recorded> {
    const response = await this.send(recordOf(this.stage, purposes, changes));
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as Recorded;
  }

  async history(query = ''): Promise<{ records: Entry[]; next: string | null; cookie: string | null }> {
    const response = await this.stage.fetch(`/v1/sites/${this.site}/records${query}`, { headers: this.headers });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as { records: Entry[]; next: string | null; cookie: string | null };
  }

  /** Purpose → granted, as the API holds it. */
  async inForce(): Promise<Record<string, boolean>> {
    return grantsOf((await this.history()).cookie);
  }

  receipt(id: string): Promise<Response> {
    return this.stage.fetch(`/v1/sites/${this.site}/records/${id}/receipt`, { headers: this.headers });
  }
}

/** Purpose → granted of a cookie's JSON. */
export function grantsOf(cookie: string | null): Record<string, boolean> {
  const { p = {} } = JSON.parse(cookie ?? '{}') as { p?: Record<string, [0 | 1, number, number]> };
  return Object.fromEntries(Object.entries(p).map(([id, [granted]]) => [id, granted === 1]));
}

/** The id under which the API stores a visitor's only subject. */
export async function onlySubject({ database }: Stage): Promise<string> {
  const { subject } = await database.kysely.selectFrom('subjects').select('subject').executeTakeFirstOrThrow();
  return subject;
}

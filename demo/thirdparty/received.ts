/** Something that arrived at the stand-in. */
export interface Received {
  /** Counts from 1 since the demo started. */
  readonly id: number;
  readonly when: string;
  readonly method: string;
  /** Path with its query. */
  readonly path: string;
  /** Host of the page it came from, as the browser said (`Origin`, else `Referer`). */
  readonly site: string | null;
  /** What kind of transmission: the code of a tag, an event, a beacon, a pixel, a frame, or settings of a tag. */
  readonly kind: 'tag' | 'event' | 'beacon' | 'pixel' | 'frame' | 'settings' | 'other';
  /** Id of the service in the sites' registers. */
  readonly service: string | null;
  /** Names of the events inside, where there are any. */
  readonly events: readonly string[];
  /** Names of the cookies that came along. */
  readonly cookies: readonly string[];
}

/** What arrived, oldest first; the oldest is dropped beyond a thousand. */
export class ReceivedLog {
  #entries: Received[] = [];
  #last = 0;

  add(entry: Omit<Received, 'id' | 'when'>): void {
    this.#last += 1;
    this.#entries.push({ id: this.#last, when: new Date().toISOString(), ...entry });
    if (this.#entries.length > 1000) this.#entries.shift();
  }

  /** Entries, of one site's host and after one id where given. */
  list({ site, after = 0 }: { site?: string | undefined; after?: number } = {}): readonly Received[] {
    return this.#entries.filter((entry) => entry.id > after && (site === undefined || entry.site === site));
  }

  clear(): void {
    this.#entries = [];
  }
}

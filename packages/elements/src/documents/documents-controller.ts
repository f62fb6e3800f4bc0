import type { Noren } from '@noren/core';
import { type DocumentWord, fill, type RegisterWord } from '@noren/model';
import type { DocumentsFile, DocumentsWords, DocumentWords, Wording } from '@noren/model/schema';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { whenNoren } from '../page-noren.ts';

/** An element that shows documents. */
export type DocumentsHost = ReactiveControllerHost &
  HTMLElement & {
    /** The page's Noren; taken from `window.noren` when nobody sets it. */
    noren: Noren | undefined;
    /** Address of the documents' file. Default: the one that publishing wrote beside noren.js. */
    src: string | undefined;
    /** Id of the document to show. */
    document: string | undefined;
  };

/**
 * Brings the documents for an element, in the language of the page. Where they cannot be had, nothing is shown and what the
 * page has put into the element stays.
 */
export class DocumentsController implements ReactiveController {
  wording: Wording | undefined;
  documents: DocumentsWords | undefined;
  #host: DocumentsHost;
  #asked: Noren | undefined;

  constructor(host: DocumentsHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const host = this.#host;
    if (!host.noren) whenNoren((noren) => (host.noren ??= noren));
  }

  hostUpdate(): void {
    const { noren } = this.#host;
    if (!noren || this.#asked === noren) return;
    this.#asked = noren;
    void this.#load(noren).catch(() => undefined);
  }

  /** The documents to show: the one that is asked for, or all. */
  get chosen(): readonly DocumentWords[] {
    const { document } = this.#host;
    return (this.documents?.documents ?? []).filter(({ id }) => !document || id === document);
  }

  readonly say = (word: DocumentWord, values: Readonly<Record<string, string | number>> = {}): string =>
    fill(this.documents?.words[word] ?? '', values);

  readonly register = (word: RegisterWord, values: Readonly<Record<string, string | number>> = {}): string =>
    fill(this.wording?.register[word] ?? '', values);

  /** The day of an instant as readers of this language write it: the site's day, wherever they are. */
  readonly day = (instant: string): string =>
    new Intl.DateTimeFormat(this.wording?.language, { dateStyle: 'long', timeZone: this.wording?.timeZone }).format(
      new Date(instant),
    );

  /** A day of the calendar, which is the same everywhere. */
  readonly date = (day: string): string =>
    new Intl.DateTimeFormat(this.wording?.language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));

  async #load(noren: Noren): Promise<void> {
    const wording = await noren.wording();
    const address = this.#host.src ?? wording.documents;
    if (!address) return;
    // The file stands beside this one: publishing put both there.
    const response = await fetch(
      this.#host.src ? new URL(address, document.baseURI) : new URL(address, import.meta.url),
    );
    const file: DocumentsFile = await response.json();
    this.wording = wording;
    this.documents = file[wording.language];
    this.#host.requestUpdate();
  }
}

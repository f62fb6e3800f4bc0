import type { Noren, NorenEventMap, NorenEventType } from '@noren/core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What an element does when something happens. */
export type Reactions = { readonly [Type in NorenEventType]?: (detail: NorenEventMap[Type]) => void };

/** Keeps an element subscribed to a Noren while it is in the page; every event it reacts to renders it again. */
export class NorenController implements ReactiveController {
  #host: ReactiveControllerHost;
  #reactions: Reactions;
  #noren: Noren | undefined;
  #off: (() => void)[] = [];

  constructor(host: ReactiveControllerHost, reactions: Reactions) {
    this.#host = host;
    this.#reactions = reactions;
    host.addController(this);
  }

  follow(noren: Noren | undefined): void {
    this.hostDisconnected();
    this.#noren = noren;
    this.hostConnected();
  }

  hostConnected(): void {
    const noren = this.#noren;
    if (!noren || this.#off.length > 0) return;
    const types = Object.keys(this.#reactions) as NorenEventType[];
    this.#off = types.map((type) =>
      noren.on(type, (detail) => {
        (this.#reactions[type] as ((detail: unknown) => void) | undefined)?.(detail);
        this.#host.requestUpdate();
      }),
    );
    // What has happened while it was out of the page.
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    for (const off of this.#off) off();
    this.#off = [];
  }
}

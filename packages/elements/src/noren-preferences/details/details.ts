import type { History, Noren } from '@noren/core';
import type { Wording } from '@noren/model/schema';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import { NorenController } from '../../noren-controller.ts';
import type { DetailParts, View } from '../view.ts';
import { styles } from './details.styles.ts';
import { historyList, type Records } from './history-list.ts';
import { reportActions, reportText } from './report.ts';
import { saveReceipt } from './save-receipt.ts';
import { serviceList } from './service-list.ts';

/**
 * What the preferences show beyond the switches: the services of a purpose, what a choice did, the visitor's records.
 * A file of its own, fetched behind the open dialog, so that the switches are there sooner.
 */
export class Details implements DetailParts, Records {
  history: History | undefined;
  receiptFailed: string | undefined;

  readonly reportText = reportText;
  readonly reportActions = reportActions;
  #host: ReactiveControllerHost;
  #noren: Noren;
  #asked = false;

  constructor(host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment }, noren: Noren) {
    this.#host = host;
    this.#noren = noren;
    const again = (): void => void (this.#asked && this.#read());
    new NorenController(host, { decision: again, synced: again }).follow(noren);
    if (styles.styleSheet) (host.renderRoot as ShadowRoot).adoptedStyleSheets.push(styles.styleSheet);
  }

  services(view: View, purpose: Wording['purposes'][number]): TemplateResult {
    return serviceList(view, purpose);
  }

  records(view: View): TemplateResult {
    if (!this.#asked) void this.#read();
    return historyList(view, this);
  }

  async saveReceipt(recordId: string): Promise<void> {
    this.receiptFailed = undefined;
    try {
      await saveReceipt(this.#noren, recordId);
    } catch {
      this.receiptFailed = recordId;
    }
    this.#host.requestUpdate();
  }

  async #read(): Promise<void> {
    this.#asked = true;
    this.history = await this.#noren.history();
    this.#host.requestUpdate();
  }
}

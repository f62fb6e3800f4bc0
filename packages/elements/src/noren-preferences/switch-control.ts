import { html, type TemplateResult } from 'lit';

/** One switch and its state in words. */
export interface SwitchControl {
  /** Id of the input; its label points at it. */
  readonly id: string;
  readonly on: boolean;
  readonly disabled: boolean;
  /** Ids of what explains it, with spaces. */
  readonly describedBy: string;
  /** Shown beneath it. Not read out: the role says it already. */
  readonly state: string;
  readonly onSwitch: (on: boolean) => void;
}

/** A native checkbox in the role of a switch. */
export function switchControl({ id, on, disabled, describedBy, state, onSwitch }: SwitchControl): TemplateResult {
  return html`<span class="control"
    ><input
      part="switch"
      type="checkbox"
      role="switch"
      class="switch"
      id=${id}
      aria-describedby=${describedBy}
      .checked=${on}
      ?disabled=${disabled}
      @change=${(event: Event) => onSwitch((event.target as HTMLInputElement).checked)}
    /><span class="state small quiet" aria-hidden="true">${state}</span></span
  >`;
}

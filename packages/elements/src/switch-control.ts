import type { Wording } from '@noren/model/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { purposeOn, requirementsMet, runsAnyway, type Switches, serviceOn } from './switches.ts';

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

/** A native checkbox in the role of a switch. Rendered again, it shows what it is told, whatever was pressed meanwhile. */
export function switchControl({ id, on, disabled, describedBy, state, onSwitch }: SwitchControl): TemplateResult {
  return html`<span class="control"
    ><input
      part="switch"
      type="checkbox"
      role="switch"
      class="switch"
      id=${id}
      aria-describedby=${describedBy}
      .checked=${live(on)}
      ?disabled=${disabled}
      @change=${(event: Event) => onSwitch((event.target as HTMLInputElement).checked)}
    /><span class="state small quiet" aria-hidden="true">${state}</span></span
  >`;
}

/** A surface that shows switches: its words, and what stands behind them. */
interface Switchboard extends Switches {
  readonly wording: Wording;
  say(word: 'on' | 'off'): string;
}

/** The switch of a purpose; what explains it has the id `about-<purpose>`. */
export function purposeSwitch(board: Switchboard, id: string, onSwitch: SwitchControl['onSwitch']): TemplateResult {
  const on = purposeOn(board, id);
  return switchControl({
    id: `switch-${id}`,
    on,
    disabled: !requirementsMet(board, id),
    describedBy: `about-${id}`,
    state: board.say(on ? 'on' : 'off'),
    onSwitch,
  });
}

/** What a service's own switch is drawn from. */
export interface ServiceSwitch extends Pick<SwitchControl, 'describedBy' | 'onSwitch'> {
  readonly service: Wording['services'][number];
  /** Id of its purpose. */
  readonly purpose: string;
  readonly label: string;
}

/** The switch of a service that has one, with its label, and that it runs by a mode of its own where it does. */
export function serviceSwitch(board: Switchboard, shown: ServiceSwitch): TemplateResult {
  const { service, purpose, label, describedBy, onSwitch } = shown;
  const id = `own-${service.id}`;
  const on = serviceOn(board, service.id);
  const state = board.say(on ? 'on' : 'off');
  const disabled = !purposeOn(board, purpose);
  return html`${
    service.choice
      ? html`<div class="own">
          <label for=${id}>${label}</label>${switchControl({ id, on, disabled, describedBy, state, onSwitch })}
        </div>`
      : nothing
  }${
    runsAnyway(board, purpose, service.id)
      ? html`<p class="remark small">${board.wording.preferences.runsUntilOff}</p>`
      : nothing
  }`;
}

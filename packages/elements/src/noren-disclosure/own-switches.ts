import { render } from 'lit';
import { serviceSwitch } from '../switch-control.ts';
import { serviceOn, UNTOUCHED } from '../switches.ts';
import { isSwitchable, type RegisterView } from './register-view.ts';

/**
 * Shows in the rows what the store says of them: the switches of those that have one. Each stands beside what opens, not in
 * it: a control in a control cannot be reached.
 */
export function drawOwnSwitches(view: RegisterView): void {
  // The others run as their purposes do: noren.js does not know them.
  const own = new Set(view.noren.config.services.map(({ id }) => id));
  for (const { row, purpose, element } of view.rows) {
    const { id, name } = row;
    if (!own.has(id) || !isSwitchable(purpose)) continue;
    const label = view.say('switch', { service: name });
    const control = serviceSwitch(view, {
      service: row,
      purpose: purpose.id,
      label,
      describedBy: `why-${id}`,
      onSwitch: (on) => view.change({ ...UNTOUCHED, services: { [id]: on } }, label, () => serviceOn(view, id)),
    });
    render(control, element);
  }
}

import { html, render } from 'lit';
import { listText } from '../language-text.ts';
import { modeWord } from './mode-word.ts';
import { isSwitchable, type PurposeWords, type RegisterView, type ShownRow } from './register-view.ts';

type Two<Item> = [Item, Item];
type Four<Item> = [Item, Item, Item, Item];

/**
 * The rows of a purpose in their list, in the order of the config: who receives what, what this site and the recipient do
 * with it, legible as it stands. All are copies of one, because a register may have hundreds: a template with bindings for
 * each took five times as long.
 */
export function serviceRows(view: RegisterView, purpose: PurposeWords): ShownRow[] {
  const { say, marks, wording } = view;
  const shape = emptyRow(view);
  const list = document.createElement('ul');
  list.className = 'rows';
  return wording.services
    .filter(({ id }) => purpose.services.includes(id))
    .map((row) => {
      const { id, mode } = row;
      const element = shape.cloneNode(true) as HTMLElement;
      const summary = element.firstChild as HTMLElement;
      const [who, information, why, theirs] = summary.children as unknown as Four<HTMLElement>;
      const [name, recipient] = who.children as unknown as Two<HTMLElement>;
      const mark = marks.get(id);
      element.id = `row-${id}`;
      summary.id = `noren-${id}`;
      why.id = `why-${id}`;
      name.append(row.name, ...(mark ? [' ', remark('badge', say(mark))] : []));
      recipient.append(row.recipient);
      information.append(listText(row.information, wording.language));
      why.append(row.ownPurpose, ...(mode ? [remark('term', say(modeWord[mode]))] : []));
      theirs.append(row.recipientPurpose ?? say('unconfirmed'));
      // Its own switch stands beside what opens.
      if (row.choice && isSwitchable(purpose)) list.classList.add('choices');
      list.append(element);
      return { row, purpose, element };
    });
}

/**
 * What opens in a row, once: a row becomes one that opens only after it was seen. Three hundred `details` would cost the rows an
 * eighth of their time, because each has a tree and a sheet of its own.
 */
export function fold({ element }: ShownRow): HTMLElement {
  const first = element.firstChild as HTMLElement;
  if (first.localName === 'details') return first;
  const details = document.createElement('details');
  details.append(first);
  element.prepend(details);
  return details;
}

function emptyRow({ say }: RegisterView): Element {
  const box = document.createElement('div');
  render(
    html`<li class="row" part="row"><summary>
      <span class="who"><h4></h4><span class="small"></span></span>
      <span class="what"><span class="term small quiet" .textContent=${say('information')}></span> </span>
      <span class="what"><span class="term small quiet" .textContent=${say('ownPurpose')}></span> </span>
      <span class="what"><span class="term small quiet" .textContent=${say('recipientPurpose')}></span> </span>
    </summary></li>`,
    box,
  );
  return box.firstElementChild as Element;
}

function remark(name: string, textContent: string): HTMLElement {
  return Object.assign(document.createElement('span'), { className: `${name} small`, part: name, textContent });
}

import { defineElements } from '@noren/elements';
import { sendMouse } from '@web/test-runner-commands';
import { expect } from 'chai';
import { press } from '../keyboard.ts';
import { clear } from '../stage.ts';

/** A page much taller than its window, and an undecided notice over the lower 60 % of that. */
function page(middle: string): void {
  document.body.innerHTML = `<div style="height:300vh"></div>${middle}<div style="height:300vh"></div>`;
  const notice = document.body.appendChild(document.createElement('div'));
  notice.attachShadow({ mode: 'open' }).innerHTML =
    '<section part="panel" style="position:fixed;inset:40vh 0 0"></section>';
  defineElements(notice);
}

const focused = (): DOMRect => document.activeElement?.getBoundingClientRect() ?? new DOMRect();

describe('what has the focus while the notice asks', () => {
  afterEach(() => {
    clear();
    scrollTo(0, 0);
  });

  it('stays where it is under a pointer that presses it, or the press would meet something else', async () => {
    page('<button style="display:block;height:20vh">a</button>');
    const button = document.querySelector('button') as HTMLButtonElement;
    scrollTo({ top: scrollY + button.getBoundingClientRect().top - innerHeight * 0.3, behavior: 'instant' });
    const { top } = button.getBoundingClientRect();
    let pressed = 0;
    button.addEventListener('click', () => {
      pressed += 1;
    });
    // Above the notice, which is over the rest of it.
    await sendMouse({ type: 'click', position: [20, Math.round(innerHeight * 0.35)] });
    expect(button.getBoundingClientRect().top).to.equal(top);
    expect(pressed).to.equal(1);
  });

  it('is wholly above the notice where it has room there', async () => {
    page('<button style="display:block;height:20vh">a</button>');
    await press('Tab');
    expect(document.activeElement?.localName).to.equal('button');
    expect(focused().top).to.be.at.least(0);
    expect(focused().bottom).to.be.below(innerHeight * 0.4);
  });

  it('starts at its top where it is taller than the room above the notice, and the arrow keys are the reader’s', async () => {
    page('<button style="display:block;height:70vh">a</button>');
    await press('Tab');
    expect(document.activeElement?.localName).to.equal('button');
    // With room for its ring.
    expect(focused().top).to.be.within(1, 10);
    expect(focused().bottom).to.be.above(innerHeight * 0.4);
    scrollBy({ top: innerHeight * 0.3, behavior: 'instant' });
    const end = focused().bottom;
    await press('ArrowDown');
    expect(focused().bottom).to.be.at.most(end);
  });
});

import { expect } from 'chai';
import { hasFocus } from '../keyboard.ts';
import { part, parts } from '../stage.ts';
import { input, isOpen, leave, openRegister, type Register, row, seen, summary } from './open-register.ts';

async function goTo(hash: string): Promise<void> {
  const gone = new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }));
  location.hash = hash;
  await gone;
}

function isInView(element: Register, id: string): boolean {
  const { top } = row(element, id).getBoundingClientRect();
  return top >= 0 && top < window.innerHeight;
}

describe('noren-disclosure: links to a row', () => {
  afterEach(leave);

  it('opens the row that the address names, brings it into view and moves the focus to it', async () => {
    history.replaceState(null, '', '#noren-meta');
    const { element } = await openRegister();
    expect(isOpen(element, 'meta')).to.equal(true);
    expect(hasFocus(summary(element, 'meta'))).to.equal(true);
    expect(isInView(element, 'meta')).to.equal(true);
    expect(parts<HTMLDetailsElement>(element, 'details').filter(({ open }) => open)).to.have.length(1);
  });

  it('does the same when the address changes', async () => {
    const { element } = await openRegister();
    expect(isOpen(element, 'linkedin')).to.equal(false);
    await goTo('#noren-linkedin');
    expect(isOpen(element, 'linkedin')).to.equal(true);
    expect(hasFocus(summary(element, 'linkedin'))).to.equal(true);
    expect(isInView(element, 'linkedin')).to.equal(true);
  });

  it('has a link of its own in every row', async () => {
    const { element } = await openRegister();
    summary(element, 'karte').click();
    const gone = new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }));
    row(element, 'karte').querySelector<HTMLElement>('[part=permalink]')?.click();
    await gone;
    expect(location.hash).to.equal('#noren-karte');
    expect(hasFocus(summary(element, 'karte'))).to.equal(true);
  });

  it('shows a row again that was filtered away', async () => {
    const { element } = await openRegister();
    const field = input(element, '[type=search]');
    field.value = 'clarity';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    expect(seen(element)).not.to.include('meta');
    await goTo('#noren-meta');
    expect(seen(element)).to.include('meta');
    expect(field.value).to.equal('');
    expect(hasFocus(summary(element, 'meta'))).to.equal(true);
  });

  for (const hash of ['#noren-nobody', '#found', '#%E0%A4%A', '#noren-"]']) {
    it(`does nothing for ${hash}`, async () => {
      const { element } = await openRegister();
      await goTo(hash);
      expect(parts<HTMLDetailsElement>(element, 'details').filter(({ open }) => open)).to.have.length(0);
      expect(hasFocus(document.body)).to.equal(true);
    });
  }

  it('listens no longer once it has left the page', async () => {
    const { element } = await openRegister();
    element.remove();
    await goTo('#noren-meta');
    expect(part<HTMLDetailsElement>(element, '#row-meta details').open).to.equal(false);
  });
});

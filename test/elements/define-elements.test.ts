import { defineElements, NorenPreferences, NorenTrigger } from '@noren/elements';
import { expect } from 'chai';

describe('defineElements', () => {
  it('registers the elements, and calling it again is harmless', () => {
    defineElements();
    defineElements();
    expect(customElements.get('noren-preferences')).to.equal(NorenPreferences);
    expect(customElements.get('noren-trigger')).to.equal(NorenTrigger);
  });
});

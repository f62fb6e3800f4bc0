import { expect } from 'chai';
import { openPreferences, parts } from './stage.ts';

it('opens', async () => {
  const { element } = await openPreferences();
  expect(parts(element, 'input').length).to.equal(5);
});

import { rowDifferences } from '@noren/model';
import type { DocumentWords, Wording } from '@noren/model/schema';
import { expect } from 'chai';

const labels = ['1', '2', '3.1', '10'];
const notice = { id: 'handling-notice', editions: labels.map((label) => ({ label })) } as unknown as DocumentWords;
const row = (name: string, [firstEdition, changedEdition, lastEdition]: (string | undefined)[] = []) => ({
  name,
  ...(firstEdition && { firstEdition }),
  ...(changedEdition && { changedEdition }),
  ...(lastEdition && { lastEdition }),
});
const wording = {
  services: [
    row('from the beginning'),
    row('came with 2', ['2']),
    row('changed with 3.1', ['1', '3.1']),
    row('went after 2', [undefined, undefined, '2']),
    row('came with 2, went after 3.1', ['2', undefined, '3.1']),
    row('came and changed with 10', ['10', '10']),
  ],
} as unknown as Wording;
const between = (from: number, to: number, shown = notice) =>
  Object.fromEntries(rowDifferences(wording, shown, from, to).map(([word, names]) => [word.slice(7), names]));

describe('the recipients of two editions', () => {
  it('are those that came, changed and went between them, by the place of editions and not by their labels', () => {
    expect(between(1, 2)).to.deep.equal({ Added: ['came with 2', 'came with 2, went after 3.1'] });
    expect(between(2, 3)).to.deep.equal({ Changed: ['changed with 3.1'], Removed: ['went after 2'] });
    expect(between(3, 4)).to.deep.equal({
      Added: ['came and changed with 10'],
      Removed: ['came with 2, went after 3.1'],
    });
  });

  it('leave out whoever came and went in between, and whoever was changed before it came', () => {
    expect(between(1, 4)).to.deep.equal({
      Added: ['came with 2', 'came and changed with 10'],
      Changed: ['changed with 3.1'],
      Removed: ['went after 2'],
    });
  });

  it('are none of one edition, and none of another document', () => {
    expect(between(2, 2)).to.deep.equal({});
    expect(between(1, 4, { ...notice, id: 'terms' })).to.deep.equal({});
  });
});

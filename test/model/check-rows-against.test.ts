import type { Edition, Service } from '@noren/model/schema';
import { expect } from 'chai';
import { ANNOUNCED, fifth, find, first, NEXT, others, sixth } from './beside-published.ts';

describe('a config beside the published one', () => {
  for (const [what, services, received] of [
    ['a row more', [first, ...others, { ...first, id: 'more' }], 'added more'],
    ['a row less', others, `removed ${first.id}`],
    [
      'another recipient',
      [{ ...first, recipient: { ja: '別の会社' }, changedEdition: '7' }, ...others],
      `changed ${first.id}`,
    ],
    ['another host', [{ ...first, hosts: ['else.example'], changedEdition: '7' }, ...others], `changed ${first.id}`],
  ] as [string, Service[], string][]) {
    it(`needs an edition that is in force for ${what}`, () => {
      expect(find({ services })).to.deep.include(['changed-without-edition', 'services', received]);
      expect(find({ services, editions: ANNOUNCED })).to.deep.include([
        'changed-without-edition',
        'services',
        received,
      ]);
      const dated = services.map((row) => (row.id === 'more' ? { ...row, firstEdition: '7' } : row));
      expect(find({ services: dated, editions: NEXT })).to.deep.equal([]);
    });
  }

  it('is told of a row that comes without saying with which edition, since the history would never say it', () => {
    const services = [first, ...others, { ...first, id: 'more' }];
    const path = `services[${services.length - 1}].firstEdition`;
    expect(find({ services, editions: NEXT })).to.deep.equal([['row-undated', path, undefined]]);
    // Where nothing is added that it could name, another rule speaks.
    expect(find({ services }).map(([code]) => code)).to.not.include('row-undated');
    // What was published without it stays as it is.
    expect(find({ services, editions: NEXT }, { services, editions: NEXT })).to.deep.equal([]);
  });

  it('does not change its rows when an announced edition takes effect: that one is known', () => {
    const later = new Date('2026-12-02T00:00:00Z');
    const services = [{ ...first, hosts: ['else.example'], changedEdition: '7' }, ...others];
    expect(find({ services, editions: ANNOUNCED }, { editions: ANNOUNCED }, later).map(([code]) => code)).to.deep.equal(
      ['changed-without-edition'],
    );
  });

  it('says of a row that has changed with which edition it did', () => {
    const of = (changedEdition: string | undefined, before?: string) =>
      find(
        { services: [{ ...first, hosts: ['else.example'], changedEdition }, ...others], editions: NEXT },
        { services: [{ ...first, changedEdition: before }, ...others] },
      );
    const missing = (label?: string) => ['changed-edition-missing', 'services[0].changedEdition', label];
    expect(of('7')).to.deep.equal([]);
    expect(of(undefined)).to.deep.equal([missing()]);
    expect(of('5')).to.deep.equal([missing('5')]);
    expect(of('6', '6')).to.deep.equal([missing('6')]);
    expect(of('7', '6')).to.deep.equal([]);
  });

  it('brings and ends rows with an announced edition, on its day', () => {
    const coming = { ...first, id: 'coming', firstEdition: '7' };
    const services = [{ ...first, lastEdition: '6' }, ...others, coming];
    expect(find({ services, editions: ANNOUNCED })).to.deep.equal([]);
    const published = { services, editions: ANNOUNCED };
    expect(find(published, published, new Date('2026-12-02T00:00:00Z'))).to.deep.equal([]);
    // Not shown yet, so it may still be put right or withdrawn, and its publisher is told.
    for (const changed of [[...services.slice(0, -1), { ...coming, hosts: ['else.example'] }], services.slice(0, -1)])
      expect(find({ ...published, services: changed }, published).map(([code]) => code)).to.deep.equal([
        'announced-row-corrected',
      ]);
  });

  it('takes no row that claims to have come with an edition that was published without it', () => {
    const rewritten = (label: string) => [
      'row-history-rewritten',
      `services[${others.length + 1}].firstEdition`,
      label,
    ];
    const more = (firstEdition: string, editions: Edition[], published: Edition[] = [fifth, sixth]) =>
      find({ services: [first, ...others, { ...first, id: 'more', firstEdition }], editions }, { editions: published });
    expect(more('5', NEXT)).to.deep.equal([rewritten('5')]);
    expect(more('6', ANNOUNCED)).to.deep.include(rewritten('6'));
    expect(more('7', ANNOUNCED, ANNOUNCED)).to.deep.equal([rewritten('7')]);
    expect(more('7', NEXT)).to.deep.equal([]);
    const past = { ...first, id: 'past', lastEdition: '5' };
    expect(find({ services: [first, ...others, past] }).map(([code]) => code)).to.deep.equal(['row-history-rewritten']);
  });

  it('keeps what the history of the register tells of a row', () => {
    const at = (before: Partial<Service>, after: Partial<Service>, editions = NEXT) =>
      find(
        { services: [{ ...first, ...after }, ...others], editions },
        { services: [{ ...first, ...before }, ...others] },
      );
    const refused = (key: string, label?: unknown) => [['row-history-rewritten', `services[0].${key}`, label]];
    expect(at({ firstEdition: '5' }, { firstEdition: '6' })).to.deep.equal(refused('firstEdition', '6'));
    expect(at({ firstEdition: '5' }, {})).to.deep.equal(refused('firstEdition'));
    expect(at({}, { firstEdition: '7' })).to.deep.equal(refused('firstEdition', '7'));
    expect(at({ changedEdition: '6' }, {})).to.deep.equal(refused('changedEdition'));
    expect(at({ changedEdition: '6' }, { changedEdition: '5' })).to.deep.equal(refused('changedEdition', '5'));
    expect(at({}, { lastEdition: '5' })).to.deep.equal(refused('lastEdition', '5'));
    expect(at({}, { lastEdition: '6' })).to.deep.equal([]);
    const ended = { firstEdition: '5', lastEdition: '5' };
    expect(at(ended, { firstEdition: '5' })).to.deep.equal(refused('lastEdition'));
    expect(at(ended, { ...ended, lastEdition: '6' })).to.deep.equal(refused('lastEdition', '6'));
    const name = { ja: '別の名前', en: 'Another name' };
    expect(at(ended, { ...ended, name })).to.deep.equal(refused('name', name));
    // Its purpose may be gone by then.
    expect(at(ended, { ...ended, purpose: 'advertising' })).to.deep.equal([]);
    expect(at(ended, { ...ended, purpose: 'advertising' }, [fifth, sixth]).map(([code]) => code)).to.deep.equal([
      'changed-without-edition',
    ]);
  });

  it('keeps the rows that the history names, also those that have ended', () => {
    const without = (row: Partial<Service>, editions: Edition[]) =>
      find({ services: others, editions }, { services: [{ ...first, ...row }, ...others] });
    const gone = ['row-gone', 'services', first.id];
    expect(without({ lastEdition: '5' }, [fifth, sixth])).to.deep.equal([gone]);
    expect(without({ lastEdition: '5' }, NEXT)).to.deep.equal([gone]);
    expect(without({ firstEdition: '5' }, NEXT)).to.deep.equal([gone]);
    expect(without({ changedEdition: '6' }, NEXT)).to.deep.equal([gone]);
    expect(without({}, NEXT)).to.deep.equal([]);
  });

  it('needs none for saying since when a row is there', () => {
    expect(find({ services: [{ ...first, firstEdition: '5', changedEdition: '6' }, ...others] })).to.deep.equal([]);
  });
});

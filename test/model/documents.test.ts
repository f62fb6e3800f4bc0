import { differences, sectionsAt, sequenceInForce } from '@noren/model';
import { buildChangeNotice, checkConfig } from '@noren/model/publish';
import type { Document, Edition, Section, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { fifth, find, section, sixth, whole } from './read-documents.ts';

/** An edition of terms that can be read. */
const read = { ...fifth, sections: [section('scope')] };

describe('the documents of a config', () => {
  it('may be left out', () => expect(find({})).to.deep.equal([]));

  it('have a handling notice with all ten sections, once they have one', () => {
    expect(find({ editions: [{ ...fifth, sections: whole }, sixth] })).to.deep.equal([]);
    const most = whole.filter(({ id }) => id !== 'security');
    expect(find({ editions: [{ ...fifth, sections: most }, sixth] })).to.deep.equal([
      ['missing-section', 'editions', 'security'],
    ]);
    expect(
      find({
        editions: [
          { ...fifth, sections: whole },
          { ...sixth, removed: ['contact'] },
        ],
      }),
    ).to.deep.equal([['missing-section', 'editions', 'contact']]);
  });

  it('say something in each of the ten sections', () => {
    const empty = { ...section('security'), body: [], items: [] };
    const without = (one: Section) => whole.map((other) => (other.id === one.id ? one : other));
    const place = `editions[0].sections[${whole.findIndex(({ id }) => id === 'security')}]`;
    for (const sections of [without(empty), without({ ...empty, body: [{ ja: ' ', en: ' ' }] })])
      expect(find({ editions: [{ ...fifth, sections }, sixth] })).to.deep.equal([['empty-section', place, 'security']]);
    const listed = { ...empty, items: [{ ja: '暗号化', en: 'Encryption' }] };
    expect(find({ editions: [{ ...fifth, sections: without(listed) }, sixth] })).to.deep.equal([]);
    // An edition of before stays as it is, so a new one puts it right.
    const repaired = { ...sixth, sections: [section('security')] };
    expect(find({ editions: [{ ...fifth, sections: without(empty) }, repaired] })).to.deep.equal([]);
  });

  it('take out only what is there, and say each section once', () => {
    const editions = [{ ...fifth, sections: [...whole, section('items')], removed: ['appendix'] }, sixth];
    expect(find({ editions })).to.deep.equal([
      ['duplicate-id', 'editions[0].sections', 'items'],
      ['unknown-section', 'editions[0].removed', 'appendix'],
    ]);
  });

  it('have special terms that override terms there are, and nothing else overrides', () => {
    const of = (...documents: Partial<Document>[]) =>
      find({ documents: documents.map((one) => ({ title: { ja: '規約', en: 'Terms' }, editions: [read], ...one })) });
    const terms = { id: 'terms', kind: 'terms' } as const;
    const special = { id: 'special', kind: 'special-terms' } as const;
    expect(of(terms, { ...special, overrides: 'terms' })).to.deep.equal([]);
    expect(of(terms, { ...special, overrides: 'else' })).to.deep.equal([
      ['unknown-document', 'documents[1].overrides', 'else'],
    ]);
    expect(of(terms, special)).to.deep.equal([['unknown-document', 'documents[1].overrides', undefined]]);
    expect(of({ ...terms, overrides: 'terms' })).to.deep.equal([
      ['unknown-document', 'documents[0].overrides', 'terms'],
    ]);
    expect(of(terms, terms)).to.deep.equal([['duplicate-id', 'documents[1].id', 'terms']]);
  });

  it('announce terms always, also where the service has an emergency', () => {
    const of = (document: Partial<Document>) =>
      find({
        documents: [{ id: 'one', title: { ja: '文書', en: 'Text' }, editions: [read], emergency: true, ...document }],
      });
    expect(of({ kind: 'terms' })).to.deep.equal([['emergency-terms', 'documents[0].emergency', true]]);
    for (const kind of ['service-change', 'service-end', 'suspension'] as const) expect(of({ kind })).to.deep.equal([]);
  });

  it('lead out of terms that change, which nobody is taken to accept without', () => {
    const of = (document: Partial<Document>) =>
      find({ documents: [{ id: 'terms', kind: 'terms', title: { ja: '規約', en: 'Terms' }, ...document }] });
    const second = { ...sixth, affects: ['terms'] };
    expect(of({ editions: [read] })).to.deep.equal([]);
    expect(of({ editions: [read, second], withdrawUrl: '/leave/' })).to.deep.equal([]);
    expect(of({ editions: [read, second] })).to.deep.equal([
      ['missing-withdraw-url', 'documents[0].withdrawUrl', undefined],
    ]);
    expect(of({ kind: 'suspension', editions: [fifth, sixth] })).to.deep.equal([]);
  });

  it('can be read where they are terms; what is announced of the service is whole without sections', () => {
    const of = (kind: string, editions: Edition[]) =>
      find({ documents: [{ id: 'one', kind, title: { ja: '文書', en: 'Text' }, withdrawUrl: '/leave/', editions }] });
    const gone = { ...sixth, affects: ['terms'], removed: ['scope'] };
    for (const editions of [[fifth], [read, gone]])
      expect(of('terms', editions)).to.deep.equal([['empty-document', 'documents[0].editions', 'terms']]);
    expect(of('terms', [read])).to.deep.equal([]);
    for (const kind of ['service-change', 'service-end', 'suspension']) expect(of(kind, [fifth])).to.deep.equal([]);
    const documents = [{ id: 'one', kind: 'terms', title: { ja: '文書', en: 'Text' }, editions: [fifth] }];
    expect(checkConfig({ ...siteConfig, documents }, { strict: true }).config).to.equal(undefined);
  });

  it('are in order of time, each label once', () => {
    const documents = [
      {
        id: 'terms',
        kind: 'terms',
        title: { ja: '規約', en: 'Terms' },
        withdrawUrl: '/leave/',
        editions: [sixth, read, read],
      },
    ];
    expect(find({ documents })).to.deep.equal([
      ['edition-order', 'documents[0].editions[1].effectiveAt', fifth.effectiveAt],
      ['duplicate-id', 'documents[0].editions[2].label', '5'],
    ]);
  });
});

describe('a change notice', () => {
  const config = {
    ...siteConfig,
    documents: [
      {
        id: 'terms',
        kind: 'terms',
        title: { ja: '規約', en: 'Terms' },
        withdrawUrl: '/leave/',
        editions: [fifth, { ...sixth, sections: [section('fees')] }],
      },
    ],
  } as SiteConfig;

  it('is what a page shows of it, in its language', () => {
    const notice = buildChangeNotice(config, 'terms', '6', 'en');
    expect(notice).to.deep.include({ document: 'terms', title: 'Terms', language: 'en', withdrawUrl: '/leave/' });
    expect(notice?.edition.sections).to.deep.equal([{ id: 'fees', heading: 'fees', body: ['fees'] }]);
    expect(notice?.withdraw).to.match(/membership/);
    expect(buildChangeNotice(config, 'terms', '6', 'ja')?.title).to.equal('規約');
  });

  it('is not there for what is not published', () => {
    expect(buildChangeNotice(config, 'terms', '7', 'en')).to.equal(undefined);
    expect(buildChangeNotice(config, 'else', '6', 'en')).to.equal(undefined);
    expect(buildChangeNotice(config, 'terms', '6', 'fr')).to.equal(undefined);
  });
});

describe('a document over time', () => {
  const editions: Edition[] = [
    { ...fifth, label: '1', sections: [section('a'), section('b'), section('c')] },
    { ...fifth, label: '2', sections: [section('b', 'other'), section('d')], removed: ['c'] },
    { ...sixth, label: '3' },
  ];
  const read = (sequence: number) => sectionsAt(editions, sequence).map(({ id, body }) => `${id}:${body[0]?.en}`);

  it('is what every edition so far has made of it', () => {
    expect(read(1)).to.deep.equal(['a:a', 'b:b', 'c:c']);
    expect(read(2)).to.deep.equal(['a:a', 'b:other', 'd:d']);
    expect(read(3)).to.deep.equal(read(2));
    expect(read(0)).to.deep.equal([]);
  });

  it('tells two editions apart, either way round', () => {
    const of = (from: number, to: number) =>
      differences(editions, from, to).map(({ id, before, after }) => [id, before?.body[0]?.en, after?.body[0]?.en]);
    expect(of(1, 2)).to.deep.equal([
      ['b', 'b', 'other'],
      ['c', 'c', undefined],
      ['d', undefined, 'd'],
    ]);
    expect(of(2, 1)).to.deep.equal([
      ['b', 'other', 'b'],
      ['d', 'd', undefined],
      ['c', undefined, 'c'],
    ]);
    expect(of(2, 3)).to.deep.equal([]);
  });

  it('knows which edition is in force', () => {
    const at = (now: string) => sequenceInForce(siteConfig.editions, new Date(now));
    expect(at('2026-05-01T00:00:00Z')).to.equal(1);
    expect(at(sixth.effectiveAt)).to.equal(2);
    expect(at('2020-01-01T00:00:00Z')).to.equal(1);
  });
});

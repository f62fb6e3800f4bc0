import { checkAgainst } from '@noren/model/publish';
import type { Document, Edition, JointUse, Purpose, Service, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { ANNOUNCED, fifth, find, first, NEXT, NOW, others, seventh, sixth, started } from './beside-published.ts';

describe('a config beside the published one', () => {
  it('may change everything but what a label stands for', () => {
    expect(find({})).to.deep.equal([]);
    expect(find({ validityDays: 100, registerUrl: '/else/', services: [...others, first] })).to.deep.equal([]);
  });

  it('keeps the editions that were published, their order and their dates', () => {
    const later = { ...sixth, effectiveAt: '2026-06-04T00:00:00Z' };
    expect(find({ editions: [fifth, later] })).to.deep.equal([['edition-rewritten', 'editions[1]', '6']]);
    expect(find({ editions: [fifth] })).to.deep.equal([['edition-rewritten', 'editions[1]', undefined]]);
    const between = find({ editions: [fifth, seventh, sixth] });
    expect(between[0]).to.deep.equal(['edition-rewritten', 'editions[1]', '7']);
  });

  for (const [key, value] of Object.entries({
    date: '2026-06-02',
    effectiveAt: '2026-06-04T00:00:00Z',
    material: !sixth.material,
    affects: ['contact'],
    changes: [{ ja: '別の変更', en: 'Another change' }],
    documentNumber: 'X-1',
    removed: ['items'],
  }))
    it(`keeps the ${key} of a past edition`, () => {
      expect(find({ editions: [fifth, { ...sixth, [key]: value }] })).to.deep.equal([
        ['edition-rewritten', 'editions[1]', '6'],
      ]);
    });

  it('may put right what an announced edition says of itself, and nothing else of it', () => {
    const of = (changes: Partial<Edition>, now = NOW) =>
      checkAgainst(
        { ...siteConfig, editions: ANNOUNCED },
        { ...siteConfig, editions: [fifth, sixth, { ...seventh, ...changes }] },
        now,
      ).map(({ severity, code, path }) => [severity, code, path]);
    const corrected = [['warning', 'edition-corrected', 'editions[2]']];
    const rewritten = [['error', 'edition-rewritten', 'editions[2]']];
    const changes = [{ ja: '別の変更', en: 'Another change' }];
    expect(of({ changes })).to.deep.equal(corrected);
    expect(of({ documentNumber: 'X-1', changes })).to.deep.equal(corrected);
    expect(of({ changes, affects: ['contact'] })).to.deep.equal(rewritten);
    expect(of({ effectiveAt: '2026-12-24T00:00:00Z' })).to.deep.equal(rewritten);
    expect(of({ changes }, new Date(seventh.effectiveAt))).to.deep.equal(rewritten);
  });

  /** The edition that starts now, about these purposes. */
  const telling = (...ids: string[]): Edition[] => [
    fifth,
    sixth,
    { ...started, material: true, affects: ids.map((id) => `purposes:${id}`) },
  ];

  it('asks for the same under the same label, in the same words', () => {
    const [necessary, statistics, ...rest] = siteConfig.purposes as [Purpose, Purpose, ...Purpose[]];
    const words = { ja: '別の言葉', en: 'Other words' };
    for (const [key, value] of Object.entries({
      title: words,
      description: words,
      refused: words,
      mode: 'opt-out',
      gpc: true,
      scope: 'group',
      requires: ['recommendation'],
      consentMode: ['ad_storage'],
    })) {
      const purposes = [necessary, { ...statistics, [key]: value } as Purpose, ...rest];
      const refused = [['purpose-rewritten', `purposes[1].${key}`, value]];
      expect(find({ purposes }), key).to.deep.equal(refused);
      expect(find({ purposes, editions: ANNOUNCED }), key).to.deep.equal(refused);
      expect(find({ purposes, editions: telling('statistics') }), key).to.deep.equal([]);
    }
    // How the notice's sentence names it is clerical.
    expect(find({ purposes: [necessary, { ...statistics, phrase: words }, ...rest] })).to.deep.equal([]);
  });

  it('asks for nothing more and nothing less under the same label', () => {
    const more: Purpose = {
      id: 'more',
      mode: 'opt-in',
      title: { ja: '追加', en: 'More' },
      description: { ja: '追加', en: 'More' },
    };
    const { purposes } = siteConfig;
    for (const editions of [[fifth, sixth], ANNOUNCED]) {
      expect(find({ purposes: [...purposes, more], editions })).to.deep.equal([
        ['purpose-added', `purposes[${purposes.length}]`, 'more'],
      ]);
      expect(find({ purposes, editions }, { purposes: [...purposes, more] })).to.deep.equal([
        ['purpose-gone', 'purposes', 'more'],
      ]);
    }
    expect(find({ purposes: [...purposes, more], editions: NEXT })).to.deep.equal([]);
    expect(find({ purposes, editions: NEXT }, { purposes: [...purposes, more] })).to.deep.equal([]);
    expect(find({ purposes: [...purposes].reverse() })).to.deep.equal([]);
  });

  it('lets a purpose run where it waited, or a new one without a question, only where an edition tells of it', () => {
    const [necessary, statistics, ...rest] = siteConfig.purposes as [Purpose, Purpose, ...Purpose[]];
    const as = (mode: Purpose['mode']) => [necessary, { ...statistics, mode }, ...rest];
    const clerical = [fifth, sixth, { ...started, material: false, affects: ['purposes:statistics'] }];
    const untold = (mode: string) => [['purpose-untold', 'purposes[1].mode', mode]];
    const steps = [
      ['opt-in', 'opt-out'],
      ['opt-in', 'always'],
      ['opt-out', 'notify'],
      ['notify', 'always'],
    ] as const;
    for (const [before, after] of steps) {
      const of = (editions: Edition[]) => find({ purposes: as(after), editions }, { purposes: as(before) });
      for (const editions of [[fifth, sixth, { ...started, affects: sixth.affects }], clerical, telling('linking')])
        expect(of(editions)).to.deep.equal(untold(after));
      for (const editions of [telling('linking', 'statistics'), [fifth, sixth, { ...started, affects: ['*'] }]])
        expect(of(editions)).to.deep.equal([]);
      expect(find({ purposes: as(before), editions: clerical }, { purposes: as(after) })).to.deep.equal([]);
    }
    const without = [necessary, ...rest];
    for (const mode of ['opt-out', 'notify'] as const)
      expect(find({ purposes: as(mode), editions: clerical }, { purposes: without })).to.deep.equal(untold(mode));
    expect(find({ purposes: as('notify'), editions: telling('statistics') }, { purposes: without })).to.deep.equal([]);
  });

  it('has the same company running the site, and the same one answering for it, under the same label', () => {
    for (const key of ['entity', 'responsible'] as const) {
      const other = siteConfig.entities.find(({ id }) => id !== siteConfig[key])?.id;
      expect(find({ [key]: other })).to.deep.equal([['responsible-rewritten', key, other]]);
      expect(find({ [key]: other, editions: NEXT })).to.deep.equal([]);
    }
  });

  it('tells the same joint use under the same label', () => {
    const jointUse: JointUse = {
      items: [{ ja: '氏名', en: 'Name' }],
      purposes: [{ id: 'inquiries' }],
      users: [],
    };
    const wider = { ...jointUse, items: [...jointUse.items, { ja: '住所', en: 'Address' }] };
    for (const [before, after] of [
      [undefined, jointUse],
      [jointUse, wider],
      [jointUse, undefined],
    ]) {
      const refused = [['joint-use-rewritten', 'jointUse', after]];
      expect(find({ jointUse: after }, { jointUse: before })).to.deep.equal(refused);
      expect(find({ jointUse: after, editions: ANNOUNCED }, { jointUse: before })).to.deep.equal(refused);
      expect(find({ jointUse: after, editions: NEXT }, { jointUse: before })).to.deep.equal([]);
    }
  });

  it('warns of a company that has another name', () => {
    const name = { ja: '別の会社', en: 'Another company' };
    const entities = siteConfig.entities.map((entity, at) => (at === 0 ? { ...entity, name } : entity));
    const [found, ...more] = checkAgainst(siteConfig, { ...siteConfig, entities }, NOW);
    expect([found?.severity, found?.code, found?.path]).to.deep.equal([
      'warning',
      'entity-renamed',
      'entities[0].name',
    ]);
    expect(more).to.deep.equal([]);
  });

  describe('takes no edition that claims to have been there before anybody could read it', () => {
    const LATE = '2026-11-10T00:00:00Z';
    const of = (edition: Partial<Edition>, changes: Partial<SiteConfig> = {}, strict = false) =>
      checkAgainst(
        siteConfig,
        { ...siteConfig, editions: [fifth, sixth, { ...seventh, ...edition }], ...changes },
        NOW,
        { strict },
      )
        .filter(({ code }) => code === 'edition-backdated')
        .map(({ severity, path, received }) => [severity, path, received]);
    const late = (severity: string) => [[severity, 'editions[2].effectiveAt', LATE]];
    const clerical = { effectiveAt: LATE, date: '2026-11-10', material: false };
    const changed = (row: Partial<Service>) => ({ services: [{ ...first, ...row, changedEdition: '7' }, ...others] });

    it('refuses one that asks again', () => {
      expect(of({ effectiveAt: LATE })).to.deep.equal(late('error'));
      // Midnight in Japan is the afternoon before in UTC.
      expect(of({ effectiveAt: '2026-11-14T15:00:00Z' })).to.deep.equal([]);
    });

    it('is told of a clerical one, and refuses it where nothing may be left open', () => {
      expect(of(clerical)).to.deep.equal(late('warning'));
      expect(of(clerical, changed({ policyUrl: 'https://policies.google.com/else' }))).to.deep.equal(late('warning'));
      expect(of(clerical, { services: others })).to.deep.equal(late('warning'));
      expect(of(clerical, {}, true)).to.deep.equal(late('error'));
    });

    it('refuses a clerical one under which visitors would have known what they did not', () => {
      const words = { ja: '営業の電話をかけるため', en: 'to call you to sell' };
      const [purpose, ...more] = siteConfig.purposes as [Purpose, ...Purpose[]];
      for (const changes of [
        changed({ ownPurpose: words }),
        changed({ country: 'CN' }),
        changed({ hosts: ['else.example'] }),
        changed({ purpose: 'advertising' }),
        { services: [...siteConfig.services, { ...first, id: 'more', firstEdition: '7' }] },
        { services: [...siteConfig.services, { ...first, id: 'more' }] },
        { purposes: [{ ...purpose, description: words }, ...more] },
        { purposes: [...siteConfig.purposes, { ...purpose, id: 'more' }] },
      ])
        expect(of(clerical, changes), JSON.stringify(changes).slice(0, 80)).to.deep.equal(late('error'));
    });

    it('is told of a day of publication that is past', () => {
      const past = (strict: boolean) => of({ date: '2026-11-12' }, {}, strict);
      expect(past(false)).to.deep.equal([['warning', 'editions[2].date', '2026-11-12']]);
      expect(past(true)).to.deep.equal([['error', 'editions[2].date', '2026-11-12']]);
      expect(of({ date: '2026-11-14' })).to.deep.equal([]);
    });
  });

  describe('with documents', () => {
    const terms: Document = {
      id: 'terms',
      kind: 'terms',
      title: { ja: '規約', en: 'Terms' },
      editions: [fifth, sixth],
    };
    const compare = (documents: Document[]) =>
      checkAgainst({ ...siteConfig, documents: [terms] }, { ...siteConfig, documents }, NOW).map(
        ({ severity, code, path }) => [severity, code, path],
      );

    it('keeps them, their editions and the sections of these', () => {
      expect(compare([terms])).to.deep.equal([]);
      expect(compare([])).to.deep.equal([['error', 'document-gone', 'documents']]);
      const section = { id: 'one', heading: { ja: '一', en: 'One' }, body: [] };
      const other = { ...terms, editions: [fifth, { ...sixth, sections: [section] }] };
      expect(compare([other])).to.deep.equal([['error', 'edition-rewritten', 'documents[0].editions[1]']]);
    });

    it('announces what happens to the service before its day, but for a suspension and in an emergency', () => {
      const at = (effectiveAt: string, about: Partial<Document>) =>
        compare([terms, { ...terms, id: 'service', editions: [{ ...sixth, effectiveAt }], ...about }]);
      const today = '2026-11-14T00:00:00Z';
      const sudden = [['warning', 'edition-in-force-at-once', 'documents[1].editions[0].effectiveAt']];
      for (const kind of ['service-change', 'service-end'] as const) {
        expect(at(today, { kind })).to.deep.equal(sudden);
        expect(at(today, { kind, emergency: true })).to.deep.equal([]);
        expect(at('2026-12-14T00:00:00Z', { kind })).to.deep.equal([]);
      }
      expect(at(today, { kind: 'suspension' })).to.deep.equal([]);
      expect(at(today, { kind: 'terms' })).to.deep.equal(sudden);
    });

    it('keeps what they are, and tells who changes their title or the way out', () => {
      const of = (changes: Partial<Document>) => compare([{ ...terms, ...changes }]);
      expect(of({ kind: 'service-end' })).to.deep.equal([['error', 'document-rewritten', 'documents[0].kind']]);
      expect(of({ overrides: 'else' })).to.deep.equal([['error', 'document-rewritten', 'documents[0].overrides']]);
      for (const [key, value] of Object.entries({ title: { ja: '題' }, withdrawUrl: '/leave/', emergency: true }))
        expect(of({ [key]: value })).to.deep.equal([['warning', 'document-changed', `documents[0].${key}`]]);
    });

    it('lets terms change without notice, and says so', () => {
      const at = (effectiveAt: string) =>
        compare([{ ...terms, editions: [fifth, sixth, { ...seventh, effectiveAt }] }]);
      expect(at('2026-12-01T00:00:00Z')).to.deep.equal([]);
      expect(at('2026-11-10T00:00:00Z')).to.deep.equal([
        ['warning', 'edition-in-force-at-once', 'documents[0].editions[2].effectiveAt'],
        ['warning', 'terms-undeemable', 'documents[0].editions[2].effectiveAt'],
      ]);
    });
  });
});

import { COOKIE_MAX_LENGTH } from '@noren/model';
import { checkConfig, type Finding } from '@noren/model/publish';
import type { Edition, Purpose, Service, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

const find = (changes: Partial<SiteConfig>): readonly Finding[] => checkConfig({ ...siteConfig, ...changes }).findings;
const brief = (findings: readonly Finding[]) => findings.map(({ code, path, received }) => [code, path, received]);
const purposes = (...changes: [number, Partial<Purpose>][]): Purpose[] =>
  siteConfig.purposes.map((row, at) => ({ ...row, ...changes.find(([index]) => index === at)?.[1] }));
const services = (change: Partial<Service>): Service[] =>
  siteConfig.services.map((row, at) => (at === 0 ? { ...row, ...change } : row));
const editions = (change: Partial<Edition>): Edition[] =>
  siteConfig.editions.map((row, at) => (at === 1 ? { ...row, ...change } : row));

describe('what a config means', () => {
  for (const [what, changes, expected] of [
    ['two purposes of one id', { purposes: purposes([5, { id: 'statistics' }]) }, ['duplicate-id', 'purposes[5].id']],
    ['two services of one id', { services: services({ id: 'karte' }) }, ['duplicate-id', 'services[3].id']],
    ['two editions of one label', { editions: editions({ label: '5' }) }, ['duplicate-id', 'editions[1].label']],
    [
      'a service under no purpose',
      { services: services({ purpose: 'stats' }) },
      ['unknown-purpose', 'services[0].purpose'],
    ],
    ...(
      [
        ['always', 'opt-in'],
        ['always', 'opt-out'],
        ['notify', 'opt-in'],
      ] as const
    ).map(([mode, own]): [string, Partial<SiteConfig>, [string, string]] => [
      `a service with the mode "${own}" under a purpose of mode "${mode}"`,
      {
        purposes: purposes([1, { mode }]),
        services: services({ mode: own, purpose: siteConfig.purposes[1]?.id ?? '' }),
      },
      ['service-stricter-than-purpose', 'services[0].mode'],
    ]),
    ...(
      [
        ['opt-in', 'opt-out'],
        ['opt-in', 'notify'],
        ['opt-in', 'always'],
        ['opt-out', 'notify'],
        ['opt-out', 'always'],
        ['notify', 'always'],
      ] as const
    ).map(([mode, own]): [string, Partial<SiteConfig>, [string, string]] => [
      `a service with the mode "${own}" under a purpose of mode "${mode}", which it would widen`,
      {
        purposes: purposes([1, { mode }]),
        services: services({ mode: own, purpose: siteConfig.purposes[1]?.id ?? '' }),
      },
      ['mode-wider-than-purpose', 'services[0].mode'],
    ]),
    [
      'a requirement that leads nowhere',
      { purposes: purposes([4, { requires: ['identity'] }]) },
      ['unknown-purpose', 'purposes[4].requires[0]'],
    ],
    ['an entity that is not listed', { entity: 'nobody' }, ['unknown-entity', 'entity']],
    ['a responsible party that is not listed', { responsible: 'nobody' }, ['unknown-entity', 'responsible']],
    [
      'a collector that is not listed',
      { services: services({ collector: 'nobody' }) },
      ['unknown-entity', 'services[0].collector'],
    ],
    [
      'a purpose that requires itself',
      { purposes: purposes([1, { requires: ['statistics'] }]) },
      ['purpose-cycle', 'purposes[1].requires'],
    ],
    [
      'editions out of order',
      { editions: editions({ effectiveAt: '2026-03-31T23:59:59Z' }) },
      ['edition-order', 'editions[1].effectiveAt'],
    ],
    [
      'a misspelt word',
      { words: { ja: { notice: { acceptall: 'x' } } } },
      ['unknown-key', 'words.ja.notice.acceptall'],
    ],
  ] as [string, Partial<SiteConfig>, string[]][]) {
    it(`refuses ${what}`, () => {
      const findings = find(changes);
      expect(
        findings.filter(({ severity }) => severity === 'error').map(({ code, path }) => [code, path]),
      ).to.deep.include(expected);
      expect(checkConfig({ ...siteConfig, ...changes }).config).to.equal(undefined);
    });
  }

  it('lets a service wait for more than its purpose does', () => {
    for (const [mode, own] of [
      ['opt-out', 'opt-in'],
      ['opt-out', 'opt-out'],
      ['notify', 'opt-out'],
      ['always', 'notify'],
    ] as const) {
      const found = find({
        purposes: purposes([1, { mode }]),
        services: services({ mode: own, purpose: siteConfig.purposes[1]?.id ?? '' }),
      });
      expect(
        found.filter(({ severity }) => severity === 'error'),
        `${own} under ${mode}`,
      ).to.deep.equal([]);
    }
  });

  it('refuses every purpose of a circle, and none that only leads into it', () => {
    const circle = purposes(
      [1, { requires: ['recommendation'] }],
      [2, { requires: ['advertising'] }],
      [5, { requires: ['recommendation'] }],
    );
    expect(brief(find({ purposes: circle })).map(([code, path]) => [code, path])).to.deep.equal([
      ['purpose-cycle', 'purposes[2].requires'],
      ['purpose-cycle', 'purposes[5].requires'],
    ]);
  });

  it('compares the days of editions as days, however they are written', () => {
    const times = ['2026-06-03T00:00:00Z', '2026-06-03T00:00:00.500Z'];
    for (const [at, effectiveAt] of times.entries()) {
      const list = [
        { ...siteConfig.editions[0], effectiveAt: times[0] },
        { ...siteConfig.editions[1], effectiveAt },
      ];
      expect(brief(find({ editions: list as Edition[] })), times[at]).to.deep.equal([]);
    }
  });

  it('refuses a choice that would not fit into a cookie', () => {
    const many = Array.from({ length: 60 }, (_, at) => ({
      ...(siteConfig.services[0] as Service),
      id: `a-service-with-a-long-name-${at}`,
      provider: undefined,
      name: { ja: `サービス ${at}`, en: `Service ${at}` },
      hosts: [`tag-${at}.google.com`],
      choice: true,
    }));
    const [[code, path, received] = []] = brief(find({ services: many }));
    expect([code, path]).to.deep.equal(['cookie-too-long', 'services']);
    expect(received).to.be.above(COOKIE_MAX_LENGTH);
  });

  it('refuses characters that nobody sees and that make a text another one, wherever they stand', () => {
    const of = (ja: string) =>
      find({ name: { ja, en: 'x' }, words: { ja: { notice: { accept: ja } } } })
        .filter(({ code }) => code === 'control-character')
        .map(({ severity, path, fix }) => [severity, path, fix.split(':')[0]]);
    for (const [text, character] of [
      ['あ\u202eい', 'U+202E'],
      ['あ\u202aい', 'U+202A'],
      ['あ\u0000い', 'U+0000'],
      ['あ\u001b[31mい', 'U+001B'],
      ['あ\u0085い', 'U+0085'],
      ['あ\ud800い', 'U+D800'],
      ['あ\u2067い', 'U+2067'],
      ['あ\u2069\u2066い', 'U+2069'],
      ['あ\u{e0041}い', 'U+E0041'],
    ] as const)
      expect(of(text), character).to.deep.equal([
        ['error', 'name.ja', `take out ${character}`],
        ['error', 'words.ja.notice.accept', `take out ${character}`],
      ]);
    for (const text of ['一\r\n\t二', 'a\u2067אב\u2069b', 'क्\u200dष', '👩\u200d💻', '\u200fאב'])
      expect(of(text), text).to.deep.equal([]);
  });

  it('counts a cookie as it travels: quotes and commas take three characters each', () => {
    const choices = (count: number): Service[] =>
      Array.from({ length: count }, (_, at) => ({
        ...(siteConfig.services[0] as Service),
        id: `s${100 + at}`,
        choice: true,
      }));
    const names = Object.fromEntries(choices(110).map(({ id }) => [id, 0]));
    expect(JSON.stringify(names).length).to.be.below(COOKIE_MAX_LENGTH - 400);
    expect(brief(find({ services: choices(110) })).map(([code]) => code)).to.include('cookie-too-long');
    expect(brief(find({ services: choices(40) })).map(([code]) => code)).to.not.include('cookie-too-long');
  });

  for (const [what, changes, expected] of [
    ['markup in a text', { name: { ja: '<b>x</b>', en: 'x' } }, ['markup-in-text', 'name.ja', '<b>x</b>']],
    [
      'a script in a text',
      { purposes: purposes([1, { title: { ja: '<script>alert(1)</script>', en: 'x' } }]) },
      ['markup-in-text', 'purposes[1].title.ja', '<script>alert(1)</script>'],
    ],
    ['a text that lacks a language', { name: { ja: 'x' } }, ['missing-language', 'name', 'en']],
    ['a language without words', { languages: ['ja', 'en', 'fr'] }, ['missing-language', 'languages', 'fr']],
    [
      'an edition for a purpose that is not there',
      { editions: editions({ affects: ['purposes:stats'] }) },
      ['edition-affects-nothing', 'editions[1].affects[0]', 'purposes:stats'],
    ],
    ...['purpose:statistics', 'provider:statistics', 'statistics', 'Purposes: statistics', 'services:statistics'].map(
      (subject) => [
        `an edition that means to ask and asks nobody: ${subject}`,
        { editions: editions({ affects: [subject] }) },
        ['edition-affects-nothing', 'editions[1].affects[0]', subject],
      ],
    ),
    [
      'an edition that was published after it was in force',
      { editions: editions({ date: '2026-08-02' }) },
      ['edition-dated-late', 'editions[1].date', '2026-08-02'],
    ],
    ['a text of spaces', { name: { ja: '　 ', en: 'x' } }, ['blank-text', 'name.ja', '　 ']],
    ['no necessary purpose', { purposes: siteConfig.purposes.slice(1) }, ['no-necessary-purpose', 'purposes']],
  ] as [string, Partial<SiteConfig>, unknown[]][]) {
    it(`warns of ${what}, and publishes all the same`, () => {
      const { config, findings } = checkConfig({ ...siteConfig, ...changes });
      expect(config).to.not.equal(undefined);
      expect(findings.map(({ severity }) => severity)).to.not.include('error');
      expect(brief(findings).map((finding) => finding.slice(0, expected.length))).to.deep.include(expected);
    });
  }

  it('takes a mathematician’s < for what it is', () => {
    expect(find({ name: { ja: '3 < 5、8 > 5', en: 'a<1' } })).to.deep.equal([]);
  });
});

import { OTHER_MARKS, OTHER_TOOLS, takeOverOf } from '../fixtures/other-marks.ts';
import { expect, sample, test } from './fixture.ts';
import { inBody, told } from './page-of-shop.ts';

const takeOver = (markup: readonly string[]) =>
  sample({
    takeOver: {
      cookiebot: { categories: { statistics: 'statistics', marketing: 'advertising' } },
      onetrust: { categories: { C0002: 'statistics', C0004: 'advertising' } },
      markup,
    },
  });

for (const [tool, markup, path] of [
  [
    'vanilla-cookieconsent',
    '<script type="text/plain" data-category="analytics">a()</script>',
    'script[data-category]',
  ],
  [
    'vanilla-cookieconsent',
    '<script type="text/plain" data-cookiecategory="ads" data-src="https://ads.example/a.js"></script>',
    'script[data-cookiecategory]',
  ],
  ['klaro', '<script type=" TEXT/plain" data-name="matomo" data-src="/m.js"></script>', 'script[data-name]'],
  ['klaro', '<iframe data-name="film" data-src="https://ads.example/film"></iframe>', 'iframe[data-name]'],
  [
    'cookiebot',
    '<script type="text/plain" data-cookieconsent="statistics" src="https://meter.example/tag.js"></script>',
    'script[data-cookieconsent]',
  ],
  [
    'cookiebot',
    '<img data-cookieconsent="marketing" data-cookieblock-src="https://ads.example/a.gif" alt="">',
    'img[data-cookieconsent]',
  ],
  ['onetrust', '<script type="text/plain" class="x optanon-category-C0002-C0004">a()</script>', 'script[class]'],
  [
    'onetrust',
    '<iframe class="optanon-category-C0004" src="about:blank" data-src="https://other.example/"></iframe>',
    'iframe[class]',
  ],
  [
    'cookiebot',
    '<template data-noren="statistics"><script type="text/plain" data-cookieconsent="statistics">a()</script></template>',
    'script[data-cookieconsent]',
  ],
] as const)
  test(`what is marked for another tool, which nothing would run, is a warning: ${markup}`, async ({ shell }) => {
    const { code, findings } = await inBody(shell, markup);
    expect(code).toBe(0);
    expect(findings).toMatchObject([
      {
        severity: 'warning',
        code: 'markup-of-another-tool',
        path,
        fix: expect.stringMatching(new RegExp(`never.*data-noren.*takeOver.*"${tool}"`)),
        source: 'docs/coming-from.md, markup',
      },
    ]);
  });

for (const markup of [
  '<script data-cookieconsent="statistics">a()</script>',
  '<script class="optanon-category-C0002" src="/a.js"></script>',
  '<iframe data-cookieconsent="marketing" src="/film"></iframe>',
  '<img class="optanon-category-C0004" src="/a.gif" alt="">',
])
  test(`what a mark for another tool does not hold is a warning, also where the mark is understood: ${markup}`, async ({
    shell,
  }) => {
    for (const config of [sample(), takeOver(['cookiebot', 'onetrust'])]) {
      const { findings } = await inBody(shell, markup, config);
      expect(findings).toMatchObject([
        { severity: 'warning', code: 'markup-of-another-tool', fix: expect.stringMatching(/at once.*data-noren/) },
      ]);
    }
  });

test('a mark is understood where the config asks for it, and of no other tool', async ({ shell }) => {
  const marked = `<script type="text/plain" data-cookieconsent="statistics">a()</script>
    <iframe data-cookieconsent="statistics" data-src="https://meter.example/"></iframe>`;
  expect(told(await inBody(shell, marked, takeOver(['cookiebot'])))).toEqual([]);
  expect(told(await inBody(shell, marked, takeOver([])))).toEqual(Array(2).fill('warning markup-of-another-tool'));
  expect(told(await inBody(shell, marked, takeOver(['onetrust'])))).toEqual(
    Array(2).fill('warning markup-of-another-tool'),
  );
});

test('each mark that a page understands is found, and for the tool whose it is', async ({ shell }) => {
  for (const tool of OTHER_TOOLS)
    for (const mark of OTHER_MARKS[tool]) {
      const script = `<script type="text/plain" ${mark}>a()</script>`;
      const others = OTHER_TOOLS.filter((one) => one !== tool);
      for (const markup of [[], others]) {
        const run = await inBody(shell, script, sample({ takeOver: takeOverOf(markup) }));
        expect(run.findings, mark).toMatchObject([
          { code: 'markup-of-another-tool', fix: expect.stringContaining(`"${tool}"`) },
        ]);
      }
      const understood = await inBody(shell, script, sample({ takeOver: takeOverOf([tool]) }));
      expect(told(understood), mark).toEqual([]);
    }
});

test('a frame with a name stands for Klaro where a script of the page does', async ({ shell }) => {
  const frame = '<iframe data-name="film" data-src="https://film.example/"></iframe>';
  expect(told(await inBody(shell, frame))).toEqual([]);
  const script = '<script type="text/plain" data-name="matomo">a()</script>';
  expect(told(await inBody(shell, script + frame))).toEqual(Array(2).fill('warning markup-of-another-tool'));
});

test('what has such attributes for something else, or is held already, is no finding', async ({ shell }) => {
  const { findings } = await inBody(
    shell,
    `<div data-category="shoes" data-name="x" class="optanon-category-C0002" data-cookieconsent="marketing"></div>
     <script data-category="shop" data-name="cart" src="/cart.js"></script>
     <script type="application/json" data-cookieconsent="marketing" data-category="a">{}</script>
     <script data-cookieconsent="ignore">defaults()</script>
     <script type="text/plain">a text</script>
     <img data-category="shoes" data-name="red" src="/red.jpg" alt=""><img data-category="shoes" data-src="/blue.jpg" alt="">
     <img data-name="font" data-src="https://fonts.example/a.png" alt="">
     <iframe data-name="map" src="/map"></iframe><iframe data-name="map" class="lazyload" data-src="/map"></iframe>
     <iframe data-cookieconsent="marketing"></iframe>
     <script type="text/plain" data-noren="statistics" data-category="analytics">a()</script>
     <template data-noren="advertising"><!-- <iframe class="optanon-category-C0004" src="https://ads.example/"></iframe> --></template>`,
  );
  expect(findings).toEqual([]);
});

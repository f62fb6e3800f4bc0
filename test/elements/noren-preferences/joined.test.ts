import { expect } from 'chai';
import { linkConfig } from '../../fixtures/link-config.ts';
import { siteConfig } from '../../fixtures/site-config.ts';
import { faults } from '../axe.ts';
import { clear, openPreferences, part, parts, textOf } from '../stage.ts';

const row = (element: Element, id: string) => part(element, `#purpose-${id}`);

describe('noren-preferences: what linking joins', () => {
  afterEach(clear);

  for (const [language, items, term] of [
    ['ja', ['会社名', '職種', '閲覧したページ'], '結び付ける期間 解除するまで、長くても1年間'],
    [
      'en',
      ['Your company', 'Your occupation', 'The pages that you view'],
      'For how long Until you end it, and at most a year',
    ],
  ] as const) {
    it(`is listed item by item with its period, where linking is switched and nowhere else (${language})`, async () => {
      const { element } = await openPreferences({ config: linkConfig, language });
      expect([...row(element, 'linking').querySelectorAll('li')].map(textOf)).to.deep.equal(items);
      expect(textOf(row(element, 'linking'))).to.include(term);
      expect(parts(element, '[part=joined]').length).to.equal(1);
      expect(await faults()).to.deep.equal([]);
    });
  }

  it('belongs to what explains the switch to a screen reader', async () => {
    const { element } = await openPreferences({ config: linkConfig });
    const about = part(element, '#switch-linking').getAttribute('aria-describedby') ?? '';
    expect(textOf(part(element, `#${about}`))).to.include('職種');
  });

  it('is not told where a site has no personalised links', async () => {
    const { element } = await openPreferences({ config: siteConfig });
    expect(parts(element, '[part=joined]')).to.deep.equal([]);
  });
});

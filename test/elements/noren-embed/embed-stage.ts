import { defineElements, type NorenEmbed } from '@noren/elements';
import type { Service, SiteConfig } from '@noren/model/schema';
import { siteConfig } from '../../fixtures/site-config.ts';
import { type Scene, type Stage, stage, still } from '../stage.ts';

const both = (text: string) => ({ ja: text, en: text });

/** A film's row; with a switch of its own where the test says so. */
export const film = (choice = false): Service => ({
  id: 'film',
  purpose: 'recommendation',
  name: { ja: '動画プレーヤー', en: 'Film Player' },
  recipient: { ja: '動画株式会社', en: 'Film Corporation' },
  country: 'JP',
  information: [both('URL'), { ja: '閲覧した日時', en: 'Time of the view' }],
  ownPurpose: { ja: '製品を紹介する動画の再生', en: 'Playing films about our products' },
  recipientPurpose: { ja: '次に再生する動画の選択', en: 'Choosing what plays next' },
  policyUrl: 'https://film.example/privacy',
  choice,
});

/** The fixture with a film beside its rows. */
export const withFilm = (choice = false, others = false): SiteConfig => ({
  ...siteConfig,
  services: [
    ...siteConfig.services.map((row) => (row.purpose === 'recommendation' ? { ...row, choice: others } : row)),
    film(choice),
  ],
});

export const FRAME = '<iframe srcdoc="<p>film" title="工場の一日（3分）" width="480" height="270"></iframe>';
export const LINK = '<a slot="link" href="https://film.example/watch?v=1">工場の一日</a>';

/** The markup of an embed as a webmaster writes it. */
export const embedOf = (content: string, beside = LINK): string =>
  `<noren-embed><template data-noren="recommendation" data-noren-service="film">${content}</template>${beside}</noren-embed>`;

/** An embed in the page, with its words. There is no gate on the stage: a test does what it does. */
export async function embed(
  scene: Scene = {},
  markup = embedOf(FRAME),
): Promise<Stage & { element: NorenEmbed; template: HTMLTemplateElement }> {
  const set = await stage({ config: withFilm(), ...scene });
  document.documentElement.lang = set.noren.state.language;
  document.body.innerHTML = markup;
  defineElements();
  await customElements.whenDefined('noren-embed');
  const element = document.querySelector('noren-embed') as NorenEmbed;
  element.noren = set.noren;
  await still(element);
  await still(element);
  return { ...set, element, template: element.querySelector('template') as HTMLTemplateElement };
}

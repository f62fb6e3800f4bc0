import { USUAL_SRC } from '../config/embedding.ts';
import { pageUrl } from './starter-config.ts';
import type { StarterLanguage } from './starter-languages.ts';

const LINKS = {
  ja: { settings: 'クッキーの設定', optOut: '広告の停止' },
  en: { settings: 'Cookie settings', optOut: 'Stopping ads' },
} as const;

const ON_PAGES_IN = {
  ja: { ja: '日本語のページには、代わりに', en: '英語のページには、代わりに' },
  en: { ja: 'On pages in Japanese instead', en: 'On pages in English instead' },
} as const;

/** What a page gets: the tag for its head, and for the footers of its pages in each language the links. */
export interface ToPaste {
  readonly tag: string;
  readonly links: Readonly<Partial<Record<StarterLanguage, { readonly settings: string; readonly adOptOut: string }>>>;
}

/** The tag and the links of a site that serves the publication as `/noren/`. */
export function toPaste(site: string, languages: readonly [StarterLanguage, ...StarterLanguage[]]): ToPaste {
  const links = languages.map((one) => [
    one,
    {
      settings: `<a href="${pageUrl('register', one, languages)}" data-noren-show="preferences">${LINKS[one].settings}</a>`,
      adOptOut: `<a href="${pageUrl('ad-opt-out', one, languages)}">${LINKS[one].optOut}</a>`,
    },
  ]);
  return {
    tag: `<script async src="${USUAL_SRC}" data-site="${site}"></script>`,
    links: Object.fromEntries(links),
  };
}

/** What to do with a new config: the tags to paste, and the commands that check and publish. */
export function pasteHints(
  file: string,
  site: string,
  languages: readonly [StarterLanguage, ...StarterLanguage[]],
): string {
  const [language, ...others] = languages;
  const { tag, links } = toPaste(site, languages);
  const there = others
    .map((one) => `   ${ON_PAGES_IN[language][one]}\n   ${links[one]?.settings}\n   ${links[one]?.adOptOut}\n`)
    .join('');
  return language === 'ja'
    ? `${file} を作りました。会社の名前などを直してから、次の順に進めます。

1. 確かめて、公開するファイルを作る（public/noren をサイトの /noren/ に置きます）
   npx noren check ${file} --write public/noren

2. すべてのページの <head> に貼る（ほかのスクリプトより前）
   ${tag}
   Google の同意モードや、メールの個別 URL など、ほかのスクリプトより必ず先に動かすものがあれば、
   代わりに head スニペットを貼ります。1 が public/noren/head-snippet.html に書き、CSP のハッシュも表示します
   （docs/markup.md「The head snippet」）。/noren/ 以外に置くときは、1 に --src で noren.js の URL を付けます

3. フッターに貼る（設定をいつでも開けるリンク）
   ${links[language]?.settings}
   広告のタグを使うサイトは、広告を停止する方法のページへのリンクも
   ${links[language]?.adOptOut}
${there}
4. ページを確かめる
   npx noren check ${file} --pages public
`
    : `${file} is there. Put in the names of your companies, then:

1. Check it, and make the files to be served (public/noren as /noren/ of your site)
   npx noren check ${file} --write public/noren

2. Paste into the <head> of every page, before other scripts
   ${tag}
   Where something must run before every other script, as Google's Consent Mode defaults or
   personalised links in mail, paste the head snippet instead: step 1 writes it to
   public/noren/head-snippet.html and says its CSP hash (docs/markup.md, "The head snippet").
   Where the folder is not served as /noren/, tell step 1 the address of noren.js by --src

3. Paste into the footer (opens the settings at any time)
   ${links[language]?.settings}
   and, where the site has advertising tags, a link to how ads are stopped
   ${links[language]?.adOptOut}
${there}
4. Check your pages
   npx noren check ${file} --pages public
`;
}

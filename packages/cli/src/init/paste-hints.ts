import { USUAL_SRC } from '../config/embedding.ts';
import { AD_OPT_OUT_URL, REGISTER_URL, type StarterLanguage } from './starter-config.ts';

/** What a page gets: the tag for its head, the links for its footer. */
export interface ToPaste {
  readonly tag: string;
  readonly links: { readonly settings: string; readonly adOptOut: string };
}

/** The tag and the links of a site that serves the publication as `/noren/`. */
export function toPaste(site: string, language: StarterLanguage): ToPaste {
  const [settings, adOptOut] =
    language === 'ja' ? ['クッキーの設定', '広告の停止'] : ['Cookie settings', 'Stopping ads'];
  return {
    tag: `<script async src="${USUAL_SRC}" data-site="${site}"></script>`,
    links: {
      settings: `<a href="${REGISTER_URL}" data-noren-show="preferences">${settings}</a>`,
      adOptOut: `<a href="${AD_OPT_OUT_URL}">${adOptOut}</a>`,
    },
  };
}

/** What to do with a new config: the tags to paste, and the commands that check and publish. */
export function pasteHints(file: string, site: string, language: StarterLanguage): string {
  const { tag, links } = toPaste(site, language);
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
   ${links.settings}
   広告のタグを使うサイトは、広告を停止する方法のページへのリンクも
   ${links.adOptOut}

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
   ${links.settings}
   and, where the site has advertising tags, a link to how ads are stopped
   ${links.adOptOut}

4. Check your pages
   npx noren check ${file} --pages public
`;
}

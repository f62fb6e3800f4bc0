import { escapeHtml } from '@noren/model/pages';
import type { SiteKey } from '../group/address.ts';
import { testMembers } from '../group/test-members.ts';
import { pageHead } from '../server/page-head.ts';

/** Language of a page. */
export type Language = 'ja' | 'en';

const SITES: Readonly<Record<SiteKey, Readonly<Record<Language, string>>>> = {
  portal: { ja: 'サンプル電機', en: 'Sample Electric' },
  energy: { ja: 'サンプルエナジー', en: 'Sample Energy' },
  solutions: { ja: 'サンプルソリューションズ', en: 'Sample Solutions' },
};

const WORDS = {
  ja: {
    brand: 'サンプル電機グループ 会員ID',
    signIn: '会員ログイン',
    to: (site: string) => `${site}のサイトへログインします。`,
    told: 'ログインすると、選択した内容（メールのリンクによる識別と、会員情報との結び付け）を、グループのサイトとお使いの端末のあいだでそろえます。閲覧の履歴は、別に同意されるまで会員情報と結び付きません。',
    whom: 'テスト用の会員を選んでください。パスワードは要りません。',
    cancel: 'ログインせずに戻る',
    signOut: 'ログアウトしますか',
    signOutTold: '会員IDからログアウトします。グループのどのサイトでも、次は会員の選択からになります。',
    yes: 'ログアウトする',
    no: 'ログインしたままにする',
    signedOut: 'ログアウトしました',
    failed: 'ログインできませんでした',
    failedTold:
      '画面を開いたままにしていたか、別のブラウザで開いた可能性があります。もとのサイトから、もう一度お試しください。',
    home: '会員IDについて',
    homeTold: 'グループのサイトで会員が使う、一つのログインです。ログインは、各サイトの「会員の方へ」から始めます。',
    demo: 'これはデモです。会員はすべて架空の人物です。',
  },
  en: {
    brand: 'Sample Electric Group Member ID',
    signIn: 'Sign in',
    to: (site: string) => `You are signing in to ${site}.`,
    told: 'Once you are signed in, your choices about being recognised from mail and about joining your member data are kept in step on the sites of the group and on your devices. Your visits are not joined with your member data unless you agree to that separately.',
    whom: 'Choose a test member. No password is needed.',
    cancel: 'Go back without signing in',
    signOut: 'Sign out?',
    signOutTold: 'This ends your Member ID session. On every site of the group you will choose a member again.',
    yes: 'Sign out',
    no: 'Stay signed in',
    signedOut: 'You are signed out',
    failed: 'You could not be signed in',
    failedTold:
      'The page may have been open too long, or in another browser. Please start again from the site you came from.',
    home: 'About Member ID',
    homeTold: 'One sign-in for members on every site of the group. It starts at “Members” on each site.',
    demo: 'This is a demo. All members are made up.',
  },
} as const;

/** The page on which a member is chosen. `action` is the address of the interaction. */
export function signInPage(language: Language, site: string, action: string): string {
  const words = WORDS[language];
  const name = SITES[site as SiteKey]?.[language] ?? site;
  const members = testMembers.map(
    ({ id, name: member, company, department, language: spoken }) =>
      `<li><button class="person" name="member" value="${id}"><span class="initial" aria-hidden="true">${escapeHtml([...member][0] ?? '')}</span><span lang="${spoken}"><b>${escapeHtml(member)}</b><small>${escapeHtml(`${company}　${department}`)}</small></span></button></li>`,
  );
  return page(
    language,
    words.signIn,
    `<p>${escapeHtml(words.to(name))}</p>
<form method="post" action="${escapeHtml(action)}">
<p class="small">${words.whom}</p>
<ul class="people">${members.join('')}</ul>
<p class="small told">${words.told}</p>
<p><button class="button quiet" name="member" value="">${words.cancel}</button></p>
</form>`,
  );
}

/** Asks whether to sign out; `form` is the provider's own, which the buttons belong to. */
export function signOutPage(language: Language, form: string): string {
  const words = WORDS[language];
  return page(
    language,
    words.signOut,
    `<p>${words.signOutTold}</p>
${form}
<p class="actions"><button class="button" type="submit" form="op.logoutForm" name="logout" value="yes">${words.yes}</button><button class="button quiet" type="submit" form="op.logoutForm">${words.no}</button></p>`,
  );
}

/** Where signing out ends that no site has asked for. */
export function signedOutPage(language: Language): string {
  return page(language, WORDS[language].signedOut, '');
}

/** What went wrong, for the visitor and, in small type, for whoever builds a site. */
export function errorPage(language: Language, detail: string): string {
  const words = WORDS[language];
  return page(
    language,
    words.failed,
    `<p>${words.failedTold}</p>${detail && `<p class="small"><code>${escapeHtml(detail)}</code></p>`}`,
  );
}

/** The plain address of the provider. */
export function identityHome(): string {
  const { homeTold } = WORDS.ja;
  return page(
    'ja',
    WORDS.ja.home,
    `<p>${homeTold}</p><p lang="en">${WORDS.en.homeTold}</p><p class="small"><a href="/.well-known/openid-configuration">OpenID Connect Discovery</a></p>`,
  );
}

function page(language: Language, title: string, body: string): string {
  const { brand, demo } = WORDS[language];
  return `${pageHead(language, `${title} | ${brand}`, ['identity'])}
<body class="portal identity">
<main id="main">
<p class="brand"><svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><use href="/assets/mark.svg#mark"></use></svg><b>${brand}</b></p>
<h1>${title}</h1>
${body}
</main>
<footer><p class="small">${demo}</p></footer>
</body>
</html>`;
}

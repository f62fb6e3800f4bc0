import type { Service } from '@noren/model/schema';
import { HOSTS } from './address.ts';
import { OPERATOR } from './entities.ts';

/** The choice itself: its cookie, and its proof in the operator's consent API. */
export const consentProof: Service = {
  id: 'consent-proof',
  purpose: 'necessary',
  name: { ja: 'クッキーの設定と、選択の記録', en: 'Cookie settings and the record of your choice' },
  recipient: { ja: 'サンプル電機株式会社', en: 'Sample Electric Corporation' },
  country: 'JP',
  information: [
    { ja: '選択した内容', en: 'What you chose' },
    { ja: '選択した日時', en: 'When you chose' },
    { ja: 'お読みになった文言の版と言語', en: 'The edition and language of the words you read' },
  ],
  ownPurpose: { ja: '選択の保存と、選択された事実の証明', en: 'Keeping your choice, and proving that it was yours' },
  recipientPurpose: {
    ja: 'グループ各社のサイトで選択された内容の保管と証明',
    en: 'Keeping and proving the choices made on each site of the group',
  },
  collector: OPERATOR,
  cookies: [
    { name: 'noren', lifetime: { ja: '365日', en: '365 days' } },
    { name: '__Host-noren-s', lifetime: { ja: '365日', en: '365 days' } },
  ],
  storage: ['noren', 'noren-register', 'noren-opt-outs'].map((name) => ({
    name,
    lifetime: { ja: '消去されるまで', en: 'until it is deleted' },
  })),
};

/** Signing in at the group's identity provider: only who wants to sign in sends anything there. */
export const memberSignIn: Service = {
  id: 'member-sign-in',
  purpose: 'necessary',
  name: { ja: '会員のログイン', en: 'Signing in as a member' },
  recipient: { ja: 'サンプル電機株式会社', en: 'Sample Electric Corporation' },
  country: 'JP',
  information: [
    { ja: '会員番号', en: 'Member number' },
    { ja: 'ログインした日時', en: 'When you signed in' },
  ],
  ownPurpose: { ja: 'ログインした会員の確認', en: 'Checking which member has signed in' },
  recipientPurpose: {
    ja: 'グループ各社のサイトでの、会員の本人確認',
    en: 'Telling each site of the group which member has signed in',
  },
  collector: OPERATOR,
  hosts: [HOSTS.id],
  storage: ['member_session', 'member_sign_in'].map((name) => ({
    name,
    lifetime: { ja: 'ログアウトするか、タブを閉じるまで', en: 'until you sign out or close the tab' },
  })),
};

/** What the page itself keeps to choose its recommendations; nothing leaves the browser. */
export const recommendSlot: Service = {
  id: 'recommend-slot',
  purpose: 'recommendation',
  name: { ja: 'おすすめ製品の表示', en: 'Recommended products' },
  recipient: { ja: 'なし（このブラウザの中だけで使います）', en: 'Nobody (used inside this browser only)' },
  country: 'JP',
  information: [{ ja: '閲覧した製品の分野', en: 'Kind of products you viewed' }],
  ownPurpose: { ja: 'トップページに表示する製品の選択', en: 'Choosing which product the front page shows' },
  recipientPurpose: {
    ja: '送信しないため、送信先での利用はありません',
    en: 'Nothing is sent, so nobody else uses it',
  },
  storage: [{ name: 'rec_interest', lifetime: { ja: '消去されるまで', en: 'until it is deleted' } }],
};

import type { SendReason } from '@noren/model/mail';
import type { MailClass } from '@noren/model/schema';

/** Language of the webmail itself; a mail has its own. */
export type Language = 'ja' | 'en';

interface Words {
  readonly brand: string;
  readonly inbox: string;
  readonly mailboxes: string;
  readonly other: { readonly label: string; readonly language: Language };
  readonly skip: string;
  readonly count: (unread: number) => string;
  readonly unread: string;
  readonly from: string;
  readonly to: string;
  readonly at: string;
  readonly back: string;
  readonly choose: string;
  readonly chooseTold: readonly string[];
  readonly untracked: string;
  readonly classes: Readonly<Record<MailClass, string>>;
  readonly personal: string;
  readonly plain: string;
  readonly demo: string;
  readonly demoTold: string;
  readonly links: string;
  readonly opens: string;
  readonly linkFacts: {
    readonly personal: (length: number) => string;
    readonly service: string;
    readonly wished: string;
  };
  readonly numbers: Readonly<Record<'campaign' | 'issued' | 'counted' | 'linked' | 'beacon', string>>;
  readonly beaconNone: string;
  readonly once: string;
  readonly send: string;
  readonly sendTold: string;
  readonly again: string;
  readonly source: string;
  readonly missing: string;
  readonly missingTold: string;
  readonly failed: string;
  readonly failedTold: string;
  /** Kind of a mail that the consent API itself sends. */
  readonly confirmation: string;
  readonly unsubscribe: string;
  readonly unsubscribeTold: string;
  readonly unsubscribed: string;
  readonly notUnsubscribed: string;
  readonly answered: (status: number, tookMs: number) => string;
  readonly toSender: string;
  readonly headers: string;
  readonly unsent: string;
  readonly unsentTold: string;
  readonly reasons: Readonly<Partial<Record<SendReason, string>>>;
  readonly guide: string;
}

/** The webmail's words. */
export const WORDS: Readonly<Record<Language, Words>> = {
  ja: {
    brand: 'サンプルメール',
    inbox: '受信トレイ',
    mailboxes: 'どなたのメールか',
    other: { label: 'English', language: 'en' },
    skip: '本文へ移動',
    count: (unread) => (unread === 0 ? '未読はありません' : `未読 ${unread}通`),
    unread: '未読',
    from: '差出人',
    to: '宛先',
    at: '日時',
    back: '受信トレイへ戻る',
    choose: 'メールを選んでください',
    chooseTold: [
      'お知らせメールとメールマガジンのリンクは、お一人ごとに異なります（個別 URL）。サービス通知のリンクは、どなたにも同じです。',
      'リンクを開くと、サイトが先に尋ねます。同意するまで、どなた宛てのメールかは読み取られません。',
    ],
    untracked: '個別 URL を望まない会員です。どのメールのリンクも、すべての方に共通です。',
    classes: { notice: 'お知らせメール', newsletter: 'メールマガジン', service: 'サービス通知' },
    personal: '個別 URL',
    plain: '共通の URL',
    demo: 'デモ',
    demoTold: 'このメールは架空です。会員も会社も実在しません。',
    links: 'このメールのリンク',
    opens: '開く',
    linkFacts: {
      personal: (length) =>
        `「#noren-link=」の後の${length}文字は、会員番号を暗号化したものです。発行した API だけが読めます。「#」の後ろは、サーバーへ送信されません。`,
      service: 'サービス通知は必ず届くメールなので、個別 URL を付けません。',
      wished: 'この会員は、個別 URL を望んでいないか、識別を断っています。そのため API は、共通の URL を返しました。',
    },
    numbers: {
      campaign: 'キャンペーン',
      issued: '発行した数',
      counted: '識別に同意した数',
      linked: '結び付けた数',
      beacon: '開封の記録',
    },
    beaconNone: 'なし',
    once: '1通のリンクで結び付けられるのは、一度だけです。もう一度試すときは、新しいメールを受け取ってください。',
    send: '新しいメールを受け取る',
    sendTold: 'リンクは、いまの設定に合わせて、その場で発行します。',
    again: '同じメールをもう一度受け取る',
    source: 'メールのソース',
    missing: 'メールが見つかりません',
    missingTold: 'デモを起動するたびに、メールは新しく作られます。受信トレイからお選びください。',
    failed: 'メールを作れませんでした',
    failedTold: '同意の API がリンクを発行しませんでした。',
    confirmation: '確認メール',
    unsubscribe: '配信停止',
    unsubscribeTold: 'このボタンは、メールのヘッダーを読んで、メールソフトが表示します。',
    unsubscribed: '配信の停止を伝えました。',
    notUnsubscribed: '停止を受け付けてもらえませんでした。',
    answered: (status, tookMs) => `同意の API は、${tookMs} ミリ秒で ${status} と答えました。`,
    toSender: '配信システムで確かめる',
    headers: 'メールのヘッダー',
    unsent: '送信されませんでした',
    unsentTold: '配信システムが、送る前に同意の API へ尋ねた結果です。',
    reasons: {
      off: 'この会員は、このメールの配信を停止しています。',
      'never-chosen': 'この会員は、このメールの配信を選んだことがありません。',
      pending: 'この会員は、確認メールへの返事がまだです。',
      bounce: 'この会員へのメールは、届かずに戻ってきました。',
      complaint: 'この会員は、メールを迷惑メールとして報告しました。',
      withdrawal: 'この会員は退会しました。',
    },
    guide: 'デモの案内',
  },
  en: {
    brand: 'Sample Mail',
    inbox: 'Inbox',
    mailboxes: 'Whose mail',
    other: { label: '日本語', language: 'ja' },
    skip: 'Skip to content',
    count: (unread) => (unread === 0 ? 'Nothing unread' : `${unread} unread`),
    unread: 'Unread',
    from: 'From',
    to: 'To',
    at: 'Date',
    back: 'Back to the inbox',
    choose: 'Choose a mail',
    chooseTold: [
      'Links in notice mails and newsletters differ for each member. Links in service notices are the same for everyone.',
      'When you open a link, the site asks first. Nobody reads whose mail it was unless you agree.',
    ],
    untracked: 'This member wants no personal links. Every link in this mailbox is the same for everyone.',
    classes: { notice: 'Notice', newsletter: 'Newsletter', service: 'Service notice' },
    personal: 'Personal link',
    plain: 'Same for everyone',
    demo: 'Demo',
    demoTold: 'This mail is made up, and so are the members and companies.',
    links: 'The link in this mail',
    opens: 'Open',
    linkFacts: {
      personal: (length) =>
        `The ${length} characters after “#noren-link=” are the member’s number, encrypted. Only the API that made them can read them, and what follows “#” is sent to no server.`,
      service: 'Everyone gets service notices, so they carry no personal link.',
      wished:
        'This member wants no personal links, or has refused to be recognised, so the API gave back the plain address.',
    },
    numbers: {
      campaign: 'Campaign',
      issued: 'Links made',
      counted: 'Agreed to be recognised',
      linked: 'Joined with member data',
      beacon: 'Open beacon',
    },
    beaconNone: 'none',
    once: 'The link of one mail can join a visit once. To try again, send yourself a fresh mail.',
    send: 'Send a fresh mail',
    sendTold: 'Its link is made at this moment, as the member’s choices are now.',
    again: 'Send this mail again',
    source: 'Source of the mail',
    missing: 'There is no such mail',
    missingTold: 'The mail is written anew each time the demo starts. Please choose one from the inbox.',
    failed: 'The mail could not be written',
    failedTold: 'The consent API made no link.',
    confirmation: 'Confirmation',
    unsubscribe: 'Unsubscribe',
    unsubscribeTold: 'The mail program shows this button: it has read the header fields of the mail.',
    unsubscribed: 'You have unsubscribed.',
    notUnsubscribed: 'Your wish was not accepted.',
    answered: (status, tookMs) => `The consent API answered ${status} within ${tookMs} ms.`,
    toSender: 'See it in the sending system',
    headers: 'Header fields',
    unsent: 'It was not sent',
    unsentTold: 'The sending system asked the consent API first.',
    reasons: {
      off: 'This member has stopped this mail.',
      'never-chosen': 'This member has never chosen this mail.',
      pending: 'This member has not answered the confirmation mail yet.',
      bounce: 'Mail to this member came back.',
      complaint: 'This member has reported mail as spam.',
      withdrawal: 'This member has left.',
    },
    guide: 'Guide to the demo',
  },
};

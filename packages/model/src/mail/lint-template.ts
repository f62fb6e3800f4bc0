import { error, type Finding } from '../publish/finding.ts';
import { plainWords } from '../publish/plain-words.ts';
import type { Address, MailClass, Text } from '../schema/index.ts';
import type { MailSettings } from './mail-settings.ts';

/** A template as the sending system has it, before anybody's data is put in. */
export interface MailTemplate {
  readonly class: MailClass;
  readonly subject: string;
  /** The plain text part. */
  readonly text: string;
  readonly html?: string | undefined;
  /** Header fields that are sent with it, names in any case. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What stands where the address that ends this mail will be. Default: `{{unsubscribeUrl}}`. */
  readonly unsubscribeMark?: string | undefined;
}

const LAW = '特定電子メール法 4条（表示義務）';
const ONE_CLICK = 'RFC 8058';
const SERVICE = '特定電子メール法 2条（広告宣伝のない通知）';

const OPT_OUT =
  /(?:配信|受信|購読|送信|メール)(?:の|を|は)?(?:停止|解除|中止|拒否|止め|お断り)|オプトアウト|\bunsubscrib|\bopt(?:ing)?[ -]?out\b|\bstop (?:these|this|receiving)\b/iu;

const ADVERTISING = new RegExp(
  [
    'キャンペーン|セール|バーゲン|割引|値引|特価|半額|お得|クーポン|プレゼント|特典|今だけ|期間限定|数量限定|先着',
    '新発売|好評発売|発売中|おすすめ|オススメ|お薦め|ご購入はこちら|お買い求め|お申し込みはこちら|ポイント\\s*\\d+\\s*倍|無料(?:体験|お試し|進呈)|[0-9]+\\s*(?:%|%|割|円)\\s*(?:off|オフ|引)',
    '\\b(?:sales?\\b(?! of)|discounts?|coupons?|special offers?|limited[- ]time|buy now|shop now|order now|promotions?|best deals?|free trial|new release|recommended for you)|\\b\\d+ ?% off\\b',
  ].join('|'),
  'iu',
);
/** 「広告は含みません。」 advertises nothing. */
const DENIED =
  /(?:ません(?!か)|ない(?!か)|なく|対象外|終了し|終了いた)|\b(?:no|not|never|without|ended|excluded)\b|n['’]t\b/iu;
/** 「お見逃しなく」 and "Don't miss" deny nothing: they advertise. */
const ENTICING =
  /(?:見逃し|見のがし|もれ|漏れ|まも|間も|間違い|まちがい|遠慮|限り)なく|見逃しのない|\bdon['’]t (?:miss|wait|forget)\b|\b(?:not only|why not|never miss)\b|\b(?:no|without) (?:charges?|fees?|cost|obligation|minimum)\b/giu;

/**
 * What a mail of this class lacks, or has too much of: who sends it and from where, where complaints go, that and where it can
 * be stopped; and in a service notice nothing that advertises, nothing to unsubscribe from, nothing that recognises its reader.
 * Each part is judged by itself, for nobody reads both.
 * @returns errors, each with the part (`text`, `html`, `headers`) as its path
 */
export function lintMailTemplate(template: MailTemplate, { sender, preferencesUrl }: MailSettings): Finding[] {
  const parts: [path: string, source: string, words: string][] = [
    ['text', template.text, plainWords(template.text)],
    ...(template.html === undefined
      ? []
      : ([['html', template.html, plainWords(wordsOf(template.html, template.class === 'service'))]] as [
          string,
          string,
          string,
        ][])),
  ];
  const mark = template.unsubscribeMark ?? '{{unsubscribeUrl}}';
  return [
    ...parts.flatMap(([path, source, words]) => [
      ...lacks(path, words, sender.name, 'sender-missing', 'the name of the sender'),
      ...(template.class === 'service'
        ? advertises(path, source, words)
        : [
            ...lacks(path, words, sender.address, 'sender-address-missing', 'the postal address of the sender'),
            ...lacksLink(path, source, sender.contact, 'contact-missing', 'the address that takes complaints'),
            ...(OPT_OUT.test(words.replaceAll(mark, ' ').replace(/https?:\/\/\S+|\{\{[^}]*\}\}/g, ' '))
              ? []
              : [
                  error(
                    'opt-out-statement-missing',
                    path,
                    undefined,
                    'say that this mail can be stopped, e.g. "配信を停止する" or "Unsubscribe"',
                    LAW,
                  ),
                ]),
            ...(source.includes(mark) || addressesOf(preferencesUrl).some((url) => source.includes(url))
              ? []
              : [
                  error(
                    'opt-out-link-missing',
                    path,
                    undefined,
                    `the address that stops it: ${mark}, or the page of mail.preferencesUrl`,
                    LAW,
                  ),
                ]),
          ]),
    ]),
    ...(template.class === 'service' ? advertises('subject', '', plainWords(template.subject)) : []),
    ...headers(template),
  ];
}

function lacks(path: string, words: string, wanted: Text, code: string, what: string): Finding[] {
  const texts = Object.values(wanted);
  return texts.some((text) => words.includes(plainWords(text)))
    ? []
    : [error(code, path, undefined, `${what}: ${texts.map((text) => `"${text}"`).join(' or ')}`, LAW)];
}

function lacksLink(path: string, source: string, wanted: Address, code: string, what: string): Finding[] {
  const urls = addressesOf(wanted);
  return urls.some((url) => source.includes(url))
    ? []
    : [error(code, path, undefined, `${what}: ${urls.join(' or ')}`, LAW)];
}

function advertises(path: string, source: string, words: string): Finding[] {
  const sentences = words.split(/(?<=[。!?！？])|(?<=[.]) /u);
  const found = sentences.find(
    (sentence) => ADVERTISING.test(sentence) && !DENIED.test(sentence.replace(ENTICING, ' ')),
  );
  return [
    ...(found
      ? [
          error(
            'advertising-in-service-notice',
            path,
            found.trim().slice(0, 200),
            `leave "${ADVERTISING.exec(found)?.[0] ?? ''}" to a newsletter: a service notice comes to those who want none`,
            SERVICE,
          ),
        ]
      : []),
    ...(/noren-link|personalUrl/i.test(source)
      ? [
          error(
            'tracked-link-in-service-notice',
            path,
            undefined,
            'a plain address: a service notice recognises nobody',
            'docs/personal-urls.md',
          ),
        ]
      : []),
  ];
}

function headers({ class: kind, headers: given }: MailTemplate): Finding[] {
  if (!given) return [];
  const fields = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value.trim()]));
  const list = fields.get('list-unsubscribe');
  if (kind === 'service')
    return list === undefined
      ? []
      : [
          error(
            'unsubscribe-in-service-notice',
            'headers.List-Unsubscribe',
            list,
            'leave it out: nobody can unsubscribe from a service notice',
          ),
        ];
  const wrong: Finding[] = [];
  if (!/<https:\/\/[^>]+>|<\{\{[^>]+\}\}>/.test(list ?? ''))
    wrong.push(
      error('list-headers-missing', 'headers.List-Unsubscribe', list, 'an https address in angle brackets', ONE_CLICK),
    );
  if (fields.get('list-unsubscribe-post') !== 'List-Unsubscribe=One-Click')
    wrong.push(
      error(
        'list-headers-missing',
        'headers.List-Unsubscribe-Post',
        fields.get('list-unsubscribe-post'),
        'exactly "List-Unsubscribe=One-Click"',
        ONE_CLICK,
      ),
    );
  return wrong;
}

function addressesOf(address: Address | undefined): string[] {
  return address === undefined ? [] : typeof address === 'string' ? [address] : Object.values(address);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };

/**
 * The words of an HTML part that its reader sees.
 * @param hasPictures with what its pictures say, which who sees none of them is told
 */
function wordsOf(html: string, hasPictures: boolean): string {
  const shown = html.replace(/<!--[\s\S]*?-->|<(style|script|title)\b[\s\S]*?<\/\1>/gi, ' ');
  return shown
    .replace(/<[^>]*>/g, (tag) => (hasPictures && /\salt\s*=\s*(["'])(.*?)\1/is.exec(tag)?.[2]) || ' ')
    .replace(/&(#?\w+);/g, (entity, name: string) => ENTITIES[name.toLowerCase()] ?? letterOf(name) ?? entity);
}

/** Of a numeric reference, without its `&` and `;`. */
function letterOf(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
}

import { mailParts } from '../fixtures/mail-config.ts';
import { expect, sample, type Told, test } from './fixture.ts';

const CONTACT = 'https://portal.example/contact/';
const FOOT = `配信を停止する: {{unsubscribeUrl}}
お問い合わせ: ${CONTACT}
サンプル電機 会員事務局
東京都港区例町 2-3-4
`;
const HTML = `<p>夏の講座のご案内です。</p><p><a href="{{unsubscribeUrl}}">配信を停止する</a> <a href="${CONTACT}">お問い合わせ</a><br>
サンプル電機 会員事務局<br>東京都港区例町 2-3-4</p>`;
const STOP = 'https://consent.example.net/v1/mail/unsubscribe/eyJhbGciOiJkaXIifQ..abc.def.ghi';

const base64 = (text: string): string =>
  Buffer.from(text)
    .toString('base64')
    .replace(/.{1,76}/g, '$&\r\n');

/** A mail as it stands on the wire: both parts encoded, a header field folded. */
function message(
  text: string,
  html: string,
  fields = `List-Unsubscribe: <${STOP}>,\r\n <mailto:stop@portal.example>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n`,
): string {
  return `From: =?utf-8?B?${Buffer.from('会員事務局').toString('base64')}?= <members@portal.example>\r
Subject: =?utf-8?B?${Buffer.from('夏のセール').toString('base64')}?=\r
MIME-Version: 1.0\r
${fields}Content-Type: multipart/alternative; boundary="b"\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: base64\r
\r
${base64(text)}\r
--b\r
Content-Type: text/html; charset=utf-8\r
Content-Transfer-Encoding: base64\r
\r
${base64(html)}\r
--b--\r
`;
}

const config = () => {
  const { jointUse, mail } = mailParts;
  return sample({
    entities: ['sample-electric', 'sample-energy'].map((id) => ({ id, name: { ja: id, en: id } })),
    entity: 'sample-electric',
    responsible: 'sample-electric',
    jointUse,
    mail,
  });
};

test('a mail with everything that the law wants passes, both parts decoded and the fields unfolded', async ({
  shell,
}) => {
  shell.put('site.json', config());
  shell.put('june.eml', message(FOOT.replace('{{unsubscribeUrl}}', STOP), HTML.replace('{{unsubscribeUrl}}', STOP)));
  shell.put('june.txt', FOOT);
  shell.put('june.html', HTML);
  const args = ['check-mail', 'june.eml', 'june.txt', 'june.html', '--config', 'site.json', '--class', 'newsletter'];
  const { code, stdout, stderr } = await shell.noren(args);
  expect({ code, stderr, stdout }).toEqual({ code: 0, stderr: '', stdout: '0 errors, 0 warnings in 3 files\n' });
  const json = await shell.noren([...args, '--json']);
  expect(JSON.parse(json.stdout)).toEqual({
    files: ['june.eml', 'june.txt', 'june.html'].map((file) => ({ file, findings: [] })),
    errors: 0,
    warnings: 0,
  });
});

test('what a mail lacks is told by its part, for each file, and ends with 1', async ({ shell }) => {
  shell.put('site.json', config());
  shell.put(
    'bare.eml',
    message('夏の講座です。', HTML.replace('{{unsubscribeUrl}}', 'https://elsewhere.example/'), ''),
  );
  shell.put('bare.html', '<p>夏の講座です。</p>');
  const args = ['check-mail', 'bare.eml', 'bare.html', '--config', 'site.json', '--class', 'notice'];
  const { code, stdout } = await shell.noren([...args, '--json']);
  expect(code).toBe(1);
  const [eml, html] = (JSON.parse(stdout) as { files: { findings: Told[] }[] }).files;
  const all = [
    'sender-missing',
    'sender-address-missing',
    'contact-missing',
    'opt-out-statement-missing',
    'opt-out-link-missing',
  ];
  expect(eml?.findings.map(({ code: found, path }) => `${path} ${found}`)).toEqual([
    ...all.map((found) => `text ${found}`),
    'html opt-out-link-missing',
    'headers.List-Unsubscribe list-headers-missing',
    'headers.List-Unsubscribe-Post list-headers-missing',
  ]);
  expect(html?.findings.map(({ code: found, path }) => `${path} ${found}`)).toEqual(
    all.map((found) => `html ${found}`),
  );
  const told = await shell.noren(args);
  expect(told.code).toBe(1);
  expect(told.stdout).toContain('opt-out-statement-missing');
  expect(told.stdout).toMatch(/13 errors, 0 warnings in 2 files\n$/);
  shell.put('own.txt', FOOT.replace('{{unsubscribeUrl}}', '%%STOP%%'));
  const own = ['check-mail', 'own.txt', '--config', 'site.json', '--class', 'notice'];
  expect((await shell.noren(own)).code).toBe(1);
  expect((await shell.noren([...own, '--mark', '%%STOP%%'])).code).toBe(0);
});

test('a service notice advertises nothing, not in its subject, and cannot be stopped', async ({ shell }) => {
  shell.put('site.json', config());
  shell.put(
    'sale.eml',
    message('サンプル電機 会員事務局', '<p>サンプル電機 会員事務局 https://portal.example/#noren-link=x</p>'),
  );
  shell.put('notice.txt', 'サンプル電機 会員事務局です。保守のため停止します。');
  const codes = async (file: string, ...more: string[]) => {
    const { stdout } = await shell.noren([
      'check-mail',
      file,
      '--config',
      'site.json',
      '--class',
      'service',
      '--json',
      ...more,
    ]);
    return (JSON.parse(stdout) as { files: { findings: Told[] }[] }).files[0]?.findings.map(
      (one) => `${one.path} ${one.code}`,
    );
  };
  expect(await codes('sale.eml')).toEqual([
    'html tracked-link-in-service-notice',
    'subject advertising-in-service-notice',
    'headers.List-Unsubscribe unsubscribe-in-service-notice',
  ]);
  expect(await codes('notice.txt')).toEqual([]);
  expect(await codes('notice.txt', '--subject', '夏のセール')).toEqual(['subject advertising-in-service-notice']);
});

test('wrong usage, a config without mail and what is no mail end with 2 and say what would be right', async ({
  shell,
}) => {
  shell.put('site.json', config());
  shell.put('plain.json', sample());
  shell.put('bad.json', { ...config(), colour: 'red' });
  shell.put('june.txt', FOOT);
  shell.put('words.eml', 'Just words, and no field at all.');
  shell.put('empty.eml', 'From: a@b.example\r\nSubject: x\r\n\r\n');
  shell.put('deep.eml', `${'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n'.repeat(2000)}x`);
  shell.put('june.docx', 'x');
  const all = ['--config', 'site.json', '--class', 'newsletter'];
  for (const [args, said] of [
    [['june.txt', '--config', 'site.json'], 'name mail, a config and a class'],
    [['june.txt', '--config', 'site.json', '--class', 'spam'], 'name mail, a config and a class'],
    [['june.txt', '--class', 'notice'], 'name mail, a config and a class'],
    [all, 'name mail, a config and a class'],
    [['june.txt', '--config', 'plain.json', '--class', 'notice'], 'mail-off'],
    [['june.txt', '--config', 'none.json', '--class', 'notice'], 'no such file'],
    [['june.docx', ...all], 'unknown-kind-of-file'],
    [['none.eml', ...all], 'no such file'],
    [['words.eml', ...all], 'no header fields'],
    [['empty.eml', ...all], 'it has no text'],
    [['deep.eml', ...all], 'this is not a mail that can be read'],
    [['june.txt', '--clas', 'notice', ...all], 'did you mean --class?'],
  ] as const) {
    const { code, stderr } = await shell.noren(['check-mail', ...args]);
    expect(code, args.join(' ')).toBe(2);
    expect(stderr, args.join(' ')).toContain(said);
  }
  const broken = await shell.noren(['check-mail', 'june.txt', '--config', 'bad.json', '--class', 'notice']);
  expect([broken.code, broken.stderr]).toEqual([1, 'The mail was not checked: the config has errors.\n']);
  const mixed = await shell.noren(['check-mail', 'none.eml', 'june.txt', ...all, '--json']);
  expect(mixed.code).toBe(2);
  expect((JSON.parse(mixed.stdout) as { files: { file: string }[] }).files.map(({ file }) => file)).toEqual([
    'june.txt',
    'none.eml',
  ]);
  const { stdout } = await shell.noren(['help', 'check-mail']);
  for (const option of ['--config', '--class', '--subject', '--mark', '--json']) expect(stdout).toContain(option);
});

import type { NorenErrorDetail } from '@noren/model';
import { expect } from 'chai';
import { record, until } from '../core/moments.ts';
import { closePages, openPage } from '../core/page.ts';
import { runtimeOf } from '../model/runtime.ts';
import { addTag, configText, notices, thrownIn } from './tag.ts';

/** Asserts that a page with this config runs nothing, asks nothing, throws nothing, and says why. */
async function expectRefused(inPage: string): Promise<void> {
  const page = await openPage('<template data-noren="necessary"><b></b></template>');
  const heard = record<NorenErrorDetail>(page.window, 'ready', 'error');
  const thrown = thrownIn(page);
  await addTag(page, { inPage });
  await until(() => heard.length || thrown.length);
  expect(thrown).to.deep.equal([]);
  expect(heard).to.have.length(1);
  expect(heard[0]?.[1]).to.include({ code: 'config-shape', path: 'script[data-noren-config]' });
  expect(heard[0]?.[1].fix).to.be.a('string');
  expect(page.document.querySelectorAll('b')).to.have.length(0);
  expect(notices(page)).to.have.length(0);
  expect(Object.prototype).to.not.have.property('mode');
}

describe('a config in the page', () => {
  afterEach(closePages);

  for (const text of ['null', '[]', '{}', '42', '"__NOREN_RUNTIME_CONFIG__"', 'true']) {
    it(`is refused when it is ${text}`, () => expectRefused(text));
  }

  for (const part of ['v', 'editions', 'purposes', 'services', 'notice', 'wording'])
    it(`is refused without its ${part}`, async () => expectRefused(await configText({ [part]: undefined })));
  for (const part of ['v', 'editions', 'purposes', 'services', 'notice', 'wording', 'cookie', 'validityDays'])
    it(`is refused when its ${part} is null`, async () => expectRefused(await configText({ [part]: null })));

  it('is refused without a language', async () => expectRefused(await configText({ wording: {} })));

  for (const [what, changes] of [
    ['is of another version', { v: 2 }],
    ['has its version as text', { v: '1' }],
    ['has no edition', { editions: [] }],
    ['has an object of purposes', { purposes: {} }],
    ['has a purpose that is null', { purposes: [null] }],
    ['keeps its cookie for no time', { cookie: { maxAgeDays: 0 } }],
    [
      'was published when one file held the wording of every language',
      { wording: { file: 'wording.a.json', hash: { ja: 'a' } } },
    ],
  ] as [string, Record<string, unknown>][]) {
    it(`is refused when it ${what}`, async () => expectRefused(await configText(changes)));
  }

  for (const id of ['__proto__', '', '1st', 'Statistics', ' statistics', 7]) {
    it(`is refused when a purpose or a service is called ${JSON.stringify(id)}`, async () => {
      const { purposes, services } = await runtimeOf();
      await expectRefused(await configText({ purposes: [...purposes, { id, mode: 'opt-out', since: 0 }] }));
      await expectRefused(await configText({ services: [...services, { id, purpose: 'necessary' }] }));
    });
  }
});

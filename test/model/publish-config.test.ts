import { NorenError } from '@noren/model';
import {
  canonicalJson,
  type Finding,
  makePublished,
  type PublishedConfig,
  publishConfig,
  sha256,
} from '@noren/model/publish';
import { type Edition, noticeAlone, runtimeConfig, type Service, type SiteConfig, wording } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { PUBLISHED_AT } from './runtime.ts';

const publish = (changes: Partial<SiteConfig> = {}, now = PUBLISHED_AT): Promise<PublishedConfig> =>
  publishConfig({ ...siteConfig, ...changes }, now);

describe('a published config', () => {
  it('has a runtime projection and wordings of the shapes that browsers are promised', async () => {
    const { runtime, wordingFiles } = await publish();
    expect(runtimeConfig.parse(runtime)).to.deep.equal(runtime);
    for (const { name, text } of wordingFiles)
      (name.startsWith('wording.') ? wording : noticeAlone).parse(JSON.parse(text));
  });

  it('is stamped by its content: any change and no mere order of keys makes another stamp', async () => {
    const { stamp, runtime } = await publish();
    const reordered = Object.fromEntries(Object.entries(siteConfig).toReversed());
    expect(stamp).to.equal(await sha256(canonicalJson(siteConfig)));
    expect(runtime.stamp).to.equal(stamp.slice(0, 12));
    expect((await publishConfig(reordered, PUBLISHED_AT)).stamp).to.equal(stamp);
    expect((await publish({ validityDays: 364 })).stamp).to.not.equal(stamp);
  });

  it('names the wording of each language by its hash, which is what records name', async () => {
    const { wordingFiles, wordingHashes, runtime } = await publish();
    const files = wordingFiles.filter(({ name }) => name.startsWith('wording.'));
    expect(files.map(({ name }) => name)).to.deep.equal(
      Object.values(runtime.wording).map((start) => `wording.${start}.json`),
    );
    expect(await Promise.all(files.map(({ text }) => sha256(text)))).to.deep.equal(Object.values(wordingHashes));
  });

  it('has what the notice shows and leads to alone for readers of every language but the first, which noren.js carries', async () => {
    const registerUrl = { ja: 'https://www.example.co.jp/cookies/', en: 'https://www.example.co.jp/en/cookies/' };
    const { wordingFiles, wordings, runtime } = await publish({ registerUrl });
    const [file, ...more] = wordingFiles.filter(({ name }) => name.startsWith('notice.'));
    expect(more).to.deep.equal([]);
    expect(file?.name).to.equal(`notice.${runtime.wording.en}.json`);
    const { registerUrl: leads, ...words } = JSON.parse(file?.text ?? '');
    expect(wordings.en?.notice).to.include(words);
    expect(Object.keys(words)).to.have.members(Object.keys(runtime.notice.ja ?? {}));
    expect(leads).to.equal(registerUrl.en);
    expect(runtime.registerUrl).to.equal(registerUrl.ja);
  });

  it('is refused with its findings when anything in it is an error', async () => {
    const error = await publish({ entity: 'nobody' }).then(
      () => undefined,
      (thrown: NorenError) => thrown,
    );
    expect(error).to.be.instanceOf(NorenError);
    expect(error).to.include({ code: 'invalid-config', path: 'entity' });
    expect(error?.received).to.have.length(1);
  });

  it('is refused where none of its editions is in force yet: the first one would be called current before its day', async () => {
    const [first, second] = siteConfig.editions as [Edition, Edition];
    const coming = { ...first, effectiveAt: '2999-01-01T00:00:00Z' };
    const codeOf = (editions: Edition[]) =>
      publish({ editions }).then(
        () => 'published',
        ({ received }: NorenError) => (received as Finding[]).map(({ code, path }) => [code, path]),
      );
    expect(await codeOf([coming])).to.deep.equal([['no-edition-in-force', 'editions[0].effectiveAt']]);
    expect(await codeOf([{ ...first, effectiveAt: PUBLISHED_AT.toISOString() }])).to.equal('published');
    expect(await codeOf([first, { ...second, effectiveAt: coming.effectiveAt }])).to.equal('published');
  });

  it('keeps its warnings', async () => {
    const { warnings } = await publish({ name: { ja: '<i>x</i>', en: 'x' } });
    expect(warnings.map(({ code }) => code)).to.deep.equal(['markup-in-text']);
  });

  it('says per purpose since which edition a decision must be, and when the next ones come', async () => {
    const sinceOf = ({ runtime }: PublishedConfig) =>
      Object.fromEntries(runtime.purposes.map(({ id, since }) => [id, since]));
    const before = await publish({}, new Date('2026-06-02T23:59:59Z'));
    expect(before.runtime.edition).to.equal(1);
    expect(sinceOf(before)).to.deep.include({ statistics: 1, linking: 1 });
    const after = await publish();
    const [next, ...others] = before.runtime.upcoming ?? [];
    expect(others).to.deep.equal([]);
    expect(next).to.deep.include({
      at: Date.parse('2026-06-03T00:00:00Z') / 1000,
      edition: 2,
      purposes: after.runtime.purposes,
      wording: after.runtime.wording,
    });
    const asksAnew = next?.purposes?.filter(({ since }) => since === 2).map(({ id }) => id);
    expect(asksAnew).to.deep.equal(['recommendation', 'identification', 'linking']);
    expect(after.runtime.edition).to.equal(2);
    expect(sinceOf(after)).to.deep.include({ statistics: 1, linking: 2, advertising: 1 });
    expect(after.runtime).to.not.have.property('upcoming');
  });

  it('is refused for its errors; what is only a warning is not among them', async () => {
    const [first, second, ...rest] = siteConfig.services as [Service, Service, ...Service[]];
    const services = [{ ...first, country: null }, { ...second, optOutUrl: 'https://else.example/' }, ...rest];
    const error = await publish({ services }).catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'invalid-config', path: 'services[1].optOutUrl' });
    expect((error as { received: Finding[] }).received.map(({ code }) => code)).to.deep.equal(['foreign-opt-out']);
    const { warnings } = await publish({ services: [{ ...first, country: null }, ...rest] });
    expect(warnings.map(({ code }) => code)).to.deep.equal(['unconfirmed-country']);
  });

  it('tells of the edition in force and of those before it, not of those to come', async () => {
    const told = ({ wordings }: PublishedConfig) =>
      [wordings.en?.edition, ...(wordings.en?.formerEditions ?? [])].map((edition) => edition?.label);
    expect(told(await publish({}, new Date('2026-06-02T23:59:59Z')))).to.deep.equal(['5']);
    const after = await publish();
    expect(told(after)).to.deep.equal(['6', '5']);
    expect(after.wordings.en?.formerEditions).to.deep.equal([
      {
        label: '5',
        date: '2026-04-01',
        effectiveAt: '2026-04-01T00:00:00Z',
        changes: ['The advertising providers’ own opt-out procedures were added.'],
        asks: siteConfig.purposes.map(({ id }) => id),
      },
    ]);
  });

  it('that was published while none of its editions was in force takes the first one as in force', async () => {
    expect((await makePublished(siteConfig, new Date('2020-01-01T00:00:00Z'))).runtime.edition).to.equal(1);
  });

  it('carries nothing of the register, and no text but the notice’s', async () => {
    const text = JSON.stringify((await publish()).runtime);
    for (const service of siteConfig.services) expect(text).to.not.include(service.recipient?.ja);
    for (const { description } of siteConfig.purposes) expect(text).to.not.include(description.ja);
  });
});

import { renderPages } from '@noren/model/pages';
import { publishConfig } from '@noren/model/publish';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { all, pagesOf } from './pages-of-site.ts';
import { PUBLISHED_AT } from './runtime.ts';

describe('the pages without script', () => {
  describe('say of stopping what the site sends', () => {
    const withModes = async (modes: Readonly<Record<string, 'opt-out' | 'notify'>>, language = '') => {
      const { open } = await pagesOf({
        purposes: siteConfig.purposes.map((purpose) => ({
          ...purpose,
          mode: modes[purpose.id] ?? purpose.mode,
          ...(modes[purpose.id] === 'notify' ? { gpc: false } : {}),
        })),
        // One advertising row of another purpose, without a procedure.
        services: siteConfig.services.map(({ optOutUrl, provider, ...row }) =>
          row.id === 'meta' ? { ...row, purpose: 'statistics' } : { ...row, ...(optOutUrl ? { optOutUrl } : {}) },
        ),
      });
      const page = open(`ad-opt-out${language}.html`);
      return [all(page, 'main > p').join(' '), all(page, '#noren-meta td').join(' ')];
    };

    it('that it can be stopped, where every purpose has a switch', async () => {
      const [intro, row] = await withModes({ advertising: 'opt-out' });
      expect(intro).to.include('このサイトからの送信は「クッキーの設定」で停止できます。');
      expect(row).to.include(
        '停止手続きは確認できていません。 このサイトからの送信は「クッキーの設定」で停止できます。',
      );
    });

    it('which of it can be stopped, where not every purpose has one', async () => {
      const [intro, row] = await withModes({ advertising: 'notify' });
      expect(intro).to.include('「クッキーの設定」で停止できるもの：Meta ピクセル').and.not.include('送信は「クッキー');
      expect(row).to.include('送信は「クッキーの設定」で停止できます。');
      expect((await withModes({ statistics: 'notify' }, '.en'))[1]).to.include('no switch');
    });

    it('that nothing stops it, where no purpose has one', async () => {
      const [intro, row] = await withModes({ advertising: 'notify', statistics: 'notify' });
      for (const text of [intro, row]) {
        expect(text).to.include('スイッチは、「クッキーの設定」にありません。').and.not.include('停止できます');
      }
    });
  });

  it('promise of no row that is told only how to stop it', async () => {
    const purposes = siteConfig.purposes.map((purpose) =>
      purpose.id === 'statistics' ? { ...purpose, mode: 'notify' as const } : purpose,
    );
    const section = (await pagesOf({ purposes })).open('register.html').querySelector('#purpose-statistics ~ .mode');
    expect(section?.textContent).to.include('使用しています。確認できた停止手続きは、送信先ごとに記載しています。');
    const { wordings } = await publishConfig({ ...siteConfig, purposes }, PUBLISHED_AT);
    expect(wordings.ja?.preferences.notifyReason).to.include('確認できた停止手続きは、送信先ごとに');
    expect(wordings.en?.preferences.notifyReason).to.include('Opt-out procedures that we know of');
  });
});

describe('Global Privacy Control on the page of ad opt-outs', () => {
  const said = async (gpc: boolean, language: string) => {
    const purposes = siteConfig.purposes.map((purpose) => ({ ...purpose, gpc: gpc && purpose.id === 'advertising' }));
    const files = renderPages(await publishConfig({ ...siteConfig, purposes }, PUBLISHED_AT), PUBLISHED_AT);
    const name = language === 'ja' ? 'ad-opt-out.html' : `ad-opt-out.${language}.html`;
    expect(files.filter(({ textUnderGpc }) => textUnderGpc).map((file) => file.name)).to.deep.equal([
      'ad-opt-out.html',
      'ad-opt-out.en.html',
    ]);
    const file = files.find((one) => one.name === name);
    return [file?.text, file?.textUnderGpc].map((text = '') =>
      all(new DOMParser().parseFromString(text, 'text/html'), 'main > p').filter((line) => line.includes('Global')),
    );
  };

  it('is told to everybody as something that a browser can be set to, and to a browser that sends it as what it stops', async () => {
    const [everybody, sending] = await said(true, 'ja');
    expect([everybody?.length, sending?.length]).to.deep.equal([1, 1]);
    expect(everybody?.[0]).to.match(/^ブラウザの設定で.*停止します：行動ターゲティング広告$/);
    expect(sending?.[0]).to.match(/^お使いのブラウザは.*伝えています.*停止します：行動ターゲティング広告$/);
    expect((await said(true, 'en'))[0]?.[0]).to.match(/^If you turn on .* off unless you switch it on/);
  });

  it('is not promised to stop anything where it does not', async () => {
    const [everybody, sending] = await said(false, 'en');
    expect(everybody?.[0]).to.match(/^This site has nothing that Global Privacy Control switches off/);
    expect(sending?.[0]).to.match(/^Your browser says .* nothing that this setting switches off\.$/);
  });
});

describe('what nobody has found out about an opt-out', () => {
  it('is said to be being confirmed, on the register and on the page of ad opt-outs', async () => {
    const services = siteConfig.services.map(({ provider: _, optOutStops, optOutReach, ...row }) => ({
      ...row,
      ...(row.id === 'google-ads' ? {} : { ...(optOutStops ? { optOutStops } : {}), optOutReach: 'browser' as const }),
    }));
    const { open } = await pagesOf({ services: services.filter(({ optOutUrl }) => optOutUrl) });
    for (const name of ['register.html', 'ad-opt-out.html']) {
      const page = open(name);
      const text = page.querySelector('#noren-google-ads')?.textContent ?? '';
      expect(text, name).to.include('手続きで何が停止するかは、確認中です。');
      expect(text, name).to.include('停止の効果がどこまで及ぶかは、確認中です。');
      const told = page.querySelector('#noren-yahoo-japan-ads')?.textContent ?? '';
      expect(told, name).to.include('手続きをしたブラウザだけに').and.not.include('確認中です。');
    }
  });
});

import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { keptPurposes } from './kept-cookie.ts';
import { closePages, openPage, type Page } from './page.ts';

/** Every cookie that a page writes from now on; the browser gets them all the same. */
function cookiesWritten({ document, window }: Page): string[] {
  const written: string[] = [];
  const { get, set } = Object.getOwnPropertyDescriptor(window.Document.prototype, 'cookie') as PropertyDescriptor;
  Object.defineProperty(document, 'cookie', {
    configurable: true,
    get: () => get?.call(document),
    set: (text: string) => {
      written.push(text);
      set?.call(document, text);
    },
  });
  return written;
}

describe('what is made ready for a choice', () => {
  afterEach(closePages);

  for (const domain of [undefined, 'auto']) {
    it(`writes no cookie before there is one, with the cookie’s domain ${domain ?? 'not set'}`, async () => {
      const page = await openPage();
      const written = cookiesWritten(page);
      const config = { ...(await runtimeOf()), cookie: domain ? { domain } : {} };
      const noren = page.lab.noren({ config });
      expect(noren.state.asks).to.have.length(5);
      expect(written).to.deep.equal([]);
      noren.rejectAll();
      expect(written.filter((text) => text.startsWith('noren='))).to.have.length(1);
      expect(Object.values(keptPurposes())).to.deep.equal([false, false, false, false, false]);
    });
  }
});

import { virtual } from '@guidepup/virtual-screen-reader/browser.js';
import { expect } from 'chai';
import { decidedAll } from '../decisions.ts';
import { clear, openPreferences, part, still } from '../stage.ts';

/** What is said from the beginning to the end, without the ends of things and without a text that a name just said. */
async function readThrough(): Promise<string[]> {
  const phrases: string[] = [];
  for (let steps = 0; steps < 200; steps += 1) {
    const phrase = await virtual.lastSpokenPhrase();
    if (phrase.startsWith('end of dialog')) break;
    if (!/^(end of |paragraph$|status$)/.test(phrase) && !phrases.at(-1)?.includes(phrase)) phrases.push(phrase);
    await virtual.next();
  }
  return phrases;
}

describe('noren-preferences: what a screen reader says', () => {
  afterEach(async () => {
    await virtual.stop();
    clear();
  });

  it('reads the title, then per purpose its title, what it is for, its switch and its recipients', async () => {
    const { element } = await openPreferences({ language: 'en' });
    await virtual.start({ container: part(element, 'dialog') });
    const about =
      'Shows us which pages are read most, so that we can improve their layout and content. When off: your visits are not counted. What you see stays the same.';
    expect((await readThrough()).slice(0, 14)).to.deep.equal([
      'dialog, Cookie settings, Choose for each purpose. The site works with everything switched off.',
      'heading, Cookie settings, level 2',
      'Choose for each purpose. The site works with everything switched off.',
      'button, Close without changing anything',
      'heading, What the site needs to work, level 3',
      'Remembers that you are signed in, and what you choose here.',
      'The site cannot be shown without it, so it has no switch.',
      'Always on',
      'heading, Statistics, level 3',
      'Shows us which pages are read most, so that we can improve their layout and content.',
      'When off:',
      'your visits are not counted. What you see stays the same.',
      `switch, Statistics, ${about}, not checked`,
      'button, See 3 recipients Statistics, 1 control, not expanded',
    ]);
  });

  it('ends with the three buttons and the proof', async () => {
    const { element } = await openPreferences({ language: 'ja' });
    await virtual.start({ container: part(element, 'dialog') });
    const phrases = await readThrough();
    expect(phrases.slice(phrases.indexOf('button, 選んだ内容で保存する'))).to.deep.equal([
      'button, 選んだ内容で保存する',
      'button, 必要なものだけ許可する',
      'button, すべて許可する',
      'まだ選択していません・第6版',
      'button, 選択の記録, 1 control, not expanded',
      'link, 送信先と目的の一覧 (新しいタブで開きます)',
      'link, 個人情報の取り扱い (新しいタブで開きます)',
    ]);
  });

  it('says the result politely once it is there', async () => {
    const { element } = await openPreferences({
      language: 'en',
      decisions: decidedAll(true),
      revoked: { services: ['karte'], erased: ['_ga'], stillRunning: true },
    });
    await virtual.start({ container: part(element, 'dialog') });
    await virtual.clearSpokenPhraseLog();
    part(element, '[part~=reject-all]').click();
    let said = '';
    while (!said) {
      await still(element);
      said = (await virtual.spokenPhraseLog()).find((phrase) => phrase.startsWith('polite: ')) ?? '';
    }
    const texts = [
      'Your choice has been saved.',
      'No longer allowed: KARTE',
      'Deleted from this browser: _ga',
      'What is already running',
    ];
    const places = texts.map((text) => said.indexOf(text));
    expect(places).not.to.include(-1);
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
  });
});

import { askAgain } from '@noren/elements';
import { drawNotice } from '@noren/elements/draw-notice';
import { expect } from 'chai';
import { siteConfig } from '../../fixtures/site-config.ts';
import { faults } from '../axe.ts';
import { decidedAll } from '../decisions.ts';
import { clear, type Scene, type Stage, stage } from '../stage.ts';

/** A notice to somebody who has decided all but these, which a new edition has changed. */
async function again(changed: readonly string[], scene: Scene = {}): Promise<Stage & { root: ShadowRoot }> {
  const [first] = siteConfig.editions;
  if (!first) throw new RangeError('no edition');
  const editions = [
    { ...first, label: '1', affects: ['*'], material: true },
    {
      ...first,
      label: '2',
      material: true,
      affects: changed.map((id) => `purposes:${id}`),
      changes: [{ ja: '送信先を追加しました。', en: 'A recipient was added.' }],
    },
  ];
  const set = await stage({ config: { ...siteConfig, editions }, decisions: decidedAll(true, 1), ...scene });
  const { noren } = set;
  const wording = await noren.wording();
  document.documentElement.lang = noren.state.language;
  noren.config.notice[noren.state.language] = wording.notice;
  const notice = document.createElement('div');
  drawNotice(notice, noren.config, noren.state);
  document.body.prepend(notice);
  askAgain(notice, noren, wording);
  return { ...set, root: notice.shadowRoot as ShadowRoot };
}

const texts = (root: ShadowRoot, selector: string): (string | null)[] =>
  [...root.querySelectorAll<HTMLElement>(selector)]
    .filter(({ hidden }) => !hidden)
    .map(({ textContent }) => textContent);
const press = (root: ShadowRoot, at: number): void => root.querySelectorAll<HTMLElement>('button')[at]?.click();

describe('a notice that asks again', () => {
  afterEach(clear);

  it('names what has changed and what changed in it, and nothing else', async () => {
    const { root } = await again(['advertising']);
    expect(texts(root, 'h2')).to.deep.equal(['あらためて、お選びください']);
    expect(texts(root, '.surface p')).to.deep.equal([
      '行動ターゲティング広告について、許可されるかどうかをお選びください。ほかの項目は、これまでの選択のままです。',
      '第2版で変わったこと：送信先を追加しました。',
    ]);
    expect(texts(root, 'button')).to.deep.equal(['許可する', '許可しない', '個別に設定する']);
    expect(await faults()).to.deep.equal([]);
  });

  it('reads as English in English', async () => {
    const { root } = await again(['statistics', 'advertising'], { language: 'en' });
    expect(texts(root, '.surface p')).to.deep.equal([
      'This is about Statistics and Advertising based on what you view. Everything else stays as you have chosen it.',
      'What edition 2 changed: A recipient was added.',
    ]);
    expect(texts(root, 'button').slice(0, 2)).to.deep.equal(['Allow', 'Do not allow']);
  });

  for (const [at, granted] of [
    [0, true],
    [1, false],
  ] as const) {
    it(`decides that alone: ${granted}`, async () => {
      const { root, requests } = await again(['advertising']);
      press(root, at);
      expect(requests).to.deep.equal([{ action: 'save', purposes: { advertising: granted }, surface: 'notice' }]);
    });
  }

  it('is the whole notice again after the decision, and asks for everything then', async () => {
    const { root, requests } = await again(['advertising']);
    press(root, 1);
    expect(texts(root, 'button')).to.deep.equal(['すべて許可する', '必要なものだけ許可する', '個別に設定する']);
    expect(texts(root, '.surface p')).to.have.length(1);
    press(root, 0);
    expect(requests.at(-1)).to.deep.include({ action: 'accept-all' });
  });

  it('is the whole notice where everything is asked', async () => {
    const { root } = await again(siteConfig.purposes.map(({ id }) => id));
    expect(texts(root, 'button')[0]).to.equal('すべて許可する');
  });

  it('only tells where nothing can be chosen', async () => {
    const purposes = siteConfig.purposes.map((one) =>
      one.id === 'statistics' ? { ...one, mode: 'notify' as const } : one,
    );
    const [first] = siteConfig.editions;
    if (!first) throw new RangeError('no edition');
    const editions = [
      { ...first, label: '1', affects: ['*'], material: true },
      { ...first, label: '2', affects: ['purposes:statistics'], material: true },
    ];
    const { root, requests } = await again([], { config: { ...siteConfig, purposes, editions } });
    expect(texts(root, '.surface p')[0]).to.equal('統計について、お知らせします。');
    expect(texts(root, 'button')).to.deep.equal(['確認しました', '個別に設定する']);
    press(root, 0);
    expect(requests).to.deep.equal([{ action: 'acknowledge', surface: 'notice' }]);
  });
});

describe('a notice that asks again after more than one edition', () => {
  afterEach(clear);

  const [first] = siteConfig.editions;
  const edition = (label: string, affects: string[], material = true) => {
    if (!first) throw new RangeError('no edition');
    const changes = [{ ja: `${label}の変更。`, en: `Change of ${label}.` }];
    return { ...first, label, material, affects, changes };
  };

  async function changesTold(editions: Scene['config'], scene: Scene = {}): Promise<(string | null)[]> {
    const set = await stage({ decisions: decidedAll(true, 1), ...scene, ...(editions ? { config: editions } : {}) });
    const wording = await set.noren.wording();
    const notice = document.createElement('div');
    drawNotice(notice, set.noren.config, set.noren.state);
    document.body.prepend(notice);
    askAgain(notice, set.noren, wording);
    return texts(notice.shadowRoot as ShadowRoot, '.surface p').slice(1);
  }
  const site = (...editions: ReturnType<typeof edition>[]) => ({ ...siteConfig, editions });

  it('tells what each of them changed in what is asked, oldest first, though the newest is clerical', async () => {
    const told = await changesTold(
      site(
        edition('1', ['*']),
        edition('2', ['providers:advertising']),
        edition('3', ['purposes:statistics']),
        edition('4', ['contact']),
        edition('5', ['*'], false),
      ),
    );
    expect(told).to.deep.equal(['第2版で変わったこと：2の変更。', '第3版で変わったこと：3の変更。']);
  });

  it('tells nothing of what the visitor knew, nor of what is not asked', async () => {
    const { purposes, ...rest } = decidedAll(true, 2);
    const { statistics, advertising } = purposes;
    if (!statistics || !advertising) throw new RangeError('not decided');
    const config = site(
      edition('1', ['*']),
      edition('2', ['purposes:advertising']),
      edition('3', ['purposes:statistics']),
      edition('4', ['purposes:advertising']),
    );
    const decisions = { ...rest, purposes: { ...purposes, statistics: { ...statistics, edition: 3 } } };
    expect(await changesTold(config, { decisions })).to.deep.equal(['第4版で変わったこと：4の変更。']);
  });
});

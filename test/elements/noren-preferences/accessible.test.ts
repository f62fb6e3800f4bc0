import type { History } from '@noren/core';
import { expect } from 'chai';
import { siteConfig } from '../../fixtures/site-config.ts';
import { faults } from '../axe.ts';
import { decidedAll, decisions } from '../decisions.ts';
import { inMedium, plainMedium } from '../media.ts';
import { clear, openPreferences, part, parts, type Scene, still, textOf } from '../stage.ts';

const record = { edition: '6', control: 'save', purposes: { statistics: true }, services: {} } as const;
const history: History = {
  source: 'browser',
  entries: [
    { ...record, id: '019abc00-0000-7000-8000-000000000002', at: '2026-11-22T03:00:00Z', recorded: true },
    { ...record, id: '019abc00-0000-7000-8000-000000000001', at: '2026-10-02T03:00:00Z', recorded: false },
  ],
};

/** A scene and what is done in it, by the name of the state that comes of it. */
const states: Readonly<Record<string, { scene: Scene; press?: readonly string[] }>> = {
  'nothing chosen': { scene: {} },
  'Global Privacy Control and no cookies': { scene: { gpc: true, blocked: true } },
  'some allowed, one question open': { scene: { decisions: decisions({ statistics: true, advertising: false }) } },
  'told and opt-out purposes': {
    scene: {
      config: {
        ...siteConfig,
        purposes: siteConfig.purposes.map((purpose, index) => ({ ...purpose, mode: index % 2 ? 'opt-out' : 'notify' })),
      },
    },
  },
  'all services opened': {
    scene: { decisions: decidedAll(true) },
    press: ['#more-statistics', '#more-recommendation', '#more-linking', '#more-advertising'],
  },
  'changes not saved': { scene: {}, press: ['#switch-identification'] },
  'a report': {
    scene: { decisions: decidedAll(true), revoked: { erased: ['_ga'], kept: ['_fbp'], stillRunning: true } },
    press: ['[part~=reject-all]'],
  },
  'a report of everything that was left': {
    scene: {
      decisions: decidedAll(true),
      revoked: {
        erased: ['_ga'],
        kept: ['_fbp', 'queue'],
        inUse: ['queue'],
        unchecked: ['queue-*'],
        running: ['microsoft-clarity'],
        stillRunning: true,
      },
    },
    press: ['[part~=reject-all]', '[part=elsewhere] summary'],
  },
  'the history': { scene: { config: { ...siteConfig, api: '/noren' }, history }, press: ['[aria-controls=history]'] },
  'the history without a server': {
    scene: {
      history: {
        source: 'browser',
        entries: history.entries.map((entry) => ({
          ...entry,
          hereOnly: true,
          language: 'en',
          wording: 'x'.repeat(43),
        })),
      },
    },
    press: ['[aria-controls=history]'],
  },
  'no words': { scene: { noren: { wording: () => Promise.reject(new Error('offline')) } } },
};

async function inState(name: string, language: string, inline = false) {
  const { scene, press = [] } = states[name] ?? { scene: {} };
  const { element } = await openPreferences({ ...scene, language }, inline);
  for (const selector of press) {
    part(element, selector).click();
    await still(element);
  }
  return element;
}

describe('noren-preferences: accessibility', () => {
  afterEach(async () => {
    clear();
    await plainMedium();
  });

  for (const name of Object.keys(states)) {
    for (const scheme of ['light', 'dark'] as const) {
      for (const language of ['ja', 'en']) {
        it(`has nothing that axe finds wrong: ${name} (${scheme}, ${language})`, async function () {
          await inMedium(this, scheme);
          await inState(name, language);
          expect(await faults()).to.deep.equal([]);
        });
      }
    }
  }

  it('has nothing that axe finds wrong as a section of the page', async () => {
    await inState('all services opened', 'ja', true);
    expect(await faults()).to.deep.equal([]);
  });

  it('ties every switch to a label and to what explains it', async () => {
    const element = await inState('all services opened', 'ja');
    const inputs = parts<HTMLInputElement>(element, 'input');
    expect(inputs.length).to.equal(7);
    for (const input of inputs) {
      expect(input.getAttribute('role')).to.equal('switch');
      expect(input.labels?.[0]?.innerText).to.be.a('string').and.not.equal('');
      for (const id of (input.getAttribute('aria-describedby') ?? '').split(' ')) {
        expect(textOf(part(element, `#${id}`))).not.to.equal('');
      }
    }
    expect(part<HTMLInputElement>(element, '#switch-statistics').labels?.[0]?.innerText).to.equal('統計');
  });

  for (const [state, where] of [
    ['the history', ''],
    // What is above it has been looked at, and WebKit has no text of what is scrolled out of sight.
    ['a report of everything that was left', '[part=footer] '],
  ] as const) {
    it(`gives every control a name of its own: ${state}`, async () => {
      const element = await inState(state, 'en');
      const names = parts(element, `${where}:is(button, a, summary)`).map((control) => {
        const ids = control.getAttribute('aria-labelledby')?.split(' ') ?? [];
        const named = ids.map((id) => textOf(part(element, `#${id}`))).join(' ');
        return control.getAttribute('aria-label') ?? (named || textOf(control));
      });
      expect(names).not.to.include('');
      expect(new Set(names).size).to.equal(names.length);
    });
  }

  for (const language of ['ja', 'en']) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`gives save, refuse and allow the same box, font and colours (${scheme}, ${language})`, async function () {
        await inMedium(this, scheme);
        const element = await inState('nothing chosen', language);
        const looks = parts(element, '.actions button').map((button) => {
          const { width, height } = button.getBoundingClientRect();
          const { color, backgroundColor, borderColor, borderWidth, fontSize, fontWeight, fontFamily, opacity } =
            getComputedStyle(button);
          const size = [Math.round(width * 10), Math.round(height * 10)];
          return { size, color, backgroundColor, borderColor, borderWidth, fontSize, fontWeight, fontFamily, opacity };
        });
        expect(looks).to.have.length(3);
        expect(looks[1]).to.deep.equal(looks[0]);
        expect(looks[2]).to.deep.equal(looks[0]);
      });
    }
  }

  it('has no target smaller than 24 by 24 and no text smaller than 14 pixels', async () => {
    document.documentElement.style.fontSize = '10px';
    for (const state of ['the history', 'a report of everything that was left']) {
      const element = await inState(state, 'ja');
      for (const target of parts(element, 'button, a, input, summary')) {
        const { width, height } = target.getBoundingClientRect();
        expect(Math.min(width, height), target.outerHTML).to.be.at.least(24);
      }
      for (const text of parts(element, 'p, dd, dt, h2, h3, button, a, summary, .state, .pill')) {
        expect(Number.parseFloat(getComputedStyle(text).fontSize), text.outerHTML).to.be.at.least(14);
      }
      clear();
    }
    document.documentElement.style.fontSize = '';
  });

  it('shows which switches are on in forced colours', async function () {
    await inMedium(this, 'forced-colors');
    const element = await inState('some allowed, one question open', 'ja');
    const looks = ['statistics', 'advertising'].map((id) => {
      const input = part(element, `#switch-${id}`);
      return [getComputedStyle(input).backgroundColor, getComputedStyle(input, '::after').translate];
    });
    expect(looks[0]?.[0]).not.to.equal(looks[1]?.[0]);
    expect(looks[0]?.[1]).not.to.equal(looks[1]?.[1]);
    expect(await faults()).to.deep.equal([]);
  });
});

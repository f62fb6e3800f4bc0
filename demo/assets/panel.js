import { readKept } from './panel-kept.js';
import { watchSent } from './panel-sent.js';
import { words } from './panel-words.js';

const EVENTS = [
  ...['ready', 'shown', 'hidden', 'decision', 'change', 'grant', 'revoke', 'synced', 'sync-failed', 'link', 'member'],
  'error',
];
/** Not third parties: the consent API and the identity provider are the group's own. */
const OWN = ['parts', 'consent-proof', 'member-sign-in'];

/** Makes an element: text is text, never HTML, so that it works under Trusted Types too. */
function make(name, className, ...content) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

/**
 * The demo's own record, in the flow of the page above its header: what left this browser, to whom and under which
 * purpose; what the browser keeps; what Noren said. It is not part of Noren and waits for nothing.
 */
class DemoPanel extends HTMLElement {
  #language = document.documentElement.lang.startsWith('en') ? 'en' : 'ja';
  #words = words[this.#language];
  #facts;
  #sent = [];
  #events = [];
  #parts = {};

  async connectedCallback() {
    this.#hear();
    const response = await fetch('/__demo/services.json').catch(() => undefined);
    if (!response?.ok) return;
    this.#facts = await response.json();
    this.#build();
    watchSent(this.#facts, this.#words, (rows) => {
      this.#sent = rows;
      this.#draw();
    });
    window.cookieStore?.addEventListener('change', () => this.#draw());
    this.#draw();
  }

  #hear() {
    const note = (type, detail = {}) => {
      const { purposes, cause, code, name, status, signedIn } = detail;
      const list = Array.isArray(purposes)
        ? purposes
        : Object.entries(purposes ?? {}).map(([id, yes]) => `${yes ? '+' : '−'}${id}`);
      const member = signedIn === undefined ? '' : `signedIn: ${signedIn}`;
      const text = [cause, status, code, name, member, list.join(' ')].filter(Boolean).join(' · ');
      this.#events.unshift({ at: new Date(), type, text });
      this.#events.length = Math.min(this.#events.length, 12);
      // Tags write their cookies a moment after the event.
      for (const wait of [0, 400, 1500]) setTimeout(() => this.#draw(), wait);
    };
    for (const type of EVENTS.slice(1)) window.addEventListener(`noren:${type}`, ({ detail }) => note(type, detail));
    // Noren may have been ready before this file arrived, so this one is asked for, with replay.
    if (!window.noren?.push) window.noren = [];
    window.noren.push((noren) => noren.on('ready', () => note('ready'), { replay: true }));
  }

  #build() {
    const { badge, label, open, close, sent, keptTitle, events, purposes, note, all } = this.#words;
    const summary = make('p', 'panel-summary');
    const button = make('button', '', open);
    const list = (title) => {
      const element = make('ul');
      return { element, section: make('section', '', make('h2', '', title), element) };
    };
    const [sentList, keptList, eventList, purposeList] = [sent, keptTitle, events, purposes].map(list);
    const link = make('a', '', all);
    link.href = `${this.#facts.thirdparty}/`;
    const body = make(
      'div',
      'panel-body',
      sentList.section,
      keptList.section,
      purposeList.section,
      eventList.section,
      make('p', 'panel-note', note, ' ', link),
    );
    body.id = 'demo-panel-body';
    body.hidden = true;
    button.type = 'button';
    button.setAttribute('aria-expanded', 'false');
    button.setAttribute('aria-controls', body.id);
    button.addEventListener('click', () => {
      body.hidden = !body.hidden;
      button.textContent = body.hidden ? open : close;
      button.setAttribute('aria-expanded', String(!body.hidden));
      this.#draw();
    });
    this.setAttribute('role', 'region');
    this.setAttribute('aria-label', label);
    this.replaceChildren(make('div', 'panel-strip', make('span', 'panel-badge', badge), summary, button), body);
    this.#parts = {
      summary,
      sent: sentList.element,
      kept: keptList.element,
      events: eventList.element,
      purposes: purposeList.element,
    };
  }

  #say(text) {
    return typeof text === 'string' ? text : (text?.[this.#language] ?? text?.ja ?? '');
  }

  #purpose(id) {
    const title = this.#say(this.#facts.purposes.find((purpose) => purpose.id === id)?.title);
    return title ? [make('span', 'panel-purpose', title)] : [];
  }

  #draw() {
    const { summary, sent, kept, events, purposes } = this.#parts;
    if (!summary) return;
    const say = this.#words;
    const others = this.#sent.filter(({ service }) => !OWN.includes(service.id));
    const total = others.reduce((sum, { count }) => sum + count, 0);
    const names = others.map(({ service }) => this.#say(service.name)).join(this.#language === 'en' ? ', ' : '、');
    const found = readKept(this.#facts);
    const cookies = found.reduce((sum, group) => sum + group.names.cookie.length, 0);
    summary.replaceChildren(
      total ? say.some(total) : say.none,
      make('span', 'panel-count', say.kept(cookies)),
      make('span', 'panel-names', names),
    );
    this.toggleAttribute('data-sent', total > 0);
    if (sent.closest('[hidden]')) return;
    const fill = (list, rows, empty) =>
      list.replaceChildren(...(rows.length ? rows : [make('li', 'panel-empty', empty)]));
    fill(
      sent,
      this.#sent.map(({ service, count, events: got }) =>
        make(
          'li',
          '',
          make('b', '', this.#say(service.name)),
          ` → ${this.#say(service.recipient)} `,
          ...this.#purpose(service.purpose),
          make(
            'small',
            '',
            [say.times(count), got.size ? say.got([...got].join(', ')) : ''].filter(Boolean).join(' · '),
          ),
        ),
      ),
      say.nothing,
    );
    fill(
      kept,
      found.map(({ service, names }) =>
        make(
          'li',
          '',
          make('b', '', service ? this.#say(service.name) : say.notListed),
          ' ',
          ...this.#purpose(service?.purpose),
          ...Object.entries(names).flatMap(([kind, list]) =>
            list.length ? [make('small', '', `${say[kind]} `, ...list.map((name) => make('code', '', name)))] : [],
          ),
        ),
      ),
      say.keptNothing,
    );
    fill(
      events,
      this.#events.map(({ at, type, text }) =>
        make('li', '', make('code', '', type), make('small', '', `${at.toLocaleTimeString(this.#language)} ${text}`)),
      ),
      say.eventsNothing,
    );
    const grants = window.noren?.state?.grants;
    fill(
      purposes,
      this.#facts.purposes.map(({ id, title }) => {
        const state = grants?.[id] ?? 'undecided';
        return make('li', `panel-state ${state}`, this.#say(title), make('small', '', say.states[state] ?? state));
      }),
      '',
    );
  }
}

customElements.define('demo-panel', DemoPanel);

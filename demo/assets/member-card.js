import { SignIn } from './member-sign-in.js';
import { words } from './member-words.js';

const EXPIRED = ['member-not-verified', 'member-required'];

function make(name, className, ...content) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

function button(text, className, act) {
  const element = make('button', `button ${className}`, text);
  element.type = 'button';
  element.addEventListener('click', act);
  return element;
}

/**
 * Signing in and out as a member, and what Noren knows then. It tells Noren who has signed in, `identify`, and that they
 * have gone, `forget`; everything else on it is read from Noren.
 */
class MemberCard extends HTMLElement {
  #language = document.documentElement.lang.startsWith('en') ? 'en' : 'ja';
  #words = words[this.#language];
  #signIn;
  #noren;
  #member;
  #purposes = [];
  /** What stays while the rest is drawn anew, so that it keeps the focus and is announced. */
  #said = make('p', 'said');

  async connectedCallback() {
    const { site, issuer } = this.dataset;
    this.#signIn = new SignIn({ site, issuer, language: this.#language });
    this.#said.setAttribute('role', 'status');
    this.setAttribute('role', 'region');
    this.setAttribute('aria-label', this.#words.label);
    if (location.href.startsWith(this.#signIn.callback)) return this.#finish();
    if (!this.#signIn.session) return this.#drawOut();
    this.#show(make('p', '', this.#words.busy));
    const facts = await fetch('/__demo/services.json').then((response) => response.json());
    this.#purposes = facts.purposes.filter(({ group }) => group);
    if (!window.noren?.push) window.noren = [];
    window.noren.push((noren) => this.#identify(noren));
  }

  async #finish() {
    this.#show(make('p', '', this.#words.busy));
    try {
      await this.#signIn.finish();
      location.replace(this.#signIn.home);
    } catch (error) {
      // The visitor has gone back without signing in: nothing is wrong.
      const cancelled = error.error === 'access_denied';
      const { cancelledTold, failedTold, back } = this.#words;
      const link = make('a', 'button', back);
      link.href = this.#signIn.home;
      const title = document.querySelector('h1');
      title.textContent = cancelled ? this.#words.cancelled : this.#words.failed;
      title.nextElementSibling.textContent = cancelled ? cancelledTold : failedTold;
      const detail = cancelled ? [] : [make('p', 'small', make('code', '', error.message))];
      this.#show(...detail, make('p', '', link));
    }
  }

  async #identify(noren) {
    this.#noren = noren;
    try {
      this.#member = await noren.identify(this.#signIn.session.accessToken);
    } catch (error) {
      const { code = error.message } = error;
      if (EXPIRED.includes(code)) {
        this.#signIn.forget();
        return this.#drawOut(this.#words.expired);
      }
      this.#member = { linked: false, attributes: {}, overrides: [] };
      this.#said.textContent = `${this.#words.offline} (${code})`;
    }
    this.#drawIn();
    noren.on('change', () => this.#drawIn());
    noren.on('link', () => this.#drawIn());
  }

  #drawOut(text = '') {
    const { outTitle, out, signIn } = this.#words;
    this.#said.textContent = text;
    this.#show(
      make(
        'div',
        'member-out',
        make('div', '', make('h2', '', outTitle), make('p', '', out)),
        button(signIn, '', () => this.#try(() => this.#signIn.start())),
      ),
      this.#said,
    );
  }

  #drawIn() {
    const say = this.#words;
    const { name } = this.#signIn.session ?? {};
    if (name === undefined) return this.#drawOut(say.expired);
    const initial = make('span', 'initial', [...name][0]);
    initial.setAttribute('aria-hidden', 'true');
    const signOut = button(say.signOut, 'quiet', () => this.#try(() => this.#signOut()));
    const active = this.contains(document.activeElement) ? document.activeElement.textContent : undefined;
    this.#show(
      make(
        'div',
        'member-head',
        initial,
        make('div', '', make('h2', '', name + say.honorific), make('p', 'small', say.in)),
        signOut,
      ),
      make('div', 'member-parts', this.#choices(), this.#linking(), this.#mail()),
      this.#said,
    );
    // Drawn anew because of a press on one of its buttons: that one has the focus again.
    if (active) [...this.querySelectorAll('button')].find(({ textContent }) => textContent === active)?.focus();
  }

  #choices() {
    const { choices, choicesTold, states, others } = this.#words;
    const { grants } = this.#noren.state;
    const rows = this.#purposes.map(({ id, title }) =>
      make('li', grants[id], make('span', '', title[this.#language]), make('b', '', states[grants[id]])),
    );
    const sites = [...document.querySelectorAll('.site-footer nav:first-of-type a')]
      .filter(({ origin }) => origin !== location.origin)
      .map(({ href, textContent }) => {
        const link = make('a', '', textContent);
        link.href = new URL('members/', href).href;
        return make('li', '', link);
      });
    return make(
      'section',
      '',
      make('h3', '', choices),
      make('ul', 'member-choices', ...rows),
      make('p', 'small', choicesTold),
      make('p', 'small', others),
      make('ul', 'member-sites', ...sites),
    );
  }

  #linking() {
    const say = this.#words;
    const { attributes, overrides } = this.#member;
    const known = Object.entries(attributes);
    const rows = known.map(([id, value]) =>
      make('div', '', make('dt', '', say.attributes[id] ?? id), make('dd', '', String(value))),
    );
    const title = (id) => this.#purposes.find((purpose) => purpose.id === id)?.title[this.#language] ?? id;
    return make(
      'section',
      known.length ? 'linked' : '',
      make('h3', '', known.length ? say.linked : say.notLinked),
      make('p', 'small', known.length ? say.linkedTold : say.notLinkedTold),
      ...(rows.length ? [make('dl', '', ...rows)] : []),
      ...(overrides.length ? [make('p', 'small', say.off + overrides.map(title).join(' / '))] : []),
    );
  }

  #mail() {
    const { mail, mailTold, plain, personal } = this.#words;
    return make(
      'section',
      '',
      make('h3', '', mail),
      make('p', 'small', mailTold),
      make(
        'p',
        'member-buttons',
        button(plain, 'quiet', () => this.#try(() => this.#askFor(true))),
        button(personal, 'quiet', () => this.#try(() => this.#askFor(false))),
      ),
    );
  }

  /** Links in future mail. @see docs/personal-urls.md */
  async #askFor(untracked) {
    const { site, api } = this.dataset;
    const response = await fetch(`${api}/v1/sites/${site}/member/mail-links`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${this.#signIn.session.accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ untracked }),
    });
    if (!response.ok) throw new Error((await response.json()).code);
    this.#said.textContent = untracked ? this.#words.plainDone : this.#words.personalDone;
  }

  async #signOut() {
    // Where the API cannot be told, the browser has forgotten all the same.
    await this.#noren.forget().catch(() => {});
    await this.#signIn.end();
  }

  async #try(act) {
    try {
      await act();
    } catch (error) {
      this.#said.textContent = `${this.#words.failed}: ${error.message}`;
    }
  }

  #show(...content) {
    this.replaceChildren(...content);
  }
}

customElements.define('member-card', MemberCard);

/** HTML that is ready: everything else that a template is given is text. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Text in another language than what stands around it. Where there can be no markup, as in an attribute, it is text alone. */
export class Foreign extends Markup {
  readonly plain: string;

  /** @param direction where it runs otherwise than what stands around it */
  constructor(plain: string, language: string, direction?: 'ltr' | 'rtl') {
    super(html`<span lang="${language}"${direction && html` dir="${direction}"`}>${plain}</span>`.text);
    this.plain = plain;
  }
}

/** What a page says: in its own language, or marked as being in another one. */
export type Said = string | Foreign;

/** The same as text alone. */
export function plain(said: Said): string {
  return typeof said === 'string' ? said : said.plain;
}

/** What may stand in a template: text, which is escaped; markup; lists of both; nothing. */
export type Part = string | number | Markup | undefined | false | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML that shows just this text, inside elements and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A piece of HTML: `` html`<p>${text}</p>` ``. Text is escaped, so that none can become markup. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const part = (before: string, at: number): string => {
    const given = parts[at];
    return render(given instanceof Foreign && before.endsWith('="') ? given.plain : given);
  };
  return new Markup(strings.map((string, at) => string + (at < parts.length ? part(string, at) : '')).join(''));
}

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(render).join('');
  return escapeHtml(String(part));
}

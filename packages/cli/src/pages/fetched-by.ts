import type { PageElement } from './parse-page.ts';

/** An address that an element makes the browser fetch. */
export interface Fetched {
  readonly attribute: string;
  readonly url: URL;
}

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  script: ['src'],
  img: ['src', 'srcset'],
  source: ['src', 'srcset'],
  iframe: ['src'],
  frame: ['src'],
  embed: ['src'],
  object: ['data'],
  audio: ['src'],
  video: ['src', 'poster'],
  track: ['src'],
  input: ['src'],
  // Of a picture; elsewhere the parser makes an `img` of it.
  image: ['href'],
  link: ['href'],
};

// `preconnect` asks for nothing, and its host knows who is there all the same. `dns-prefetch` does not reach it; `canonical` and its like are
// only words about the page.
const FETCHING_LINK =
  /(^|\s)(stylesheet|preconnect|preload|modulepreload|prefetch|prerender|icon|apple-touch-icon|manifest)(\s|$)/i;

const JAVASCRIPT = /^(|module|text\/plain|(text|application)\/(x-)?(java|ecma)script)$/i;

/** Whether a `<script>` is a program, by its type, or one that is gated. */
export function isProgram({ name, attributes }: Pick<PageElement, 'name' | 'attributes'>): boolean {
  return name === 'script' && JAVASCRIPT.test((attributes.get('type') ?? '').trim());
}

/**
 * What an element makes the browser fetch once it is let through, over the network. A `text/plain` script without
 * `data-noren` is nobody's to run, and fetches nothing.
 */
export function fetchedBy(element: PageElement, base: URL): Fetched[] {
  const { name, attributes } = element;
  if (name === 'link' && !FETCHING_LINK.test(attributes.get('rel') ?? '')) return [];
  if (name === 'input' && attributes.get('type')?.toLowerCase() !== 'image') return [];
  if (name === 'script' && !isProgram(element)) return [];
  if (
    name === 'script' &&
    attributes.get('type')?.trim().toLowerCase() === 'text/plain' &&
    !attributes.has('data-noren')
  )
    return [];
  return (ATTRIBUTES[name] ?? []).flatMap((attribute) =>
    addressesIn(attribute, attributes.get(attribute) ?? '')
      .filter((address) => URL.canParse(address, base.href))
      .map((address) => ({ attribute, url: new URL(address, base) }))
      .filter(({ url }) => url.protocol === 'https:' || url.protocol === 'http:'),
  );
}

function addressesIn(attribute: string, value: string): string[] {
  const candidates =
    attribute === 'srcset'
      ? value.split(/,\s/).map((candidate) => candidate.trim().split(/\s/)[0] ?? '')
      : [value.trim()];
  return candidates.filter(Boolean);
}

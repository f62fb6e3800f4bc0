import { GATED } from './gated.ts';

/** A template's content, ready to go into the page, and its scripts, which are run one by one afterwards. */
export interface ReleasedContent {
  readonly fragment: DocumentFragment;
  readonly scripts: readonly HTMLScriptElement[];
}

/**
 * Copies a template's content. A script in it would run on insertion, out of order, so each is replaced by one that
 * cannot run and remembers its type. Gated markup within stays gated: it waits for its own permission.
 */
export function releaseTemplate(template: HTMLTemplateElement): ReleasedContent {
  const fragment = document.importNode(template.content, true);
  const scripts = [...fragment.querySelectorAll('script')]
    .filter((script) => !script.matches(GATED))
    .map((script) => {
      const place = document.createElement('script');
      for (const { name, value } of script.attributes) place.setAttribute(name, value);
      place.dataset.norenType = script.type;
      place.type = 'text/plain';
      place.append(script.text);
      place.nonce = script.nonce;
      script.replaceWith(place);
      return place;
    });
  return { fragment, scripts };
}

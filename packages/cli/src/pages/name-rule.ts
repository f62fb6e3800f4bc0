import { findingAt, type PageRule } from './page-rule.ts';

/** Elements that stand on `window` under their `name`, too. */
const NAMED = ['embed', 'form', 'frame', 'iframe', 'img', 'object'];

const NAMED_ACCESS = 'https://html.spec.whatwg.org/multipage/nav-history-apis.html#named-access-on-the-window-object';

/** An element of the id or name `noren` takes the place of `window.noren`, and of the queue of calls that wait there. */
export const nameRule: PageRule = ({ elements }) =>
  elements.flatMap((element) => {
    const attribute = ['id', ...(NAMED.includes(element.name) ? ['name'] : [])].find(
      (name) => element.attributes.get(name) === 'noren',
    );
    return attribute
      ? [
          findingAt(
            element,
            'error',
            'element-named-noren',
            attribute,
            'give it another name: browsers show it as window.noren, where pages expect Noren',
            NAMED_ACCESS,
          ),
        ]
      : [];
  });

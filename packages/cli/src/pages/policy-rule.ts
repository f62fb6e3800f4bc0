import { norenScriptOf } from './noren-script.ts';
import { findingAt, type PageRule } from './page-rule.ts';

/**
 * A policy that trusts the head snippet by its hash and, by `'strict-dynamic'`, all that it brings: then the gate can run
 * what the policy alone would refuse, and nothing tells the page's own gated scripts from injected ones. Only a policy in
 * the page itself is seen.
 */
export const policyRule: PageRule = (page) => {
  const loader = norenScriptOf(page);
  if (!loader || loader.attributes.get('nonce')) return [];
  return page.elements
    .filter(
      ({ name, attributes, inTemplate }) =>
        name === 'meta' &&
        !inTemplate &&
        attributes.get('http-equiv')?.trim().toLowerCase() === 'content-security-policy' &&
        sourcesOfScripts(attributes.get('content') ?? '').includes("'strict-dynamic'"),
    )
    .map((element) =>
      findingAt(
        element,
        'warning',
        'policy-by-hash',
        'content',
        "give the noren script and every gated script a nonce; or leave 'strict-dynamic' out, and name the hosts of external scripts and the hashes of inline ones: as it is, every gated script is run, also an injected one",
        'docs/markup.md, Content Security Policy',
      ),
    );
};

/** What a policy lets scripts come from, in lower case. Of several directives of one name the first counts. */
function sourcesOfScripts(policy: string): string[] {
  const directives = policy
    .toLowerCase()
    .split(';')
    .map((directive) => directive.trim().split(/\s+/));
  const found = ['script-src-elem', 'script-src', 'default-src'].map((wanted) =>
    directives.find(([name]) => name === wanted),
  );
  return found.find((directive) => directive !== undefined)?.slice(1) ?? [];
}

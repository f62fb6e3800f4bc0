/** Values on their way into the page; the policy passes these and nothing else. */
const passing = new Set<string>();

interface Policy {
  createHTML(text: string): string;
  createScript(text: string): string;
  createScriptURL(text: string): string;
}

type Factory = { createPolicy(name: string, rules: Policy): Policy };

const pass = (text: string): string => {
  if (!passing.has(text)) throw new TypeError('noren: not from released markup');
  return text;
};

let policy: Policy | undefined;

/**
 * Hands text of released markup to the page. Under Trusted Types it goes through the policy `noren`, which passes only
 * what is being released at that moment.
 * @see https://w3c.github.io/trusted-types/dist/spec/
 */
export function released(kind: keyof Policy, text: string): string {
  const factory = (window as { trustedTypes?: Factory }).trustedTypes;
  if (!factory) return text;
  policy ??= factory.createPolicy('noren', { createHTML: pass, createScript: pass, createScriptURL: pass });
  passing.add(text);
  try {
    return policy[kind](text);
  } finally {
    passing.delete(text);
  }
}

import { dataLayer, type Recording } from '@noren/core/debug';
import { consentOrder } from './consent-order.ts';
import type { HostAsked } from './hosts-asked.ts';
import { otherManagers } from './other-managers.ts';
import { plainAddress } from './plain-address.ts';
import { plainText } from './plain-text.ts';
import { PROBLEMS, type Problem, type ProblemCode } from './problem.ts';
import type { Released } from './what-ran.ts';

const GOOGLE = /(^|\.)(googletagmanager|google-analytics|googleadservices|doubleclick)\.(com|net)$/;
/** Codes of errors that have words of their own here; any other is `error`. */
const OWN: readonly string[] = PROBLEMS;

/** All that is not as it should be, the gravest first. */
export function findProblems(
  { config, tag, src, events, requests }: Recording,
  hosts: readonly HostAsked[],
  ran: readonly Released[],
): Problem[] {
  const found = new Map<ProblemCode, Set<string>>();
  const add = (code: ProblemCode, about: string): void =>
    void found.set(code, (found.get(code) ?? new Set()).add(plainText(about)));

  for (const { host, rows, before, unasked } of hosts) {
    const whose = `${host} (${rows?.join(', ')})`;
    if (before) add('ran-before', whose);
    if (unasked) add('ran-unasked', whose);
    // Without rules nobody can say.
    if (!rows && (config.debug?.rules ?? config.strict)) add('undeclared', host);
  }
  for (const { condition, what, outcome } of ran) if (outcome) add('not-run', `${condition}: ${what}`);
  for (const event of events) {
    if (event.type === 'undeclared') add('undeclared', event.detail.host);
    if (event.type !== 'error') continue;
    const { code, path, received } = event.detail;
    if (code === 'config-of-another-site') add('other-site', String(received));
    else if (OWN.includes(code)) add(code as ProblemCode, tagIn(received) ?? path ?? plainAddress(src));
    else add('error', path ? `${code} (${path})` : code);
  }
  for (const name of otherManagers()) add('second-manager', name);
  if (config.strict && (tag?.async || tag?.defer)) add('strict-async', plainAddress(src));
  for (const { dataset } of document.querySelectorAll<HTMLScriptElement>('script[data-site]'))
    if (dataset.site !== config.site) add('other-site', `${dataset.site}`);

  const layer = dataLayer();
  for (const [code, command] of consentOrder(layer)) add(code, command);
  if (layer.some((entry) => Array.from((entry ?? []) as ArrayLike<unknown>)[1] === 'default'))
    for (const { entry, beforeDefault } of requests)
      if (beforeDefault && GOOGLE.test(new URL(entry.name).hostname)) add('google-early', plainAddress(entry.name));

  return PROBLEMS.flatMap((code) => {
    const about = found.get(code);
    return about ? { code, about: [...about] } : [];
  });
}

/** Of the element that an error is about its purpose, its name and where it leads: the rest of its text may hold what nobody is to copy. */
function tagIn(received: unknown): string | undefined {
  const [, name, attributes = ''] = /^<([a-z]+)([^>]*)>/.exec(String(received)) ?? [];
  const [, purpose = ''] = /data-noren="([^"]*)"/.exec(attributes) ?? [];
  const [, src] = /\ssrc="([^"]*)"/.exec(attributes) ?? [];
  return name && `${purpose ? `${purpose}: ` : ''}<${name}>${src === undefined ? '' : ` ${plainAddress(src)}`}`;
}

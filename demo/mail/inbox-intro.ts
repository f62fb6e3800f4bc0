import type { TestMember } from '../group/test-members.ts';
import { type Language, WORDS } from './words.ts';

/** What stands beside the list while no mail is open. */
export function inboxIntro(language: Language, { untrackedLinks }: TestMember): string {
  const { choose, chooseTold, untracked } = WORDS[language];
  return `<div class="reading empty">
<svg class="envelope" viewBox="0 0 64 48" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" aria-hidden="true"><rect x="2" y="2" width="60" height="44" rx="6"/><path d="m4 6 28 23L60 6"/></svg>
<h2>${choose}</h2>
${[...chooseTold, ...(untrackedLinks ? [untracked] : [])].map((text) => `<p>${text}</p>`).join('\n')}
</div>`;
}

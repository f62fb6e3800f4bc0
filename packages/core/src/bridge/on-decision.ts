import type { ChangeDetail } from '../events.ts';
import type { Listen } from './bridge.ts';

/**
 * Tells what may run, once for each decision that changes it. A visitor who returns has decided: that is told at once.
 * While nobody has, and nothing runs without a yes, nothing is told; where a purpose runs until a no, that is told.
 * @param purposes the tool's own word for a permission → the purpose that grants it
 * @param tell what may run now, by the tool's words; what is undecided and waits for a yes may not
 */
export function onDecision<Word extends string>(
  listen: Listen,
  purposes: Readonly<Record<Word, string | undefined>>,
  tell: (may: Record<Word, boolean>) => void,
): void {
  // A config is JSON: where a purpose is named, it is there.
  const words = Object.entries(purposes) as [Word, string][];
  let told: string | undefined;
  function hear({ after, open }: ChangeDetail): void {
    const may = Object.fromEntries(words.map(([word, purpose]) => [word, open.includes(purpose)]));
    const now = JSON.stringify(may);
    const isUndecided = words.every(([word, purpose]) => !may[word] && after[purpose] === 'undecided');
    if (now === told || (isUndecided && !told)) return;
    told = now;
    tell(may as Record<Word, boolean>);
  }
  listen('open', hear);
}

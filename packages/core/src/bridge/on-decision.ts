import type { ChangeDetail } from '../events.ts';
import type { OfRow } from './bridge.ts';

/**
 * Tells what may run, once for each decision that changes it. A visitor who returns has decided: that is told at once.
 * While nobody has, and nothing runs without a yes, nothing is told; where a purpose runs until a no, that is told. A yes that no
 * longer counts is told as a no: the tool may have kept it; and so is one that was refused as a row alone.
 * @param purposes the tool's own word for a permission → the purpose that grants it
 * @param tell what may run now, by the tool's words; what is undecided and waits for a yes may not
 */
export function onDecision<Word extends string>(
  { settings: { service = '' }, kernel, listen }: OfRow,
  purposes: Readonly<Record<Word, string | undefined>>,
  tell: (may: Record<Word, boolean>) => void,
): void {
  // A config is JSON: where a purpose is named, it is there.
  const words = Object.entries(purposes) as [Word, string][];
  let told: string | undefined;
  function hear({ after, open }: ChangeDetail): void {
    const { decisions } = kernel.state;
    const may = Object.fromEntries(words.map(([word, purpose]) => [word, open.includes(purpose)]));
    const now = JSON.stringify(may);
    const isUndecided = words.every(
      ([word, purpose]) => !may[word] && after[purpose] === 'undecided' && !decisions.purposes[purpose],
    );
    if (now === told || (isUndecided && !told && !(service in decisions.services))) return;
    told = now;
    tell(may as Record<Word, boolean>);
  }
  listen('open', hear);
}

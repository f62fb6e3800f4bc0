import type { Conversion } from './draft-site.ts';

const MOST = 40;

/** Names that `takeOver` has room for, each with what stands under it; of the others it is told. */
export function takenNames<Value>(
  all: Readonly<Record<string, Value>>,
  path: string,
  left: Conversion['left'],
): [string, Value][] {
  return Object.entries(all).filter(([name], index) => {
    const isFit = index < MOST && name.length <= 60 && !/\p{Cc}|^(constructor|prototype)$/u.test(name);
    if (!isFit) left(`${path}.${name}`, `names have 60 characters at most, and there are ${MOST} of them at most`);
    return isFit;
  });
}

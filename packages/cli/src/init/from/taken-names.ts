import type { Conversion } from './draft-site.ts';

const MOST = 40;

/** Names that `takeOver` has room for, each with what stands under it; of the others it is told. */
export function takenNames<Value>(
  all: Readonly<Record<string, Value>>,
  path: string,
  left: Conversion['left'],
): [string, Value][] {
  return Object.entries(all).filter(([name], index) => {
    const why = /^(__proto__|constructor|prototype)$/.test(name)
      ? 'there is no room for a name that every object has'
      : index >= MOST || name.length > 60 || /\p{Cc}/u.test(name)
        ? `names have 60 characters at most, none that does not show, and there are ${MOST} of them at most`
        : undefined;
    if (why) left(`${path}.${name}`, why);
    return !why;
  });
}

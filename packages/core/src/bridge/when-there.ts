import { fail } from '../kernel/events-on-window.ts';

// In milliseconds, each twice the one before.
const FIRST_LOOK = 50;
const LAST_LOOK = 60_000;

type Holder = Record<string, unknown>;
type Say<Tool> = (tool: Tool) => unknown;

/**
 * The way to speak to a tool that may not be there yet: what is said goes to whatever stands at the path by then, also where
 * the tool has replaced its own queue. Until there is something, only the last that was said is kept.
 *
 * It is told at the page's first look at it, which is before the page's own first call, and at the latest when the script
 * is done that has made it. A tool that throws, or whose promise fails, is told on the bus (`bridge-failed`), never into
 * the page.
 * @param path of the global, e.g. `adobe.optIn`
 * @param isReady whether what stands there can be spoken to yet, at a look of the script that makes it or once that is done;
 * default: always
 * @param isPatient waits for the next task instead, by which what was gated behind the tool has set it up, and looks again by
 * itself too: a tool may get ready without anything that is seen from here
 */
export function whenThere<Tool>(
  path: string,
  isReady: (tool: Tool, isDone: boolean) => boolean = () => true,
  isPatient = false,
): (say: Say<Tool>) => void {
  const names = path.split('.');
  const soon: (look: () => void) => unknown = isPatient ? setTimeout : queueMicrotask;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsaid: Say<Tool> | undefined;
  // What is looked at from here is no look of the page's, after which it would be looked at again, for ever.
  let isOwnLook = false;

  function reach(holder: Holder = window as unknown as Holder, at = 0, isDone = true): void {
    const name = names[at] as string;
    isOwnLook = true;
    const found = holder[name];
    isOwnLook = false;
    if (!unsaid) return;
    const isLast = at === names.length - 1;
    // An element's id is a global too.
    const isThere = found !== undefined && found !== null && !(found instanceof Node);
    if (!isThere || (isLast && ((isPatient && !isDone) || !isReady(found as Tool, isDone)))) watch(holder, at, found);
    else if (isLast) speak(found as Tool);
    else reach(Object(found), at + 1, isDone);
  }

  function speak(tool: Tool): void {
    const say = unsaid;
    unsaid = undefined;
    new Promise((done) => done(say?.(tool))).catch((error) =>
      fail({ code: 'bridge-failed', path, received: String(error) }),
    );
  }

  function watch(holder: Holder, at: number, found: unknown): void {
    const name = names[at] as string;
    // What a script has declared by `var` cannot be watched.
    if (Object.getOwnPropertyDescriptor(holder, name)?.configurable === false || !Object.isExtensible(holder)) return;
    let value = found;
    const property = { configurable: true, enumerable: true };
    Object.defineProperty(holder, name, {
      ...property,
      get() {
        if (!isOwnLook && value !== undefined && value !== null) {
          Object.defineProperty(holder, name, { ...property, value, writable: true });
          reach(holder, at, false);
          // Whoever looks may be about to make it ready.
          soon(() => reach(holder, at));
        }
        return value;
      },
      set(given) {
        value = given;
        soon(() => reach(holder, at));
      },
    });
  }

  function lookAgain(ms: number): void {
    clearTimeout(timer);
    if (!unsaid || ms > LAST_LOOK) return;
    timer = setTimeout(() => {
      reach();
      lookAgain(ms * 2);
    }, ms);
  }

  const lookLater = (): unknown => setTimeout(() => unsaid && reach());
  // A declaration takes the place of what watches, as may one in a tag that the gate lets run right after this, or behind it.
  // The window hears no script load, and the document not the page.
  for (const target of [document, window])
    target.addEventListener(
      'load',
      () => {
        if (!unsaid) return;
        soon(reach);
        // Of a patient one that was this already.
        if (!isPatient) lookLater();
      },
      true,
    );
  return (say) => {
    unsaid = say;
    reach();
    if (isPatient) lookAgain(FIRST_LOOK);
    else lookLater();
  };
}

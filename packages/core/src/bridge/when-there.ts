import { fail } from '../kernel/events-on-window.ts';

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
 */
export function whenThere<Tool>(
  path: string,
  isReady: (tool: Tool, isDone: boolean) => boolean = () => true,
): (say: Say<Tool>) => void {
  const names = path.split('.');
  let unsaid: Say<Tool> | undefined;

  function reach(holder: Holder = window as unknown as Holder, at = 0, isDone = true): void {
    const name = names[at] as string;
    const found = holder[name];
    // To look may have been to say it.
    if (!unsaid) return;
    const isLast = at === names.length - 1;
    // An element's id is a global too.
    if (found === undefined || found === null || found instanceof Node || (isLast && !isReady(found as Tool, isDone)))
      watch(holder, at, found);
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
        if (value !== undefined && value !== null) {
          Object.defineProperty(holder, name, { ...property, value, writable: true });
          reach(holder, at, false);
        }
        return value;
      },
      set(given) {
        value = given;
        queueMicrotask(() => reach(holder, at));
      },
    });
  }

  // A declaration takes the place of what watches.
  addEventListener('load', () => unsaid && reach(), { once: true });
  const lookLater = (): unknown => setTimeout(() => unsaid && reach());
  // As may one in a tag that the gate lets run right after this, or behind it.
  document.addEventListener('load', lookLater, true);
  return (say) => {
    unsaid = say;
    reach();
    lookLater();
  };
}

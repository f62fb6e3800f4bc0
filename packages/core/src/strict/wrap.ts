// What a page hands to the browser can be anything; the browser looks at it itself.
// biome-ignore lint/suspicious/noExplicitAny: as above.
export type Anything = any;

/**
 * What stands in for a native: `go` calls it with the arguments that it gets.
 * @param self what it is called on; of a class the prototype of what is made
 */
export type StandIn = (go: (...list: unknown[]) => Anything, list: Anything[], self: Anything) => unknown;

/**
 * Puts something in front of a native function, class or setter, or of a getter where that is said. A proxy keeps its name, its length
 * and what its text looks like; what a browser does not have, it goes on not having. What instances of a class call their constructor
 * is no way around it.
 */
export function wrap(owner: object | undefined, key: string, standIn: StandIn, getter?: 'get'): void {
  const at = owner && Object.getOwnPropertyDescriptor(owner, key);
  const part = getter ?? (at?.set ? 'set' : 'value');
  const native = at?.[part];
  if (!native) return;
  at[part] = new Proxy(native, {
    apply: (_, self, list) => standIn((...other) => Reflect.apply(native, self, other), list, self),
    construct: (_, list, target) =>
      standIn((...other) => Reflect.construct(native, other, target), list, target.prototype) as object,
  });
  Object.defineProperty(owner, key, at);
  if (native.prototype) native.prototype.constructor = at[part];
}

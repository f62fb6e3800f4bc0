/** A tool's queue, out of which can be taken again what the tool has not read. */
export interface UnreadQueue {
  push(entry: unknown): void;
  /**
   * Takes out what was pushed, while it is still a list that nobody reads: what does has its own `push`, or something else in
   * its place.
   * @returns whether nobody has read it
   */
  takeBack(): boolean;
}

/** @param queue finds it where it is now */
export function unreadQueue(queue: () => unknown[]): UnreadQueue {
  let own: unknown[] = [];
  const isUnread = (found: unknown[]): boolean => Array.isArray(found) && !Object.hasOwn(found, 'push');
  return {
    push(entry) {
      const found = queue();
      found.push(entry);
      // Of one that is read nothing can be taken back.
      if (isUnread(found)) own.push(entry);
    },
    takeBack() {
      const found = queue();
      const is = isUnread(found);
      if (is) found.splice(0, found.length, ...found.filter((entry) => !own.includes(entry)));
      own = [];
      return is;
    },
  };
}

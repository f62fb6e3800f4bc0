/**
 * JSON of plain data, as it is whatever a page has put into `toJSON` of its prototypes: with Prototype.js up to 1.6 every array
 * becomes a string. A replacer is handed what `toJSON` has made of a value; its holder still has the value itself.
 * @param value objects, arrays, texts, numbers and booleans; a `Date` is none of them
 */
export function plainJson(value: unknown): string {
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key) {
    return this[key];
  });
}

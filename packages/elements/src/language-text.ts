/** The reader's own locale of a language (`en` → `en-GB` for a British browser), for dates. */
function locale(language: string): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language.split('-')[0]) ?? language;
}

/** A day as the reader writes it; with the time, or as another time zone counts it, where that is asked for. */
export function dateText(at: Date, language: string, more: Intl.DateTimeFormatOptions = {}): string {
  return new Intl.DateTimeFormat(locale(language), { dateStyle: 'long', ...more }).format(at);
}

// Making one takes longer than the rest of a row of the register, which may have hundreds.
const lists = new Map<string, Intl.ListFormat>();

/** Names in a row, as the language joins them. */
export function listText(names: readonly string[], language: string): string {
  const list = lists.get(language) ?? new Intl.ListFormat(language, { type: 'conjunction' });
  lists.set(language, list);
  return list.format(names);
}

/** Text without the tags that it has for its own tool, in one line; nothing where it is no text or says nothing. */
export function plainText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return (
    value
      .replace(/<[^<>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim() || undefined
  );
}

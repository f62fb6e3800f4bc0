/** The id that a name makes. */
export function idOf(name: string): string {
  const plain = name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const id = /^[a-z]/.test(plain) && !/^(constructor|prototype)$/.test(plain) ? plain : `own-${plain}`;
  return id.slice(0, 40).replace(/-+$/, '');
}

/**
 * Whether the address asks for the inspector, on a host that may have it: localhost, and those that the config names. A
 * name with a port is of that port alone.
 */
export function mayDebug(
  hosts: readonly string[],
  { search, host, hostname }: Pick<Location, 'search' | 'host' | 'hostname'>,
): boolean {
  return (
    /[?&]noren-debug\b/.test(search) &&
    ['localhost', '*.localhost', ...hosts].some((named) =>
      [host, hostname].some((one) => (named[0] === '*' ? one.endsWith(named.slice(1)) : one === named)),
    )
  );
}

import { BlockList, isIP } from 'node:net';
import { NorenError } from '@noren/model';

/** Whether an address of a private network may be asked. */
export type MayAsk = (address: string) => boolean;

/**
 * Networks that the operator lets this API ask, although they are not of the public internet.
 * @param allowed networks as `10.20.0.0/16` or `fd00:12::/32`, or single addresses; `true` is every one of them
 * @throws {NorenError} `invalid-network`
 */
export function privateNetworks(allowed: true | readonly string[]): MayAsk {
  if (allowed === true) return () => true;
  const list = new BlockList();
  for (const network of allowed) {
    const [, address = '', prefix] = /^([\d.]+|[\da-f:.]*:[\da-f:.]*)(?:\/(\d{1,3}))?$/i.exec(network) ?? [];
    const type = isIP(address);
    const longest = type === 4 ? 32 : 128;
    const length = prefix === undefined ? longest : Number(prefix);
    if (type === 0 || length > longest)
      throw new NorenError({
        code: 'invalid-network',
        path: 'allowPrivateHosts',
        received: network,
        fix: 'a network such as 10.20.0.0/16, or an address such as 127.0.0.1',
      });
    list.addSubnet(address, length, type === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

import { z } from 'zod';

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const HOST = new RegExp(`^(?:\\*\\.)?${LABEL}(?:\\.${LABEL})*(?::[0-9]{1,5})?$`);

/** As addresses in pages have it: small letters, and `日本.jp` as `xn--wgv71a.jp`. What is no host stays what it is. */
function asInAddresses(value: string): string {
  const [, star = '', name = '', port = ''] = /^(\*\.)?([^\s/\\?#@:*[\]%]+)(:\d{1,5})?$/u.exec(value) ?? [];
  const address = `https://${name}${port}`;
  if (name === '' || !URL.canParse(address)) return value;
  const { hostname } = new URL(address);
  // "1" would be 0.0.0.1.
  return /^[\d.]+$/.test(hostname) && hostname !== name ? value : `${star}${hostname}${port}`;
}

const NUMBER = /^(?:\*\.)?\d+(?::|$)/;
const isPort = (value: string): boolean => Number(value.split(':')[1] ?? 1) <= 65_535;

/** A host that a tag talks to, e.g. `www.example.com`, `*.example.com`, `localhost:8080`: neither an address nor a path. */
export const hostName = z
  .string()
  .max(253)
  .overwrite(asInAddresses)
  .refine(
    (value) => HOST.test(value) && !NUMBER.test(value) && isPort(value),
    'a host such as "www.example.com" or "*.example.com"',
  );

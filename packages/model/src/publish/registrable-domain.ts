import { getDomain, parse } from 'tldts';

/**
 * The part of an address or a host that somebody has registered, by the public suffix list with its private part: the
 * neighbours on github.io and cloudfront.net are strangers. The host itself where there is none, as on this machine.
 */
export function registrableDomain(place: string): string | undefined {
  const address = place.includes('://') ? place : `https://${place.replace(/^\*\./, '')}`;
  if (!URL.canParse(address)) return undefined;
  const { hostname } = new URL(address);
  return getDomain(hostname, { allowPrivateDomains: true }) ?? (hostname || undefined);
}

/** Whether a host, with or without `*.`, is what registries register under: `jp`, `co.jp`. Not by its private part, where hosts are. */
export function isPublicSuffix(host: string): boolean {
  const { hostname, publicSuffix, isIcann } = parse(host.replace(/^\*\./, ''));
  return isIcann === true && hostname === publicSuffix;
}

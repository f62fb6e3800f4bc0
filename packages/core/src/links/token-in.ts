import { LINK_PARAMETER } from '@noren/model';

/** The token in query and fragment of an address. Two of them are one too many: then none counts. */
export function tokenIn(address: string): string | undefined {
  const tokens = [...address.matchAll(new RegExp(`[?#&]${LINK_PARAMETER}=([^&#]*)`, 'g'))];
  return tokens.length === 1 ? tokens[0]?.[1] || undefined : undefined;
}

import { BEFORE_LINK, LINK_PATTERN } from '@noren/model';

/**
 * The token in query and fragment of an address. Two of them are one too many: then none counts.
 * @param pattern of its name and what stands behind it. Default: that of a personalised link
 */
export function tokenIn(address: string, pattern: string = LINK_PATTERN): string | undefined {
  const tokens = [...address.matchAll(RegExp(`${BEFORE_LINK}${pattern}([^&#]*)`, 'g'))];
  const [[, token = ''] = []] = tokens;
  // The rest of an encoded equals sign, and what a mailer has encoded of the token's own characters.
  const read = token.replace(/^3[Dd]/, '').replace(/%(2[DdEe]|5[Ff])/g, (code) => decodeURIComponent(code));
  return tokens.length === 1 ? read || undefined : undefined;
}

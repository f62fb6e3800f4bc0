const isIn = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/**
 * Of which of Google's products an address is, as its id in the catalogue, where host and path tell. One host serves many of them.
 * @see https://developers.google.com/recaptcha/docs/loading
 * @see https://developers.google.com/maps/documentation/embed/embedding-map
 */
export function googleProduct(host: string, path: string): 'google-recaptcha' | 'google-maps' | undefined {
  if (!isIn(host, 'google.com') && !isIn(host, 'gstatic.com')) return undefined;
  if (path.startsWith('/recaptcha/')) return 'google-recaptcha';
  return /^\/maps(?:\/|$)/.test(path) || host.startsWith('maps.') ? 'google-maps' : undefined;
}

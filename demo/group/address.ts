/** The hosts of the demo. Browsers resolve any `*.localhost` to this machine, and each is a site of its own. */
export const HOSTS = {
  portal: 'portal.localhost',
  energy: 'energy.localhost',
  solutions: 'solutions.localhost',
  thirdparty: 'thirdparty.localhost',
  id: 'id.localhost',
  mail: 'mail.localhost',
  sender: 'sender.localhost',
} as const;

/** Key of a site of the group. */
export type SiteKey = Exclude<keyof typeof HOSTS, 'thirdparty' | 'id' | 'mail' | 'sender'>;

/** Origin of a host of the demo on this port. */
export function originOf(host: keyof typeof HOSTS, port: number): string {
  return `http://${HOSTS[host]}:${port}`;
}

/** Path of the consent API on the portal's host. */
export const API_PATH = '/noren';

/** The handling notice of a site as the consent API serves it, in the reader's language. */
export function handlingNotice(site: SiteKey, port: number): Record<'ja' | 'en', string> {
  const page = `${originOf('portal', port)}${API_PATH}/v1/sites/${site}/handling-notice`;
  return { ja: `${page}.html`, en: `${page}.en.html` };
}

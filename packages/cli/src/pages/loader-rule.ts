import { shortened } from '../printable.ts';
import { fetchedBy, isProgram } from './fetched-by.ts';
import { norenScriptOf } from './noren-script.ts';
import { findingAt, type PageRule, TRANSMISSION } from './page-rule.ts';

/**
 * A page that loads noren.js: whether it does so early, by the head snippet where mails lead to it, and whether the register
 * can be reached without script.
 */
export const loaderRule: PageRule = (page, site) => {
  const loader = norenScriptOf(page);
  if (!loader) return [];
  const before = page.elements.find(
    (element) =>
      element.offset < loader.offset &&
      isProgram(element) &&
      element.gates.length === 0 &&
      !element.inTemplate &&
      fetchedBy(element, site.base).some(({ url }) => !site.ownHosts.has(url.hostname)),
  );
  const register = new URL(site.config.registerUrl, site.base);
  const linked = page.elements.some(({ name, attributes, inTemplate }) => {
    const href = attributes.get('href')?.trim() ?? '';
    if ((name !== 'a' && name !== 'area') || inTemplate || !URL.canParse(href, site.base.href)) return false;
    const { origin, pathname } = new URL(href, site.base);
    return pathname === register.pathname && (origin === register.origin || site.config.origins.includes(origin));
  });
  return [
    ...(before
      ? [
          findingAt(
            loader,
            'warning',
            'loader-late',
            'src',
            `put it before ${shortened(before.markup, 60)} of line ${page.positionOf(before).line}: what runs first cannot be held`,
          ),
        ]
      : []),
    // A plain tag comes when it comes: whoever runs before it reads the token in the address.
    ...(site.config.personalUrls && loader.attributes.has('src')
      ? [
          findingAt(
            loader,
            'warning',
            'link-without-head-snippet',
            'src',
            'bring it by the head snippet: only that takes personalised links out of the address before others read them',
            'R4',
          ),
        ]
      : []),
    ...(linked
      ? []
      : [
          findingAt(
            loader,
            'warning',
            'no-register-link',
            '',
            `add <a href="${site.config.registerUrl}" data-noren-show="preferences">: without script it is the only way to the register`,
            TRANSMISSION,
          ),
        ]),
  ];
};

import { type Shell, sample } from './fixture.ts';

export const LOADER =
  '<script async src="https://consent.example.net/v1/sites/shop/noren.js" data-site="shop"></script>';
export const LINK = '<a href="/cookies/" data-noren-show="preferences">Cookies</a>';

/** The findings of a page with this in its body, and nothing else wrong. */
export async function inBody(shell: Shell, markup: string, config: object = sample()) {
  shell.put('site.json', config);
  shell.put('page.html', `<!doctype html>\n<title>x</title>\n${LOADER}\n<body>${LINK}\n${markup}\n`);
  return shell.check('site.json', 'page.html');
}

export const told = (run: { findings: { severity: string; code: string }[] }) =>
  run.findings.map(({ severity, code }) => `${severity} ${code}`);

import { originOf } from '../group/address.ts';

/** What `npm start` says when everything runs: where to look, and what to try. */
export function welcome(port: number): string {
  const [portal, energy, solutions, thirdparty, mail, sender, id] = (
    ['portal', 'energy', 'solutions', 'thirdparty', 'mail', 'sender', 'id'] as const
  ).map((host) => originOf(host, port));
  return `
Noren demo: a fictional company group, the companies that receive its data, and the consent API.

  Start here               http://localhost:${port}/
  Member site (opt-in)     ${portal}/
  Group company (opt-in)   ${energy}/
  Group company (opt-out)  ${solutions}/
  Consent API              ${portal}/noren/docs
  What third parties got   ${thirdparty}/
  Members' mail            ${mail}/
  What sends that mail     ${sender}/
  Members' sign-in         ${id}/

What to try:
  1. Open ${energy}/ : the bar at the top says that nothing has left your browser.
  2. Allow all: the statistics, advertising and video tags start, and the bar names each of them.
  3. "クッキーの設定" at the foot of the page: withdraw one purpose, and watch its cookies disappear.
  4. Open ${solutions}/ : advertising runs until you stop it, as Japanese law allows today.
  5. Open ${energy}/strict/ : the same under a strict Content-Security-Policy.
  6. Open ${mail}/ : follow the link of a newsletter. It can recognise you, and asks first.
  7. Sign in at ${portal}/members/ and choose in the settings, then sign in at
     ${energy}/members/ : your choice is there already.
  8. Open ${sender}/ beside ${mail}/ : press "配信停止" in a newsletter, and
     watch it stop there within a second. Send it again, and see who is left out, and why.
  9. Open the newest mail of ${mail}/ : it asks whether a letter is really wanted. Confirm, and send it.

Ctrl+C stops it.
`;
}

import { readFileSync } from 'node:fs';

/**
 * Tests that are run in Chromium alone: why, file → words of their titles. Whatever has to do with the gate, the network,
 * cookies, storage, layout, focus or the keyboard is run in every engine, and so is what nobody has listed here.
 */
const oneEngine: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  // The webmail, the sender, the sign-in, the panel and the start of the demo stand in for what a customer has.
  'a program of the demo, which is no part of the product': {
    'demo.spec.ts': ['the panel names who got what', 'is told in the language of the address, by the site'],
    'mail.spec.ts': [
      'a newsletter and a notice carry a link of the member alone',
      'a member who asked for plain links gets them',
      'a mail is sent again at a press',
      'reading mail asks nothing of anybody',
      'the source of a mail is an Internet message',
      'mail for a member who reads English is in English',
      'the webmail has nothing for axe to find',
    ],
    'mail-sending.spec.ts': ['one press in the mail client stops a topic at the sender'],
    'members.spec.ts': [
      'a member signs in by PKCE',
      'whoever goes back without signing in',
      'a page that ends a sign-in nobody has begun',
      'the pages of the identity provider have nothing for axe to find',
      'signing in again on another site asks for no member',
      'a member who asks for plain links on a site gets them',
    ],
    'start.spec.ts': ['npm start says where everything is'],
  },
  'what a server answers, compared as text': {
    'demo.spec.ts': ['is not a page and shows nothing of the machine', 'publish forty real providers'],
    'documents.spec.ts': [
      // In every engine: test/elements/documents/same-as-pages.test.ts.
      'the terms say the same sections',
      'gets from the element to where members leave',
      'leads to the pages without script',
      'itself tells each provider, its procedure and the programmes',
    ],
    'mail.spec.ts': ['what is no mailbox, no mail and no letter'],
    'members.spec.ts': ['the identity provider answers what it cannot read'],
    'pages.spec.ts': [
      'gets to a page there is, from the pages of every site',
      'terms that are announced can be read before their day',
      'leads in one step to the handling notice, joint use',
    ],
    'register.spec.ts': ['the register tells the same rows as an element and as a page'],
  },
  // See axe.ts. Elements are looked at in every engine: test/elements.
  'axe alone, which looks at the same in every engine': {
    'documents.spec.ts': ['axe finds nothing on the pages of documents'],
    'notice-look.spec.ts': ['axe finds nothing in the notice, the preferences and the page after a choice'],
  },
  'what only Chromium tells: its accessibility tree, layout shifts, forced colours': {
    'keyboard.spec.ts': ['a screen reader meets a named region first'],
    'layout-shift.spec.ts': ['from the first frame until everything is there'],
    'notice-look.spec.ts': ['in forced colours the two buttons'],
    'notice-place.spec.ts': ['it moves nothing: neither when it comes'],
  },
};

/**
 * Matches the titles that Firefox leaves out, as Playwright tells them: project, file, title.
 * @throws {Error} for words that no title of the file has: the list would say what is not so
 */
export function titlesOfOneEngine(): RegExp {
  const listed = Object.values(oneEngine).flatMap((files) => Object.entries(files));
  const titles = listed.flatMap(([file, all]) => {
    const source = readFileSync(new URL(file, import.meta.url), 'utf8');
    return all.map((words) => {
      if (!source.includes(words)) throw new Error(`${file} has no test with “${words}”, which one-engine.ts lists`);
      return `${quoted(file)} .*${quoted(words)}`;
    });
  });
  return new RegExp(titles.join('|'));
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

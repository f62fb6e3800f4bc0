import type { Letter } from './letter.ts';
import { newsletter } from './newsletter.ts';
import { stopText } from './stop-foot.ts';

const ABOUT_LINK = {
  personal:
    'The link in this mail differs for each member. Nobody reads whose mail it is unless you agree to it on the page that opens.',
  plain: 'The link in this mail is the same for everyone.',
};

/** The group's letters in English, oldest first. */
export const lettersEn: readonly Letter[] = [
  {
    id: 'members-en',
    language: 'en',
    class: 'newsletter',
    topic: 'members-letter',
    site: 'portal',
    path: '/en/',
    from: 'Sample Electric Member Services <members@sample-electric.example>',
    subject: 'Members’ letter: seats for a factory tour',
    write: ({ member, url, isPersonal, stop }) => ({
      text: `Dear ${member.name},

Thank you for asking for the members’ letter.
This month we invite you to a tour of Kawasaki plant 2.

- When: 17 December 2026, 1 to 4 p.m. (Japan)
- Seats: 20
- Price: free

Read more here:
${url}

--
${isPersonal ? ABOUT_LINK.personal : ABOUT_LINK.plain}

${stopText('en', stop)}
`,
    }),
  },
  {
    id: 'orders-en',
    language: 'en',
    class: 'newsletter',
    topic: 'solutions-products',
    site: 'solutions',
    path: '/en/trial/',
    from: 'Sample Solutions <news@sample-solutions.example>',
    subject: 'Will it read your purchase orders? Try it with your own',
    write: (input) =>
      newsletter(
        {
          brand: 'Tsunagu Letter · Sample Solutions',
          accent: '#6d3864',
          darkAccent: '#dfb3d6',
          picture: {
            cid: 'orders',
            file: 'mail-solutions.en.jpg',
            alt: 'Orders, stock, shipping and books, connected',
          },
          title: 'Will it read your purchase orders?',
          greeting: `Dear ${input.member.name},`,
          paragraphs: [
            'Tsunagu Orders now reads handwriting. It checks a figure that is hard to read against earlier orders.',
            'Send us three of your own forms, and watch it read them, live and online.',
          ],
          facts: [
            ['When', '20 January 2027, 4 to 5 p.m. (Japan)'],
            ['Where', 'Online'],
            ['Price', 'Free'],
          ],
          button: 'Try it',
          aboutLink: ABOUT_LINK,
          sender: 'Sample Solutions Corporation, 1-2-3 Mihon-cho, Mihon-ku, Tokyo',
        },
        input,
      ),
  },
  {
    id: 'terms-en',
    language: 'en',
    class: 'service',
    topic: 'account',
    site: 'portal',
    path: '/en/terms/',
    from: 'Sample Electric Member Services <members@sample-electric.example>',
    subject: 'The member terms will change',
    write: ({ member, url }) => ({
      text: `Dear ${member.name},

Thank you for being a member of Sample Electric Group.
The member terms will change on 1 April 2030.

What changes
- How long information is kept after a member has left.

You can compare the text before and after here:
${url}

--
This is a service notice. Every member gets it, and its link is the same for everyone.

Member Services, Sample Electric Corporation
1-2-3 Mihon-cho, Mihon-ku, Tokyo
`,
    }),
  },
  {
    id: 'pump-en',
    language: 'en',
    class: 'notice',
    topic: 'products',
    site: 'portal',
    path: '/en/news/pump/',
    from: 'Sample Electric Member Services <members@sample-electric.example>',
    subject: 'Machine Care now diagnoses pumps',
    write: ({ member, url, isPersonal, stop }) => ({
      text: `Dear ${member.name},

Machine Care has a new diagnosis for pumps. From vibration alone it tells a worn impeller from air in the intake.

- No further hardware is needed.
- Customers receive it from 1 December on.

Read more here:
${url}

--
${isPersonal ? ABOUT_LINK.personal : ABOUT_LINK.plain}

${stopText('en', stop)}
`,
    }),
  },
  {
    id: 'seminar-en',
    language: 'en',
    class: 'newsletter',
    topic: 'energy-events',
    site: 'energy',
    path: '/en/seminar/',
    from: 'Sample Energy <news@sample-energy.example>',
    subject: 'Measure before you save: online on 3 December',
    write: (input) =>
      newsletter(
        {
          brand: 'Energy Letter · Sample Energy',
          accent: '#0b6353',
          darkAccent: '#86d3bf',
          picture: { cid: 'seminar', file: 'mail-energy.en.jpg', alt: 'A chart of a factory’s power over one day' },
          title: 'Measure before you save',
          greeting: `Dear ${input.member.name},`,
          paragraphs: [
            'Which machine draws how much, and when? Before anything can be saved, it has to be measured.',
            'We show what the first month of measuring brought to light at Kawasaki plant 2. The second half is for your questions.',
          ],
          facts: [
            ['When', '3 December 2026, 2 to 3 p.m. (Japan)'],
            ['Where', 'Online'],
            ['Price', 'Free'],
          ],
          button: 'See what it covers',
          aboutLink: ABOUT_LINK,
          sender: 'Sample Energy Corporation, 1-2-3 Mihon-cho, Mihon-ku, Tokyo',
        },
        input,
      ),
  },
  {
    id: 'maintenance-en',
    language: 'en',
    class: 'service',
    topic: 'account',
    site: 'portal',
    path: '/en/',
    from: 'Sample Electric Member Services <members@sample-electric.example>',
    subject: 'The member site is down for maintenance on 6 December',
    write: ({ member, url }) => ({
      text: `Dear ${member.name},

For maintenance, the member site is not available at this time:

When: 6 December 2026, 3 to 5 a.m. (Japan)
What stops: signing in, downloads

The latest state is told here:
${url}

--
This is a service notice. Every member gets it, and its link is the same for everyone.

Member Services, Sample Electric Corporation
1-2-3 Mihon-cho, Mihon-ku, Tokyo
`,
    }),
  },
];

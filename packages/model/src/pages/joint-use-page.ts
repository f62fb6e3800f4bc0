import { dayIn } from '../day-in.ts';
import type { JointUseWords } from '../schema/index.ts';
import { html, type Markup, type Said } from './html.ts';
import type { View } from './view.ts';

/** Joint use with its five items, for each company that has signed: the body of a page of its own. */
export function jointUsePage(view: View, jointUse: JointUseWords): Markup {
  return html`<h1>${view.document('jointUse')}</h1>
${jointUseSection(view, jointUse, 2)}`;
}

/** The same as a part of the handling notice, its headings one level lower. */
export function jointUseSection(view: View, { items, purposes, users }: JointUseWords, level: 2 | 3): Markup {
  const { document, day, now, told, wording } = view;
  const heading = (words: Said): Markup => (level === 2 ? html`<h2>${words}</h2>` : html`<h3>${words}</h3>`);
  const today = dayIn(now, wording.timeZone);
  const signed = users.filter(({ signedAt }) => signedAt <= today);
  const heads = (['company', 'responsible', 'address', 'representative', 'signedAt'] as const).map((word) =>
    document(word),
  );
  return html`<p>${document('jointFact')}</p>
${heading(document('jointItems'))}
<ul>${items.map((item) => html`<li>${told(item)}</li>`)}</ul>
${heading(document('jointUsers'))}
<ul>${signed.map(({ company }) => html`<li>${told(company)}</li>`)}</ul>
${heading(document('jointPurposes'))}
<ul>${purposes.map((purpose) => html`<li>${told(purpose)}</li>`)}</ul>
${heading(document('jointResponsible'))}
<table><caption>${document('jointResponsible')}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${signed.map(
    (user) => html`<tr><th scope="row">${told(user.company)}</th>
<td data-head="${heads[1]}">${told(user.responsible)}</td><td data-head="${heads[2]}">${told(user.address)}</td>
<td data-head="${heads[3]}">${told(user.representative)}</td><td data-head="${heads[4]}">${day(`${user.signedAt}T12:00:00Z`)}</td></tr>
`,
  )}</tbody></table>`;
}

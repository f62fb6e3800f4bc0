/** Makes an element, sets its properties and puts it at the end of a parent. Text stays text. */
export function append<Tag extends keyof HTMLElementTagNameMap>(
  parent: ParentNode,
  tag: Tag,
  properties: Partial<Omit<HTMLElementTagNameMap[Tag], 'part'>> & { part?: string },
): HTMLElementTagNameMap[Tag] {
  const { part, ...rest } = properties as { part?: string };
  const element = Object.assign(document.createElement(tag), rest);
  if (part) element.setAttribute('part', part);
  parent.append(element);
  return element;
}

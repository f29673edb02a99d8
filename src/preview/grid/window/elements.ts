/** Creates an element with attributes. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  text?: string,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Sets an element’s text if it differs: a change makes the browser lay it out again. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Sets those styles that differ. */
export function setStyle(target: HTMLElement, styles: Partial<CSSStyleDeclaration>): void {
  const style = target.style as unknown as Record<string, string>;
  for (const [name, value] of Object.entries(styles)) if (style[name] !== value) style[name] = value as string;
}

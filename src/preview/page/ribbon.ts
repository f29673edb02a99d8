/** A ribbon button of the manifest. */
interface RibbonButton {
  readonly id: string;
  readonly label: string;
  readonly tip: string;
  readonly action: string;
  readonly enabled: boolean;
}

function child(element: Element, name: string): Element | undefined {
  return [...element.children].find((one) => one.localName === name);
}

function readButtons(manifest: Document): readonly { label: string; buttons: readonly RibbonButton[] }[] {
  const resources = new Map(
    [...manifest.getElementsByTagName('bt:String')].map((one) => [one.getAttribute('id'), one.getAttribute('DefaultValue') ?? '']),
  );
  const text = (element: Element | undefined) => resources.get(element?.getAttribute('resid') ?? '') ?? '';
  return [...manifest.getElementsByTagName('Group')].map((group) => ({
    label: text(child(group, 'Label')),
    buttons: [...group.children]
      .filter((one) => one.localName === 'Control')
      .map((control) => {
        const tip = child(control, 'Supertip');
        return {
          id: control.getAttribute('id') ?? '',
          label: text(child(control, 'Label')),
          tip: text(tip && child(tip, 'Description')),
          action: control.getElementsByTagName('FunctionName')[0]?.textContent ?? '',
          enabled: child(control, 'Enabled')?.textContent !== 'false',
        };
      }),
  }));
}

/** The ribbon tab of the add-in's `manifest.xml`. */
export class Ribbon {
  readonly #buttons = new Map<string, HTMLButtonElement>();

  constructor(
    private readonly element: HTMLElement,
    private readonly press: (id: string, action: string) => void,
  ) {}

  async draw(): Promise<void> {
    const text = await (await fetch('/manifest.xml')).text();
    for (const group of readButtons(new DOMParser().parseFromString(text, 'application/xml'))) {
      const box = document.createElement('div');
      box.setAttribute('role', 'group');
      box.setAttribute('aria-label', group.label);
      for (const button of group.buttons) box.append(this.#button(button));
      this.element.append(box);
    }
  }

  #button({ id, label, tip, action, enabled }: RibbonButton): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.title = tip;
    button.disabled = this.#waiting.get(id) === undefined ? !enabled : !this.#waiting.get(id);
    button.addEventListener('click', () => this.press(id, action));
    this.#buttons.set(id, button);
    return button;
  }

  /** The button states that the add-in set before they were drawn. */
  readonly #waiting = new Map<string, boolean>();

  setEnabled(id: string, enabled: boolean): void {
    const button = this.#buttons.get(id);
    if (button === undefined) this.#waiting.set(id, enabled);
    else button.disabled = !enabled;
  }
}

import type { AddInFunction } from '../workbook/calculation/add-in-functions';

/** A ribbon button of the manifest. */
export interface RibbonButton {
  readonly id: string;
  readonly label: string;
  readonly tip: string;
  /** The function that it runs; undefined if it opens the pane. */
  readonly action: string | undefined;
  /** The icon's address. */
  readonly icon: string;
  readonly enabled: boolean;
}

export interface RibbonGroup {
  readonly label: string;
  readonly buttons: readonly RibbonButton[];
}

/** A command in the context menu of a cell. */
export interface MenuCommand {
  readonly id: string;
  readonly label: string;
  /** The function that it runs; undefined if it opens the pane. */
  readonly action: string | undefined;
}

/** A key combination, such as `Ctrl+Shift+Alt+N`, and the function that it runs. */
export interface Shortcut {
  readonly action: string;
  readonly key: { readonly default: string; readonly mac?: string };
}

/** What Excel takes from the add-in's manifest. */
export interface Manifest {
  readonly groups: readonly RibbonGroup[];
  readonly cellMenu: { readonly label: string; readonly commands: readonly MenuCommand[] };
  readonly shortcuts: readonly Shortcut[];
  /** The namespace of its functions in formulas. */
  readonly namespace: string;
  readonly functions: readonly AddInFunction[];
}

/** The size of the buttons' icons, in pixels. */
const ICON_SIZE = '32';

function child(parent: Element, name: string): Element | undefined {
  return [...parent.children].find((one) => one.localName === name);
}

async function json<T>(address: string): Promise<T> {
  return (await fetch(address)).json();
}

/** @param locale Excel's display language: texts may have an override for exactly this one */
export async function readManifest(locale: string): Promise<Manifest> {
  const text = await (await fetch('/manifest.xml')).text();
  const manifest = new DOMParser().parseFromString(text, 'application/xml');
  const textOf = (resource: Element) =>
    [...resource.children].find((one) => one.getAttribute('Locale') === locale)?.getAttribute('Value') ??
    resource.getAttribute('DefaultValue');
  const values = (tag: string) =>
    new Map([...manifest.getElementsByTagName(tag)].map((one) => [one.getAttribute('id'), textOf(one) ?? '']));
  const [strings, images, urls] = ['bt:String', 'bt:Image', 'bt:Url'].map(values);
  const resource = (resources: ReadonlyMap<string | null, string> | undefined, owner: Element | undefined) =>
    resources?.get(owner?.getAttribute('resid') ?? '') ?? '';
  /** The manifest may name another server than the one that the preview comes from. */
  const here = (url: string) => new URL(url, location.href).pathname;
  const functionOf = (control: Element) => control.getElementsByTagName('FunctionName')[0]?.textContent ?? undefined;
  const button = (control: Element): RibbonButton => {
    const tip = child(control, 'Supertip');
    const image = [...control.getElementsByTagName('bt:Image')].find((one) => one.getAttribute('size') === ICON_SIZE);
    return {
      id: control.getAttribute('id') ?? '',
      label: resource(strings, child(control, 'Label')),
      tip: resource(strings, tip && child(tip, 'Description')),
      icon: here(resource(images, image) || '/'),
      action: functionOf(control),
      enabled: child(control, 'Enabled')?.textContent !== 'false',
    };
  };
  const groups = [...manifest.getElementsByTagName('Group')].map((group) => ({
    label: resource(strings, child(group, 'Label')),
    buttons: [...group.children].filter((one) => one.localName === 'Control').map(button),
  }));
  const menu = manifest.querySelector('[*|type="Menu"]') ?? undefined;
  const cellMenu = {
    label: resource(strings, menu && child(menu, 'Label')),
    commands: [...(menu?.getElementsByTagName('Item') ?? [])].map((item) => ({
      id: item.id,
      label: resource(strings, child(item, 'Label')),
      action: functionOf(item),
    })),
  };
  const overrides = manifest.getElementsByTagName('ExtendedOverrides')[0]?.getAttribute('Url') ?? '';
  const { shortcuts } = await json<{ shortcuts: readonly Shortcut[] }>(here(overrides));
  const metadata = manifest.getElementsByTagName('Metadata')[0];
  const address = resource(urls, metadata && child(metadata, 'SourceLocation'));
  const { functions } = await json<{ functions: readonly AddInFunction[] }>(here(address));
  return { groups, cellMenu, shortcuts, namespace: resource(strings, manifest.getElementsByTagName('Namespace')[0]), functions };
}

import { BUILT_IN_STYLES } from '../../workbook/format/built-in-styles';
import type { Style } from '../../workbook/format/styles';
import type { Workbook } from '../../workbook/workbook';
import { FormatObject } from '../format/format';
import { styledBy } from '../format/styled-cells';
import { Collection, HostError, invalidArgument, itemNotFound } from '../host-object';
import { keepProperties, keptBag, styleProperties } from '../properties';

class StyleObject extends FormatObject {
  override readonly scalars = [
    'name',
    'builtIn',
    'numberFormat',
    'horizontalAlignment',
    'verticalAlignment',
    'wrapText',
    'indentLevel',
    'locked',
  ];
  constructor(
    readonly workbook: Workbook,
    readonly name: string,
  ) {
    super(
      styledBy(
        () => styleOf(workbook, name),
        (style) => {
          workbook.namedStyles.set(name, style);
          for (const sheet of workbook.sheets) sheet.repaint(name, style);
        },
      ),
    );
  }
  override identity() {
    return { Name: this.name };
  }
  get Name(): string {
    return this.name;
  }
  get BuiltIn(): boolean {
    return Object.hasOwn(BUILT_IN_STYLES, this.name);
  }
  Delete(): null {
    if (this.BuiltIn) throw new HostError('InvalidOperation', 'A built-in style can’t be deleted.');
    this.workbook.namedStyles.delete(this.name);
    return null;
  }
}
styleProperties(StyleObject, ({ styled }) => styled, {
  NumberFormat: ['numberFormat', 'General'],
  NumberFormatLocal: ['numberFormat', 'General'],
  // The name that Office.js still sends for `orientation`.
  Orientation: ['orientation', 0],
  Locked: ['locked', true],
  FormulaHidden: ['formulaHidden', false],
});
keepProperties(StyleObject, ({ workbook, name }) => keptBag(workbook, `styles.${name}`), {
  IncludeAlignment: true,
  IncludeBorder: true,
  IncludeFont: true,
  IncludeNumber: true,
  IncludePatterns: true,
  IncludeProtection: true,
});

function styleOf(workbook: Workbook, name: string): Style {
  const style = workbook.styleNamed(name);
  if (style === undefined) throw itemNotFound();
  return style;
}

export class StyleCollection extends Collection<StyleObject> {
  constructor(private readonly workbook: Workbook) {
    super();
  }
  override items(): readonly StyleObject[] {
    const names = new Set([...Object.keys(BUILT_IN_STYLES), ...this.workbook.namedStyles.keys()]);
    return [...names].map((name) => new StyleObject(this.workbook, name));
  }
  Add(name: string): null {
    if (name === '' || this.workbook.styleNamed(name) !== undefined) throw invalidArgument();
    this.workbook.namedStyles.set(name, {});
    return null;
  }
  GetItemOrNullObject(name: string): StyleObject | null {
    return this.items().find((style) => style.name.toLowerCase() === name.toLowerCase()) ?? null;
  }
  GetItem(name: string): StyleObject {
    const found = this.GetItemOrNullObject(name);
    if (found === null) throw itemNotFound();
    return found;
  }
}

import type { Area } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';
import { colorOf } from '../colors';
import { HostObject, invalidArgument } from '../host-object';
import { refuseIfProtected } from '../object-model';
import { type Styled, styleProperties } from '../properties';
import { BorderCollection } from './borders';

class StyleObject extends HostObject {
  constructor(readonly styled: Styled) {
    super();
  }
}

export class Fill extends StyleObject {
  override readonly scalars = ['color', 'pattern', 'patternColor'];
  get Color(): string | null {
    const fill = this.styled.get('fill');
    return fill === null ? null : fill || '#FFFFFF';
  }
  set Color(color: string) {
    this.styled.set({ fill: colorOf(color) });
  }
  Clear(): null {
    this.styled.set({ fill: '' });
    return null;
  }
}
const PATTERNS =
  'None Solid Gray50 Gray75 Gray25 Horizontal Vertical Down Up Checker SemiGray75 LightHorizontal LightVertical LightDown LightUp Grid CrissCross Gray16 Gray8'.split(
    ' ',
  );
styleProperties(Fill, ({ styled }) => styled, { Pattern: ['pattern', PATTERNS], PatternColor: ['patternColor', '#000000'] });

export class Font extends StyleObject {
  override readonly scalars = ['name', 'size', 'color', 'bold', 'italic', 'underline', 'strikethrough', 'subscript', 'superscript'];
  Clear(): null {
    this.styled.set({ color: '', bold: false, italic: false, underline: 'None', strikethrough: false });
    return null;
  }
}
const UNDERLINES = ['None', 'Single', 'Double', 'SingleAccountant', 'DoubleAccountant'];
styleProperties(Font, ({ styled }) => styled, {
  Name: ['fontName', 'Calibri'],
  Size: ['fontSize', 11],
  Color: ['color', '#000000'],
  Bold: ['bold', false],
  Italic: ['italic', false],
  Underline: ['underline', UNDERLINES],
  Strikethrough: ['strikethrough', false],
  Subscript: ['subscript', false],
  Superscript: ['superscript', false],
});

class FormatProtection extends StyleObject {
  override readonly scalars = ['locked', 'formulaHidden'];
}
styleProperties(FormatProtection, ({ styled }) => styled, { Locked: ['locked', true], FormulaHidden: ['formulaHidden', false] });

const HORIZONTAL = ['General', 'Left', 'Center', 'Right', 'Fill', 'Justify', 'CenterAcrossSelection', 'Distributed'];
const VERTICAL = ['Bottom', 'Top', 'Center', 'Justify', 'Distributed'];

/** The properties that a range's format and a named style have in common. */
export class FormatObject extends StyleObject {
  get Fill(): HostObject {
    return new Fill(this.styled);
  }
  get Font(): HostObject {
    return new Font(this.styled);
  }
  get Borders(): HostObject {
    return new BorderCollection(this.styled);
  }
}
styleProperties(FormatObject, ({ styled }) => styled, {
  WrapText: ['wrap', false],
  HorizontalAlignment: ['align', HORIZONTAL],
  VerticalAlignment: ['verticalAlign', VERTICAL],
  IndentLevel: ['indent', 0],
  TextOrientation: ['orientation', 0],
  ShrinkToFit: ['shrinkToFit', false],
  AutoIndent: ['autoIndent', false],
  ReadingOrder: ['readingOrder', ['Context', 'LeftToRight', 'RightToLeft']],
});

/** The usual size of cells, in points, and the room of a character. */
const USUAL = { width: 48, height: 15, character: 5.25, margin: 6 };
const MOST_WIDTH = 1340;
const MOST_HEIGHT = 409.5;

export class RangeFormat extends FormatObject {
  override readonly scalars = [
    'wrapText',
    'horizontalAlignment',
    'verticalAlignment',
    'columnWidth',
    'rowHeight',
    'textOrientation',
    'useStandardHeight',
    'useStandardWidth',
    'readingOrder',
    'shrinkToFit',
    'indentLevel',
    'autoIndent',
  ];
  constructor(
    private readonly sheet: Sheet,
    private readonly area: Area,
    styled: Styled,
  ) {
    super(styled);
  }
  get Protection(): HostObject {
    return new FormatProtection(this.styled);
  }
  get ColumnWidth(): number | null {
    return common(this.#columns(), (column) => this.sheet.layout.columnWidths.get(column) ?? USUAL.width);
  }
  set ColumnWidth(width: number) {
    refuseIfProtected(this.sheet, 'allowFormatColumns');
    if (typeof width !== 'number' || width < 0 || width > MOST_WIDTH) throw invalidArgument();
    for (const column of this.#columns()) this.sheet.setColumnWidth(column, width);
  }
  get RowHeight(): number | null {
    return common(this.#rows(), (row) => this.sheet.layout.rowHeights.get(row) ?? USUAL.height);
  }
  set RowHeight(height: number) {
    refuseIfProtected(this.sheet, 'allowFormatRows');
    if (typeof height !== 'number' || height < 0 || height > MOST_HEIGHT) throw invalidArgument();
    for (const row of this.#rows()) this.sheet.layout.rowHeights.set(row, height);
    this.sheet.touch(this.area);
  }
  get UseStandardWidth(): boolean | null {
    return common(this.#columns(), (column) => !this.sheet.layout.columnWidths.has(column));
  }
  set UseStandardWidth(standard: boolean) {
    refuseIfProtected(this.sheet, 'allowFormatColumns');
    if (standard) for (const column of this.#columns()) this.sheet.layout.columnWidths.delete(column);
    this.sheet.touch(this.area);
  }
  get UseStandardHeight(): boolean | null {
    return common(this.#rows(), (row) => !this.sheet.layout.rowHeights.has(row));
  }
  set UseStandardHeight(standard: boolean) {
    refuseIfProtected(this.sheet, 'allowFormatRows');
    if (standard) for (const row of this.#rows()) this.sheet.layout.rowHeights.delete(row);
    this.sheet.touch(this.area);
  }
  /** Fits the columns to their texts, whose widths are estimated: there are no fonts here. */
  AutofitColumns(): null {
    refuseIfProtected(this.sheet, 'allowFormatColumns');
    const longest = new Map<number, number>();
    this.sheet.forEachValue(this.area, (_, row, column) => {
      if (this.sheet.style(row, column).wrap) return;
      longest.set(column, Math.max(longest.get(column) ?? 0, this.sheet.text(row, column).length));
    });
    for (const [column, length] of longest) {
      this.sheet.setColumnWidth(column, Math.min(MOST_WIDTH, length * USUAL.character + USUAL.margin));
    }
    return null;
  }
  /** The grid fits rows without a height of their own. */
  AutofitRows(): null {
    this.UseStandardHeight = true;
    return null;
  }
  AdjustIndent(amount: number): null {
    this.styled.set({ indent: Math.max(0, Number(this.styled.get('indent') ?? 0) + amount) });
    return null;
  }
  #columns(): readonly number[] {
    const used = this.sheet.usedArea(true);
    const last = this.area.column + this.area.columns;
    // Whole rows: as far as there are cells.
    const end = this.area.columns > 1000 ? Math.max(this.area.column + 1, (used?.column ?? 0) + (used?.columns ?? 0)) : last;
    return Array.from({ length: Math.min(last, end) - this.area.column }, (_, place) => this.area.column + place);
  }
  #rows(): readonly number[] {
    const used = this.sheet.usedArea(true);
    const last = this.area.row + this.area.rows;
    const end = this.area.rows > 100_000 ? Math.max(this.area.row + 1, (used?.row ?? 0) + (used?.rows ?? 0)) : last;
    return Array.from({ length: Math.min(last, end) - this.area.row }, (_, place) => this.area.row + place);
  }
}

function common<T>(places: readonly number[], read: (place: number) => T): T | null {
  const values = new Set(places.map(read));
  const [first] = values;
  return values.size === 1 && first !== undefined ? first : null;
}

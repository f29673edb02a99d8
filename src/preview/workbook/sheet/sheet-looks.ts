import { type Area, bounding, type Shift, shiftArea } from '../address';
import { type Block, Blocks } from '../cells/blocks';
import { SheetContents } from '../cells/contents';
import { type FormattedSheet, formatStyle } from '../format/conditional-formats';
import { Rules, type RulesState } from '../format/rules';
import { type Style, Styles, type StylesState } from '../format/styles';
import { matchesOf } from '../tables/filter';
import type { Comment, Link, SheetFilter, Table } from '../tables/parts';
import { tableStyle } from '../tables/table-look';
import { formatValue, GENERAL, isDateFormat, type Value } from '../values';
import { Layout, type LayoutState } from './layout';

export interface LooksState {
  readonly styles: StylesState;
  readonly rules: RulesState;
  readonly layout: LayoutState;
  readonly blocks: Readonly<Record<BlockKind, readonly Block[]>>;
  readonly filter: SheetFilter | null;
}

const BLOCK_KINDS = ['tables', 'merged', 'comments', 'links'] as const;
type BlockKind = (typeof BLOCK_KINDS)[number];

/** A sheet’s contents with all that shows and restricts them: styles, rules, sizes, tables, merged cells, comments and filters. */
export abstract class SheetLooks extends SheetContents implements FormattedSheet {
  readonly layout = new Layout();
  readonly rules = new Rules();
  readonly tables = new Blocks<Table>();
  readonly merged = new Blocks<Block>();
  readonly comments = new Blocks<Comment>();
  readonly links = new Blocks<Link>();
  filter: SheetFilter | null = null;
  protected readonly styles = new Styles();

  abstract evaluate(formula: string, place: { row: number; column: number; down: number; right: number }): Value;
  /** The filled cells of a range such as `'Lists'!$A$2:$A$9`, as texts. */
  protected abstract listOf(address: string): readonly string[];

  protected abstract readonly dateShift: number;

  text(row: number, column: number): string {
    const [value, format] = [this.value(row, column), this.style(row, column).numberFormat ?? GENERAL];
    const isShifted = this.dateShift !== 0 && typeof value === 'number' && isDateFormat(format);
    return formatValue(isShifted ? value + this.dateShift : value, format);
  }

  /** The smallest block that holds every value; with `formats`, every styled cell too. Null if there is none. */
  override usedArea(formats = false): Area | null {
    const [values, styles] = [super.usedArea(), formats ? this.styles.used() : null];
    return values === null || styles === null ? (values ?? styles) : bounding(values, styles);
  }

  /** The cell's own style, without conditional formats. */
  style(row: number, column: number): Style {
    return this.styles.at(row, column);
  }

  /** The style that a cell is shown in: that of its table, its own, and what conditional formats add. */
  look(row: number, column: number): Style {
    const [table, own, added] = [this.tables.at(row, column), this.style(row, column), this.conditionalStyle(row, column)];
    return table === undefined ? { ...own, ...added } : { ...tableStyle(table, row, column), ...own, ...added };
  }

  /** A style property's value in a block; null if its cells differ. */
  commonStyle<Name extends keyof Style>(area: Area, name: Name): Style[Name] | null | undefined {
    return this.styles.common(area, name);
  }

  /** What the conditional formats add; the first rule that holds and sets a property wins. */
  conditionalStyle(row: number, column: number): Style {
    let style: Style = {};
    for (const format of this.rules.formats) {
      const added = formatStyle(this, format, row, column);
      if (added === undefined) continue;
      style = { ...added, ...style };
      if (format.stopIfTrue) break;
    }
    return style;
  }

  /** What the cell’s dropdown offers; null if it has none. */
  dropdown(row: number, column: number): readonly string[] | null {
    const list = this.rules.validationAt(row, column)?.rule?.list as { inCellDropDown?: boolean } | undefined;
    return list?.inCellDropDown === false ? null : this.options(row, column);
  }

  /** The values that a list validation allows; null if there is none. */
  options(row: number, column: number): readonly string[] | null {
    const list = this.rules.validationAt(row, column)?.rule?.list as { source?: unknown } | undefined;
    if (typeof list?.source !== 'string') return null;
    return list.source.startsWith('=') ? this.listOf(list.source.slice(1)) : list.source.split(',').map((value) => value.trim());
  }

  /** The rows that the filters of the sheet and its tables leave out. */
  protected filteredRows(): Set<number> {
    const hidden = new Set<number>();
    const used = this.usedArea();
    const end = used === null ? 0 : used.row + used.rows;
    for (const { area, criteria, firstRow, ...filter } of this.#filters()) {
      // A filter of whole columns hides no rows beyond those in use.
      const rows = Math.max(0, Math.min(filter.rows, end - firstRow));
      for (const [place, one] of criteria) {
        const column = area.column + place;
        const isByColor = one.filterOn.endsWith('Color');
        const cells = Array.from({ length: rows }, (_, down) => {
          const row = firstRow + down;
          const { fill = '', color = '' } = isByColor ? { ...this.style(row, column), ...this.conditionalStyle(row, column) } : {};
          return { value: this.value(row, column), text: this.text(row, column), fill, color };
        });
        matchesOf(cells, one).forEach((isShown, down) => void (isShown || hidden.add(firstRow + down)));
      }
    }
    return hidden;
  }

  #filters(): readonly (SheetFilter & { readonly firstRow: number; readonly rows: number })[] {
    const ofTables = this.tables.items.map((table) => {
      const [head, foot] = [table.showHeaders ? 1 : 0, table.showTotals ? 1 : 0];
      return { ...table, firstRow: table.area.row + head, rows: table.area.rows - head - foot };
    });
    const { filter } = this;
    return filter === null ? ofTables : [...ofTables, { ...filter, firstRow: filter.area.row + 1, rows: filter.area.rows - 1 }];
  }

  protected shiftLooks(shift: Shift): void {
    for (const part of [this.styles, this.rules, this.layout]) part.shift(shift);
    for (const kind of BLOCK_KINDS) this[kind].shift(shift);
    if (this.filter === null) return;
    const area = shiftArea(this.filter.area, shift);
    this.filter = area === null ? null : { ...this.filter, area };
  }

  protected moveLooks(from: Area, down: number, right: number): void {
    this.styles.move(from, down, right);
    for (const kind of BLOCK_KINDS) this[kind].move(from, down, right);
  }

  protected looksState(): LooksState {
    return {
      styles: this.styles.state(),
      rules: this.rules.state(),
      layout: this.layout.state(),
      blocks: {
        tables: this.tables.state(),
        merged: this.merged.state(),
        comments: this.comments.state(),
        links: this.links.state(),
      },
      filter: this.filter,
    };
  }

  protected restoreLooks({ styles, rules, layout, blocks, filter }: LooksState): void {
    this.styles.restore(styles);
    this.rules.restore(rules);
    this.layout.restore(layout);
    this.tables.restore(blocks.tables as readonly Table[]);
    this.merged.restore(blocks.merged);
    this.comments.restore(blocks.comments as readonly Comment[]);
    this.links.restore(blocks.links as readonly Link[]);
    this.filter = filter;
  }
}

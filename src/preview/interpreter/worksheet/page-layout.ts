import type { Area } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';
import { freshId } from '../fresh-id';
import { Collection, HostObject, invalidArgument, itemNotFound } from '../host-object';
import type { CellsObject, ObjectModel } from '../object-model';
import { camelCase, keepProperties, keptBag } from '../properties';

const TEXTS = { LeftHeader: '', CenterHeader: '', RightHeader: '', LeftFooter: '', CenterFooter: '', RightFooter: '' };

class HeaderFooter extends HostObject {
  override readonly scalars = camelCase(Object.keys(TEXTS));
  constructor(
    readonly sheet: Sheet,
    readonly part: string,
  ) {
    super();
  }
}
keepProperties(HeaderFooter, ({ sheet, part }) => keptBag(sheet, `headersFooters.${part}`), TEXTS);

const HEADERS = { State: ['Default', 'FirstAndDefault', 'OddAndEven', 'FirstOddAndEven'], UseSheetMargins: true, UseSheetScale: true };

class HeaderFooterGroup extends HostObject {
  override readonly scalars = camelCase(Object.keys(HEADERS));
  constructor(readonly sheet: Sheet) {
    super();
  }
  get DefaultForAllPages(): HostObject {
    return new HeaderFooter(this.sheet, 'all');
  }
  get FirstPage(): HostObject {
    return new HeaderFooter(this.sheet, 'first');
  }
  get EvenPages(): HostObject {
    return new HeaderFooter(this.sheet, 'even');
  }
  get OddPages(): HostObject {
    return new HeaderFooter(this.sheet, 'odd');
  }
}
keepProperties(HeaderFooterGroup, ({ sheet }) => keptBag(sheet, 'headersFooters'), HEADERS);

const LAYOUT = {
  Orientation: ['Portrait', 'Landscape'],
  PaperSize: 'Letter',
  BlackAndWhite: false,
  PrintErrors: ['AsDisplayed', 'Blank', 'Dash', 'NotAvailable'],
  CenterHorizontally: false,
  CenterVertically: false,
  PrintHeadings: false,
  PrintGridlines: false,
  LeftMargin: 50.4,
  RightMargin: 50.4,
  TopMargin: 54,
  BottomMargin: 54,
  HeaderMargin: 21.6,
  FooterMargin: 21.6,
  PrintComments: ['NoComments', 'EndSheet', 'InPlace'],
  DraftMode: false,
  FirstPageNumber: 1,
  PrintOrder: ['DownThenOver', 'OverThenDown'],
};

/** How a sheet is printed. Nothing is printed here: what is set can be read. */
export class PageLayout extends HostObject {
  override readonly scalars = [...camelCase(Object.keys(LAYOUT)), 'zoom'];
  constructor(
    private readonly model: ObjectModel,
    readonly sheet: Sheet,
  ) {
    super();
  }
  get HeadersFooters(): HostObject {
    return new HeaderFooterGroup(this.sheet);
  }
  get Zoom(): unknown {
    return this.#bag.get('zoom') ?? { scale: 100 };
  }
  set Zoom(zoom: unknown) {
    if (typeof zoom !== 'object' || zoom === null) throw invalidArgument();
    this.#bag.set('zoom', zoom);
  }
  get #bag() {
    return keptBag(this.sheet, 'pageLayout');
  }
  #setAreas(name: string, range: CellsObject | string): null {
    this.#bag.set(name, typeof range === 'string' ? [this.model.areaOf(range, this.sheet)] : range.areas);
    return null;
  }
  #areas(name: string): readonly Area[] | undefined {
    return this.#bag.get(name) as readonly Area[] | undefined;
  }
  #range(name: string): HostObject | null {
    const [area] = this.#areas(name) ?? [];
    return area === undefined ? null : this.model.range(this.sheet, area);
  }
  SetPrintArea(range: CellsObject | string): null {
    return this.#setAreas('printArea', range);
  }
  SetPrintTitleRows(range: CellsObject | string): null {
    return this.#setAreas('titleRows', range);
  }
  SetPrintTitleColumns(range: CellsObject | string): null {
    return this.#setAreas('titleColumns', range);
  }
  GetPrintAreaOrNullObject(): HostObject | null {
    const areas = this.#areas('printArea');
    return areas === undefined ? null : this.model.ranges(this.sheet, areas);
  }
  GetPrintArea(): HostObject {
    return found(this.GetPrintAreaOrNullObject());
  }
  GetPrintTitleRowsOrNullObject(): HostObject | null {
    return this.#range('titleRows');
  }
  GetPrintTitleRows(): HostObject {
    return found(this.#range('titleRows'));
  }
  GetPrintTitleColumnsOrNullObject(): HostObject | null {
    return this.#range('titleColumns');
  }
  GetPrintTitleColumns(): HostObject {
    return found(this.#range('titleColumns'));
  }
  /** The unit is points, unless it is given. */
  SetPrintMargins(unit: 'Points' | 'Inches' | 'Centimeters', margins: Readonly<Record<string, number>>): null {
    const points = { Points: 1, Inches: 72, Centimeters: 72 / 2.54 }[unit];
    if (points === undefined) throw invalidArgument();
    for (const [name, value] of Object.entries(margins)) {
      this.#bag.set(`${name.charAt(0).toUpperCase()}${name.slice(1)}Margin`, value * points);
    }
    return null;
  }
}
keepProperties(PageLayout, ({ sheet }) => keptBag(sheet, 'pageLayout'), LAYOUT);

function found<T>(object: T | null): T {
  if (object === null) throw itemNotFound();
  return object;
}

interface Break {
  readonly id: string;
  readonly area: Area;
}

class PageBreak extends HostObject {
  override readonly scalars = ['columnIndex', 'rowIndex'];
  constructor(
    private readonly owner: PageBreakCollection,
    private readonly at: Break,
  ) {
    super();
  }
  override identity() {
    return { _Id: this.at.id };
  }
  get RowIndex(): number {
    return this.at.area.row;
  }
  get ColumnIndex(): number {
    return this.at.area.column;
  }
  GetCellAfterBreak(): HostObject {
    return this.owner.model.range(this.owner.sheet, { ...this.at.area, rows: 1, columns: 1 });
  }
  Delete(): null {
    this.owner.breaks = this.owner.breaks.filter(({ id }) => id !== this.at.id);
    return null;
  }
}

export class PageBreakCollection extends Collection<PageBreak> {
  constructor(
    readonly model: ObjectModel,
    readonly sheet: Sheet,
    private readonly direction: 'horizontal' | 'vertical',
  ) {
    super();
  }
  get breaks(): readonly Break[] {
    return (keptBag(this.sheet, 'pageBreaks').get(this.direction) ?? []) as readonly Break[];
  }
  set breaks(breaks: readonly Break[]) {
    keptBag(this.sheet, 'pageBreaks').set(this.direction, breaks);
  }
  override items(): readonly PageBreak[] {
    return this.breaks.map((at) => new PageBreak(this, at));
  }
  Add(range: CellsObject | string): PageBreak {
    const area = typeof range === 'string' ? this.model.areaOf(range, this.sheet) : range.areas[0];
    if (area === undefined) throw invalidArgument();
    const added = { id: freshId(this.direction), area };
    this.breaks = [...this.breaks, added];
    return new PageBreak(this, added);
  }
  GetItem(id: string): PageBreak {
    return found(this.items().find((item) => item.identity()._Id === id) ?? null);
  }
  RemovePageBreaks(): null {
    this.breaks = [];
    return null;
  }
}

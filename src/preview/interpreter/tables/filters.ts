import type { Sheet } from '../../workbook/sheet/sheet';
import { FILTERS } from '../../workbook/tables/filter';
import type { FilterCriteria, SheetFilter } from '../../workbook/tables/parts';
import { HostError, HostObject, invalidArgument } from '../host-object';
import { type ObjectModel, refuseIfProtected } from '../object-model';

/** The criteria with those of a column set, or removed by null. */
export function withCriteria(
  criteria: ReadonlyMap<number, FilterCriteria>,
  column: number,
  given: FilterCriteria | null,
): ReadonlyMap<number, FilterCriteria> {
  const map = new Map(criteria);
  if (given === null) {
    map.delete(column);
    return map;
  }
  if (!FILTERS.includes(given.filterOn)) throw new HostError('ApiNotFound', `Filters by ${given.filterOn} are not known here.`);
  return map.set(column, given);
}

/** A column's filter (`Excel.Filter`). */
export class Filter extends HostObject {
  override readonly scalars = ['criteria'];
  constructor(
    private readonly read: () => FilterCriteria | undefined,
    private readonly write: (criteria: FilterCriteria | null) => void,
  ) {
    super();
  }
  #set(criteria: FilterCriteria | null): null {
    this.write(criteria);
    return null;
  }
  get Criteria(): FilterCriteria | null {
    return this.read() ?? null;
  }
  Apply(criteria: FilterCriteria): null {
    return this.#set(criteria);
  }
  ApplyValuesFilter(values: NonNullable<FilterCriteria['values']>): null {
    return this.#set({ filterOn: 'Values', values });
  }
  ApplyCustomFilter(criterion1: string, criterion2: string | null, operator: string | null): null {
    const second = criterion2 === null ? {} : { criterion2, operator: operator ?? 'And' };
    return this.#set({ filterOn: 'Custom', criterion1, ...second });
  }
  ApplyTopItemsFilter(count: number): null {
    return this.#set({ filterOn: 'TopItems', criterion1: String(count) });
  }
  ApplyTopPercentFilter(percent: number): null {
    return this.#set({ filterOn: 'TopPercent', criterion1: String(percent) });
  }
  ApplyBottomItemsFilter(count: number): null {
    return this.#set({ filterOn: 'BottomItems', criterion1: String(count) });
  }
  ApplyBottomPercentFilter(percent: number): null {
    return this.#set({ filterOn: 'BottomPercent', criterion1: String(percent) });
  }
  ApplyDynamicFilter(dynamicCriteria: string): null {
    return this.#set({ filterOn: 'Dynamic', dynamicCriteria });
  }
  ApplyCellColorFilter(color: string): null {
    return this.#set({ filterOn: 'CellColor', color });
  }
  ApplyFontColorFilter(color: string): null {
    return this.#set({ filterOn: 'FontColor', color });
  }
  Clear(): null {
    return this.#set(null);
  }
}

/** The AutoFilter of a sheet. */
export class AutoFilter extends HostObject {
  override readonly scalars = ['enabled', 'isDataFiltered', 'criteria'];
  constructor(
    private readonly model: ObjectModel,
    private readonly sheet: Sheet,
  ) {
    super();
  }
  #set(filter: SheetFilter | null): null {
    refuseIfProtected(this.sheet, 'allowAutoFilter');
    this.sheet.filter = filter;
    this.sheet.applyFilters();
    return null;
  }
  #filter(): SheetFilter {
    const { filter } = this.sheet;
    if (filter === null) throw new HostError('InvalidOperation', 'The sheet has no AutoFilter.');
    return filter;
  }
  get Enabled(): boolean {
    return this.sheet.filter !== null;
  }
  get IsDataFiltered(): boolean {
    return (this.sheet.filter?.criteria.size ?? 0) > 0;
  }
  get Criteria(): readonly (FilterCriteria | null)[] {
    const { filter } = this.sheet;
    return filter === null ? [] : Array.from({ length: filter.area.columns }, (_, place) => filter.criteria.get(place) ?? null);
  }
  Apply(range: { readonly areas: SheetFilter['area'][] } | string, columnIndex: number | null, criteria: FilterCriteria | null): null {
    const area = typeof range === 'string' ? this.model.areaOf(range, this.sheet) : range.areas[0];
    if (area === undefined || (columnIndex !== null && (columnIndex < 0 || columnIndex >= area.columns))) throw invalidArgument();
    const before = this.sheet.filter;
    const isSame = before !== null && JSON.stringify(before.area) === JSON.stringify(area);
    const kept = isSame ? before.criteria : new Map<number, FilterCriteria>();
    const next = columnIndex === null || criteria === null ? kept : withCriteria(kept, columnIndex, criteria);
    return this.#set({ id: 'filter', area, criteria: next });
  }
  ClearCriteria(): null {
    return this.#set({ ...this.#filter(), criteria: new Map() });
  }
  ClearColumnCriteria(columnIndex: number): null {
    const filter = this.#filter();
    return this.#set({ ...filter, criteria: withCriteria(filter.criteria, columnIndex, null) });
  }
  Reapply(): null {
    return this.#set(this.#filter());
  }
  Remove(): null {
    return this.#set(null);
  }
  GetRangeOrNullObject(): HostObject | null {
    return this.sheet.filter === null ? null : this.model.range(this.sheet, this.sheet.filter.area);
  }
  GetRange(): HostObject {
    return this.model.range(this.sheet, this.#filter().area);
  }
}

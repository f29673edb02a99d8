import type { Area } from '../address';
import type { AddInFunctions } from '../calculation/add-in-functions';
import type { Calculation } from '../calculation/calculation';
import type { Names } from '../names';
import type { Comment, Table } from '../tables/parts';
import type { Value } from '../values';

/** The origin of a change: the user, the add-in, or a co-author. */
export type Author = 'user' | 'add-in' | 'remote';
export type ChangeType = 'RangeEdited' | 'RowDeleted' | 'RowInserted' | 'ColumnDeleted' | 'ColumnInserted';

/** The events of a workbook. */
export type SheetEvent<Sheet> =
  | { type: 'changed'; sheet: Sheet; area: Area; change: ChangeType; by: Author; before: Value | undefined; after: Value | undefined }
  | { type: 'rowSorted' | 'columnSorted'; sheet: Sheet; area: Area; by: Author }
  | { type: 'formatted'; sheet: Sheet; area: Area }
  | { type: 'rules'; sheet: Sheet }
  | { type: 'calculated'; sheet: Sheet; area: Area }
  | { type: 'tableAdded' | 'tableDeleted'; sheet: Sheet; table: Table }
  | { type: 'commentAdded' | 'commentChanged' | 'commentDeleted'; sheet: Sheet; comment: Comment }
  | { type: 'protectionChanged'; sheet: Sheet }
  | { type: 'clicked'; sheet: Sheet; area: Area }
  | { type: 'deactivated'; sheet: Sheet }
  | { type: 'selected'; sheet: Sheet; area: Area }
  | { type: 'activated'; sheet: Sheet }
  | { type: 'added' | 'deleted'; sheet: Sheet }
  | { type: 'nameChanged'; sheet: Sheet; before: string }
  | { type: 'moved'; sheet: Sheet; from: number; to: number }
  | { type: 'visibilityChanged'; sheet: Sheet; before: string }
  | { type: 'frozen'; sheet: Sheet };

/** The workbook, as used by its sheets. */
export interface SheetOwner<Sheet> {
  readonly sheets: readonly Sheet[];
  readonly calculation: Calculation;
  readonly addIns: AddInFunctions;
  readonly is1904: boolean;
  readonly names: Names;
  sheetByName(name: string): Sheet | undefined;
  /** Tells all listeners. */
  emit(event: SheetEvent<Sheet>): void;
  select(sheet: Sheet, area: Area): void;
  activate(sheet: Sheet): void;
  move(sheet: Sheet, position: number): void;
  delete(sheet: Sheet): void;
  /** The filled cells of a range such as `'Lists'!$A$2:$A$9`, as texts. */
  column(address: string): readonly string[];
  /** The address with the sheet's name before it. */
  fullAddress(sheet: Sheet, rest: string): string;
}

import type { Block } from '../cells/blocks';

/** The settings of a filter's column, in the words of Office.js (`Excel.FilterCriteria`). */
export interface FilterCriteria {
  readonly filterOn: string;
  readonly criterion1?: string;
  readonly criterion2?: string;
  readonly operator?: string;
  readonly values?: readonly (string | { readonly date: string; readonly specificity: string })[];
  readonly dynamicCriteria?: string;
  readonly color?: string;
}

/** A sheet's AutoFilter, or a table's: its block with the header row, and the criteria by column of the block, from 0. */
export interface SheetFilter extends Block {
  readonly criteria: ReadonlyMap<number, FilterCriteria>;
}

export interface SortField {
  readonly key: number;
  readonly ascending?: boolean;
  readonly sortOn?: string;
  readonly color?: string;
}

/** A table. Its area holds the header and total rows, if they are shown. */
export interface Table extends SheetFilter {
  readonly name: string;
  readonly style: string;
  readonly showHeaders: boolean;
  readonly showTotals: boolean;
  readonly showBandedRows: boolean;
  readonly showBandedColumns: boolean;
  readonly highlightFirstColumn: boolean;
  readonly highlightLastColumn: boolean;
  readonly showFilterButton: boolean;
  readonly sort: readonly SortField[];
}

export interface CommentText {
  readonly id: string;
  readonly content: string;
  readonly contentType: 'Plain' | 'Mention';
  readonly mentions: readonly unknown[];
  readonly created: string;
}

/** A comment with its replies; its block is a single cell. */
export interface Comment extends Block, CommentText {
  readonly resolved: boolean;
  readonly replies: readonly CommentText[];
}

/** A link of a cell, in the words of Office.js (`Excel.RangeHyperlink`). */
export interface Link extends Block {
  readonly link: {
    readonly address?: string;
    readonly documentReference?: string;
    readonly screenTip?: string;
    readonly textToDisplay?: string;
  };
}

/** How a sheet is protected: what is still allowed, in the words of Office.js (`Excel.WorksheetProtectionOptions`). */
export interface Protection {
  readonly options: Readonly<Record<string, unknown>>;
  readonly password: string | null;
}

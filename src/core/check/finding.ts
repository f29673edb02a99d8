import type { Code, Severity } from '../rules/codes';

/** A fault, explained. */
export interface Finding {
  code: Code;
  severity: Severity;
  /** The addresses of the highlighted cells, such as `C5`. */
  cells: string[];
  /** The sheet row number; absent if the finding concerns the whole sheet. */
  row?: number | undefined;
  /** The header of the first highlighted cell. */
  column?: string | undefined;
  /** That cell's text. */
  value?: string | undefined;
  message: string;
  /** Best first. */
  suggestions: string[];
  /** Which case of the rule it is; absent if the rule has one only. */
  why?: string | undefined;
}

/** A column in which rows for the same assignment differ. */
export interface Difference {
  readonly column: string;
  /** The first few of its values, each once, as people see them. */
  readonly values: readonly string[];
}

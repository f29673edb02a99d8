import type { Code, Severity } from '../rules/codes';

/** A fault in words. */
export interface Finding {
  code: Code;
  severity: Severity;
  /** Addresses of the cells that it marks, such as `C5`. */
  cells: string[];
  /** As the sheet numbers it; absent when the finding is the whole sheet's. */
  row?: number | undefined;
  /** The header of the first cell that it marks. */
  column?: string | undefined;
  /** What stands in that cell. */
  value?: string | undefined;
  message: string;
  /** Best first. */
  suggestions: string[];
}

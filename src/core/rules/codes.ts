/** All rules: stable code and severity. An error blocks the upload; a warning does not. */
export const RULES = {
  'sheet.not-first': 'error',
  'sheet.no-header': 'error',
  'column.missing': 'error',
  'column.unknown': 'error',
  'column.repeated': 'error',
  'column.both-programs': 'error',
  'column.mixed-caseworker': 'error',
  'column.date-order': 'warning',
  'sheet.sample-left': 'error',
  'sheet.instructions-left': 'error',
  'sheet.empty': 'error',
  'sheet.large': 'warning',
  'sheet.formula-error': 'error',
  'cell.required': 'error',
  'cell.ssn': 'error',
  'cell.not-a-number': 'error',
  'cell.not-a-date': 'error',
  'cell.not-listed': 'error',
  'cell.disabled': 'error',
  'cell.ambiguous': 'error',
  'cell.hidden-characters': 'warning',
  'cell.date-unlikely': 'warning',
  'cell.formula-text': 'error',
  'insert.start-required': 'error',
  'insert.has-end': 'error',
  'update.end-required': 'error',
  'update.reason-required': 'error',
  'dates.reversed': 'error',
  'program.dates-required': 'error',
  'program.required': 'error',
  'program.start-missing': 'error',
  'row.duplicate': 'error',
  'participant.unknown': 'error',
  'participant.mismatch': 'error',
  'enrollment.missing': 'error',
  'enrollment.future': 'warning',
  'enrollment.start-differs': 'warning',
  'enrollment.end-differs': 'warning',
  'insert.already-open': 'error',
  'insert.begun-before': 'warning',
  'update.none-open': 'error',
  'update.historic': 'error',
  'update.start-differs': 'error',
  'security.insert': 'error',
  'security.update': 'error',
} as const;

export type Code = keyof typeof RULES;

/** What is left of the template. It must not be sent, but it is ours, and no mistake of the user. */
export const LEFTOVER_CODES: readonly Code[] = ['sheet.sample-left', 'sheet.instructions-left'];

/** What is neither highlighted nor counted as a problem. */
export const NO_PROBLEMS: readonly Code[] = [...LEFTOVER_CODES, 'sheet.empty'];
export type Severity = 'error' | 'warning';

/** The rules that only the server can check, against the record. */
export const RECORD_CODES = [
  'participant.unknown',
  'participant.mismatch',
  'enrollment.missing',
  'enrollment.future',
  'enrollment.start-differs',
  'enrollment.end-differs',
  'insert.already-open',
  'insert.begun-before',
  'update.none-open',
  'update.historic',
  'update.start-differs',
  'program.start-missing',
  'security.insert',
  'security.update',
] as const satisfies readonly Code[];

/** Rules of the sheet of which the record may show more faults. */
const ALSO_BY_RECORD: readonly Code[] = ['row.duplicate', 'dates.reversed'];

/** Whether the check against the record may find faults of a rule. */
export function isRecordCode(code: Code): boolean {
  return (RECORD_CODES as readonly Code[]).includes(code) || ALSO_BY_RECORD.includes(code);
}

/** A violation of a rule. `findings.ts` explains it. */
export interface Fault {
  readonly code: Code;
  /** The sheet row number, from 1; 0 if the fault concerns the whole sheet. */
  readonly row: number;
  /** The zero-based columns of the highlighted cells. */
  readonly columns: readonly number[];
  /** Further details for the message, such as another row's number or a column's name. */
  readonly detail?: Detail;
}

export interface Detail {
  readonly otherRow?: number;
  readonly name?: string;
  readonly count?: number;
  readonly why?: string;
  /** Suggestions that the rule itself knows, best first. */
  readonly suggestions?: readonly string[];
}

/** A fault's severity: its rule's, but a date before 1900, which Excel can't represent, is an error. */
export function severityOf(fault: Pick<Fault, 'code' | 'detail'>): Severity {
  return fault.detail?.why === 'before-1900' ? 'error' : RULES[fault.code];
}

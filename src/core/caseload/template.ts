import { TEMPLATE_TEXT } from '../text/template';
import type { Cell } from './cells';
import { ACTIONS, COLUMNS, type Column, demographicColumn, type ListName } from './columns';
import { FEEDER_TABLES, isActive, type Reference, staffName } from './reference';

export type ProgramWay = 'id' | 'name' | 'none';
export type CaseworkerWay = 'id' | 'name' | 'first-last';

/** The template's options. */
export interface TemplatePicks {
  readonly program: ProgramWay;
  readonly caseworker: CaseworkerWay;
  readonly programDates: boolean;
}

export const DEFAULT_PICKS: TemplatePicks = { program: 'name', caseworker: 'name', programDates: true };

/** The first words of the instructions in all languages, to recognize them on a sheet. */
export const INSTRUCTIONS_MARKS = ['INSTRUCTIONS', 'INSTRUCCIONES'] as const;
/** Starts the sample row's Participant ID, so that it is never taken for a participant. */
export const SAMPLE_MARK = 'SAMPLE';

/** The hidden worksheet with the dropdowns' values. It is the last one, so that the first stays the user's. */
export const LISTS_SHEET = 'Caseload lists';
export const TEMPLATE_COLORS = {
  required: '#1F4E79',
  optional: '#5B7FA3',
  header: '#FFFFFF',
  note: '#595959',
  noteFill: '#F3F3F3',
} as const;

export interface Template {
  readonly columns: readonly Column[];
  /** One line above the header. */
  readonly instructions: string;
  readonly sample: readonly Cell[];
}

/**
 * The picks that the site allows: a program by name needs its dates ("if a Program Name is selected to be uploaded
 * then a Program Start Date or a Program End Date is required"), dates need a program, and a site may need the program.
 */
export function allowedPicks(picks: TemplatePicks, reference: Pick<Reference, 'programRequired'>): TemplatePicks {
  const program = picks.program === 'none' && reference.programRequired ? 'id' : picks.program;
  return { ...picks, program, programDates: program === 'name' || (program === 'id' && picks.programDates) };
}

const CASEWORKER_COLUMNS: Readonly<Record<CaseworkerWay, readonly Column[]>> = {
  id: [COLUMNS.staffId],
  name: [COLUMNS.caseworkerName],
  'first-last': [COLUMNS.caseworkerFirstName, COLUMNS.caseworkerLastName],
};

const PROGRAM_COLUMNS: Readonly<Record<ProgramWay, readonly Column[]>> = {
  id: [COLUMNS.programId],
  name: [COLUMNS.programName],
  none: [],
};

/** The template for a site and its picks. */
export function makeTemplate(picks: TemplatePicks, reference: Pick<Reference, 'duplicateCheck' | 'programRequired'>): Template {
  const { program, caseworker, programDates } = allowedPicks(picks, reference);
  const columns: readonly Column[] = [
    COLUMNS.participantId,
    ...reference.duplicateCheck.map(demographicColumn),
    ...PROGRAM_COLUMNS[program],
    ...(programDates ? [COLUMNS.programStart, COLUMNS.programEnd] : []),
    ...CASEWORKER_COLUMNS[caseworker],
    COLUMNS.relationship,
    COLUMNS.status,
    COLUMNS.start,
    COLUMNS.end,
    COLUMNS.reason,
    COLUMNS.action,
  ];
  return {
    columns,
    instructions: TEMPLATE_TEXT.instructions,
    sample: columns.map((column) => column.sample),
  };
}

/** A list's values, in display order. */
export function listValues(list: ListName, reference: Reference): readonly string[] {
  if (list === 'action') return ACTIONS;
  if (list === 'program') return reference.programs.map((program) => program.name);
  if (list === 'staff') return reference.staff.map(staffName);
  return reference.feeders[list];
}

/** A list's values to choose from: without programs and staff members that are disabled. */
export function choicesOf(list: ListName, reference: Reference): readonly string[] {
  const { programs, staff } = reference;
  return listValues(list, { ...reference, programs: programs.filter(isActive), staff: staff.filter(isActive) });
}

/** The lists used by dropdowns and checks. */
export const LIST_NAMES: readonly ListName[] = ['program', 'staff', ...FEEDER_TABLES, 'action'];

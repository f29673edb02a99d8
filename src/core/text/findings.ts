import type { Difference } from '../check/finding';
import type { Code, Detail } from '../rules/codes';
import { counted, date, number } from './format';
import { translated } from './language';

/** The subject of a message. `value` is the cell's text, shortened. */
export interface Subject {
  readonly column: string;
  readonly value: string;
  readonly detail: Detail;
}

/** March 14, 2026. */
const EXAMPLE = 46_095;

const DATES = { one: 'date', other: 'dates' };

const LISTS: Readonly<Record<string, string>> = { program: 'program list', staff: 'staff list', action: 'choices Update and Insert' };

/** The most characters of a value among others. */
const SHORT = 20;

function orEmpty(value: string): string {
  return value === '' ? 'empty' : value.length > SHORT ? `${value.slice(0, SHORT)}…` : value;
}

function inList(name: string | undefined): string {
  if (name === undefined) return 'in your site';
  return `in the ${LISTS[name] ?? `${name} table`}`;
}

function notADate({ value, detail }: Subject): string {
  if (detail.why === 'ambiguous') return `“${value}” can be ${detail.suggestions?.join(' or ')}. Choose one, or type the month as a word.`;
  if (detail.why === 'two-digit-year')
    return `The year in “${value}” has two digits. Write it with four${detail.suggestions === undefined ? '' : `: ${detail.suggestions.join(' or ')}`}.`;
  return `“${value}” is not a date. Type a date such as ${date(EXAMPLE)}.`;
}

function unlikelyDate({ value, detail }: Subject): string {
  if (detail.why === 'before-1900') return `“${value}” is before 1900. Check the year.`;
  return detail.why === 'long-ago' ? 'This date is over 100 years ago. Check the year.' : 'This date is over a year ahead. Check the year.';
}

function wrongSsn({ detail }: Subject): string {
  if (detail.why === 'punctuation') return 'An SSN is nine digits without dashes or spaces.';
  if (detail.why === 'zeros') return 'An SSN has nine digits. Excel dropped the zeros in front: type it as text.';
  return 'An SSN has nine digits. Check the number.';
}

/** `name` is set in an upload's errors, which other users may read. */
function noRight({ name, why }: Detail, what: 'begin' | 'end'): string {
  if (why === 'own') {
    return name === undefined
      ? `You may ${what} assignments of your own caseload only, and this caseworker is not you. Remove the row, or ask your administrator.`
      : `${name} may ${what} assignments of their own caseload only. Leave the row out, and ask someone with that right to send it.`;
  }
  if (name === undefined) return `You do not have the right to ${what} assignments here. Ask your administrator.`;
  return `${name} may not ${what} assignments here. Leave the row out, and ask someone with that right to send it.`;
}

/** The message of each rule: what is wrong, and what to do. */
export const MESSAGES = translated<Readonly<Record<Code, (subject: Subject) => string>>>('MESSAGES', {
  'sheet.not-first': ({ detail }) =>
    `Your caseload is on “${detail.name}”, but only the first worksheet is uploaded. Move it to the far left.`,
  'sheet.no-header': ({ detail }) =>
    detail.why === 'below'
      ? `The header is in row ${detail.name}, below rows of your data. Move it above them, to row 1.`
      : 'No caseload header was found in the first 20 rows. Insert the template, or copy its headers over your data.',
  'column.missing': ({ detail }) => `The column “${detail.name}” is missing. Add it to the header.`,
  'column.unknown': ({ detail }) =>
    detail.name
      ? `“${detail.name}” is not a column of the template. Rename or remove it.`
      : 'This column has data but no header. Give it one or remove it.',
  'column.repeated': ({ detail }) => `The column “${detail.name}” is there more than once. Keep one.`,
  'column.both-programs': () => 'Use either Program ID or Program Name, not both. Remove one of the columns.',
  'column.mixed-caseworker': () =>
    'Name the caseworker in one way: Staff ID, Caseworker Name, or first and last name. Remove the other columns.',
  'column.date-order': ({ column, value, detail }) =>
    `Excel may have swapped day and month in ${counted(detail.count ?? 0, DATES)} of “${column}”, such as in row ${detail.otherRow}: “${value}” stayed text because Excel expected the other order. Check these dates, then type this one as a date.`,
  'sheet.sample-left': () => 'This is the template’s sample row. Remove it.',
  'sheet.instructions-left': () => 'There is text that is not part of the data. Remove this row.',
  'sheet.empty': () => 'There are no rows to upload yet. Fill in the rows under the header.',
  'sheet.large': ({ detail }) => `${number(detail.count ?? 0)} rows. At most 600 at once are recommended; a large upload takes longer.`,
  'sheet.formula-error': ({ value }) => `The formula in this cell shows ${value}. Correct it, or type the value.`,
  'cell.required': ({ column }) => `${column} is empty. Every row needs it.`,
  'cell.ssn': wrongSsn,
  'cell.not-a-number': ({ column, value }) => `“${value}” is not a number. ${column} is a whole number.`,
  'cell.not-a-date': notADate,
  'cell.not-listed': ({ value, detail }) => `“${value}” is not ${inList(detail.name)}. Choose a value from the list.`,
  'cell.disabled': ({ value, detail }) =>
    detail.name === 'staff'
      ? `“${value}” has left: nothing can begin with them. Choose another caseworker; an Update can still end what is open.`
      : `“${value}” is disabled: nothing can begin in it. Choose another program; an Update can still end what is open.`,
  'cell.ambiguous': ({ value, detail }) =>
    `${detail.count} staff members are called “${value}”. Use the Staff ID instead: ${detail.suggestions?.join(', ')}.`,
  'cell.hidden-characters': () => 'There are characters here that can’t be seen, such as extra spaces or line breaks. Remove them.',
  'cell.date-unlikely': unlikelyDate,
  'cell.formula-text': () => 'This text begins like a formula (=, +, - or @) and could run as one. Remove the first character.',
  'insert.start-required': ({ detail }) => `An Insert needs a ${detail.name}.`,
  'insert.has-end': () => 'An Insert begins an assignment. Clear End Date and Reason for Dismissal, or choose Update to end one.',
  'update.end-required': () => 'An Update ends an assignment. Give its End Date.',
  'update.reason-required': () => 'An Update ends an assignment. Choose a Reason for Dismissal.',
  'dates.reversed': ({ detail }) =>
    detail.why === 'record'
      ? 'The End Date is before the day on which the open assignment began. Correct it.'
      : `The ${detail.name} is before the start date. Correct one of the two.`,
  'program.dates-required': () => 'A program by name needs a Program Start Date or a Program End Date. Add one, or use Program ID.',
  'program.required': () => 'There is a program date but no program. Choose the program, or clear the date.',
  'program.start-missing': () => 'A Program End Date needs a Program Start Date, here or in your site’s records. Add it.',
  'row.duplicate': ({ detail }) => `This is the same assignment and action as row ${detail.otherRow}. Remove one of the two.`,
  'participant.unknown': ({ value }) => `No participant of your site has the ID ${value}. Check the number.`,
  'participant.mismatch': ({ column }) => `${column} is not that of this Participant ID. Make sure that it is the person you mean.`,
  'enrollment.missing': ({ detail }) => {
    if (detail.why === 'left')
      return 'The participant leaves this program before the Start Date, by this row or another one. Check the dates.';
    return detail.why === 'not-entered'
      ? 'The participant is not in this program on the Start Date, and the Program Start Date does not change that. Check the dates.'
      : 'The participant is not in this program on the Start Date. Add a Program Start Date to enroll them, or check the dates.';
  },
  'enrollment.future': () =>
    'The participant’s enrollment in this program has not begun yet. Check the program and the dates, or leave them if they are right.',
  'enrollment.start-differs': ({ detail }) =>
    detail.why === 'sheet'
      ? 'Another row enrolls the participant in this program on an earlier day. This Program Start Date will be ignored.'
      : 'The participant’s enrollment in this program began on another day. This Program Start Date will be ignored.',
  'enrollment.end-differs': ({ detail }) =>
    detail.why === 'sheet'
      ? 'Another row ends this enrollment on a later day. This Program End Date will be ignored.'
      : 'The participant is not in this program on this day, or has left it already. This Program End Date will be ignored.',
  'insert.already-open': () => 'This assignment is open already. Remove the row, or end the open one first.',
  'insert.begun-before': () =>
    'The same assignment is on record already: it began on this day, and has ended. Remove the row, unless there should be two.',
  'update.none-open': ({ detail }) =>
    detail.why === 'several'
      ? 'The participant has several open assignments with this caseworker. Add the program and relationship to say which one.'
      : 'The participant has no such open assignment to end. Check the caseworker, program and relationship.',
  'update.historic': () => 'This assignment has ended already. An upload can’t change it: ask support.',
  'update.start-differs': () => 'The open assignment has another Start Date. Correct it, or leave Start Date empty.',
  'security.insert': ({ detail }) => noRight(detail, 'begin'),
  'security.update': ({ detail }) => noRight(detail, 'end'),
});

/** Remarks that belong to no single rule. */
export const REMARKS = translated('REMARKS', {
  /** Of all rows of a conflict at once. */
  sameAssignment: 'The same assignment and action. Keep one of them.',
  /** Of rows that differ in something else; `more` are not named. */
  sameButDiffer: (differences: readonly Difference[], more: number) =>
    `The same assignment and action, but they differ in ${differences.map(({ column, values }) => `${column} (${values.map(orEmpty).join(' or ')})`).join(', ')}${more > 0 ? ` and ${more} more` : ''}. Keep the right one.`,
  /** Rows below the limit are not read. */
  unreadRows: (read: number, last: number) =>
    `The sheet has data down to row ${number(last)}, but only its first ${number(read)} rows are read. Delete the rows below, or move them up.`,
});

/** Why a fix can't be made. */
export const FIX_PROBLEMS = translated('FIX_PROBLEMS', {
  notFixable: 'No single value can fix these rows. Leave them out, or correct the sheet.',
  empty: 'Choose or type a value.',
});

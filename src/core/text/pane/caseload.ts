import { number } from '../format';
import { translated } from '../language';

/** The *Current caseload* screen. */
export const CURRENT = translated('CURRENT', {
  title: 'Current caseload',
  explanation:
    'Open assignments go into a new first worksheet, ready to end. Fill in End Date and Reason for Dismissal where one ends; the other rows are left as they are.',
  choose: 'Choose a caseworker or a program.',
  caseworker: 'Caseworker',
  anyStatus: 'Any status',
  startedBefore: 'Started before',
  /** In the column On Record, where the participant has no name. */
  open: 'Open',
});

const COUNTS = { open: 'Open', begun: 'Begun this month', ended: 'Ended this month' };

/** The *Caseload* page: numbers from the record. */
export const REPORT = translated('REPORT', {
  title: 'Caseload in numbers',
  sheet: 'Caseload report',
  reading: 'Counting the caseload',
  writing: 'Writing the report',
  today: (date: string) => `Open on ${date}; begun and ended this month.`,
  columns: COUNTS,
  /** Above narrow columns. */
  short: { open: 'Open', begun: 'Begun', ended: 'Ended' },
  legend: { begun: 'Begun', ended: 'Ended' },
  noneLately: 'Nothing began or ended in the last six months.',
  caseworker: 'Caseworker',
  program: 'Program',
  month: 'Month',
  noProgram: 'Without a program',
  intoSheet: 'Put into a new worksheet',
  /** The chart in words. */
  chart: (months: readonly { readonly name: string; readonly begun: number; readonly ended: number }[]) =>
    months.map(({ name, begun, ended }) => `${name}: ${number(begun)} begun, ${number(ended)} ended`).join('; '),
});

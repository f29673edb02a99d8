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
  /** In the column On Record. */
  open: 'Open',
});

import { columnLetters } from '../caseload/cells';
import type { HeaderRemedy } from '../fixes/header-remedies';
import type { Remedy, RemedyName } from '../fixes/remedies';
import { counted, plural } from './format';
import { translated } from './language';
import { ROWS } from './nouns';

const LABELS: Readonly<Record<RemedyName, (rows: readonly number[]) => string>> = {
  'clear-end': () => 'Clear End Date and Reason',
  'make-update': () => 'Make it an Update',
  'make-insert': () => 'Make it an Insert',
  'stay-open': (rows) => `Leave ${plural(rows.length, { one: 'it', other: 'them' })} open`,
  'swap-dates': () => 'Swap the dates',
  'clear-start': () => 'Clear Start Date',
  'program-from-start': () => 'Program starts on Start Date',
  'clear-program': () => 'Clear the program',
  'clear-program-dates': () => 'Clear the program dates',
  'end-open-first': () => 'End the open one first',
  'remove-rows': (rows) => (rows.length === 1 ? `Remove row ${rows[0]}` : `Remove ${counted(rows.length, ROWS)}`),
  'leave-out': (rows) => `Leave out ${counted(rows.length, ROWS)}`,
  'set-aside': (rows) => `Move ${plural(rows.length, { one: 'it', other: 'them' })} to a sheet of their own`,
};

/** The button of a remedy. */
export const remedyLabel = translated('remedyLabel', ({ name, rows }: Remedy) => LABELS[name](rows));

/** The button of a header's remedy. */
export const headerRemedyLabel = translated('headerRemedyLabel', (remedy: HeaderRemedy) => {
  switch (remedy.name) {
    case 'remove-columns': {
      const [first] = remedy.columns;
      const name = remedy.columns.map(({ text }) => text).join(', ');
      const place = remedy.columns.length === 1 && first !== undefined ? `column ${columnLetters(first.column)}` : 'columns';
      return `Remove ${place}${name === '' ? '' : ` (${name})`}`;
    }
    case 'rename-column':
      return `It is ${remedy.header}`;
    case 'add-column':
      return `Add ${remedy.header}`;
    case 'move-first':
      return 'Move it to the far left';
  }
});

/** The worksheet for rows that were set aside. */
export const ASIDE = translated('ASIDE', { sheet: 'Set aside' });

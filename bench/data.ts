import type { Cell } from '../src/core/caseload/cells';
import type { Reference } from '../src/core/caseload/reference';
import { makeTemplate } from '../src/core/caseload/template';

/** The benchmark's current date, as a serial date. */
export const TODAY = 46_300;

/** A made-up site of any size. Deterministic. */
export function benchReference(programs: number, staff: number): Reference {
  const syllables = ['ba', 'den', 'kor', 'li', 'mar', 'no', 'pel', 'ri', 'sto', 'tan', 'ul', 'ven', 'wes', 'yar', 'zel'];
  const word = (n: number) => {
    const text = `${syllables[n % 15]}${syllables[Math.floor(n / 15) % 15]}${syllables[Math.floor(n / 225) % 15]}`;
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  return {
    duplicateCheck: ['Case Number', 'First Name', 'Last Name'],
    programRequired: false,
    feeders: {
      'Caseworker Relationship': ['Primary', 'Secondary', 'Backup', 'Supervisor', 'Intake'],
      'Caseload Status': ['Active', 'On Hold', 'Waiting List', 'Transferred', 'Closed'],
      'Reason for Dismissal': ['Goals met', 'Moved away', 'No contact', 'Transferred', 'Declined services'],
    },
    programs: Array.from({ length: programs }, (_, n) => ({ id: 10 + n, name: `${word(n * 7 + 3)} Program ${n}` })),
    staff: Array.from({ length: staff }, (_, n) => ({ id: 100 + n, firstName: word(n * 13 + 5), lastName: word(n * 31 + 11) })),
  };
}

/** A sheet with 15 columns. Every `faultEvery`-th list value or caseworker's first name is misspelled. */
export function benchCells(reference: Reference, rows: number, faultEvery: number): Cell[][] {
  const { columns } = makeTemplate({ program: 'name', caseworker: 'first-last', programDates: true }, reference);
  const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
  let count = 0;
  const spoil = (text: string): string => (++count % faultEvery === 0 ? `${text.slice(0, 2)}x${text.slice(2)}` : text);
  const cells: Cell[][] = [columns.map((column) => column.header)];
  for (let n = 0; n < rows; n++) {
    const member = pick(reference.staff, n * 7);
    const update = n % 3 === 0;
    cells.push([
      1000 + n,
      `CN-${10_000 + n}`,
      `Given${n % 499}`,
      `Name${n % 997}`,
      spoil(pick(reference.programs, n).name),
      46023 + (n % 90),
      update ? 46123 + (n % 90) : '',
      spoil(member.firstName),
      member.lastName,
      spoil(pick(reference.feeders['Caseworker Relationship'], n)),
      spoil(pick(reference.feeders['Caseload Status'], n)),
      46023 + (n % 90),
      update ? 46123 + (n % 90) : '',
      update ? spoil(pick(reference.feeders['Reason for Dismissal'], n)) : '',
      spoil(update ? 'Update' : 'Insert'),
    ]);
  }
  return cells;
}

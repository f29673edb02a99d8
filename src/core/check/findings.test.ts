import { COLUMNS } from '../caseload/columns';
import { createLookups } from '../caseload/lookup';
import { REFERENCE } from '../testing/caseload';
import { createColumnSuggest } from './findings';

/** What is suggested for a caseworker's name once a user has chosen somebody for it. */
function suggested(wrong: string, value: string) {
  const staff = [
    { id: 1, firstName: 'Dominique', lastName: 'Vandervort' },
    { id: 2, firstName: 'Valentina', lastName: 'Vandervort' },
    { id: 3, firstName: 'Robert', lastName: 'Osgood' },
  ];
  const corrections = [{ list: 'staff', wrong: wrong.toLowerCase(), value }];
  return createColumnSuggest(createLookups({ ...REFERENCE, staff, corrections }))(COLUMNS.caseworkerName, wrong);
}

test('an earlier correction comes first, and is certain', () => {
  expect(suggested('Bob Osgood', 'Robert Osgood')).toMatchObject({ values: ['Robert Osgood'], obvious: true });
  expect(suggested('Osgood', 'Robert Osgood')).toMatchObject({ values: ['Robert Osgood'], obvious: true });
});

test('who was meant by a surname that two have, or by a name of nobody, may be somebody else the next time', () => {
  expect(suggested('Vandervort', 'Valentina Vandervort')).toMatchObject({
    values: ['Valentina Vandervort', 'Dominique Vandervort'],
    obvious: false,
  });
  for (const name of ['Ms Vandervort', 'Vandervort (day)'])
    expect(suggested(name, 'Valentina Vandervort')).toMatchObject({ obvious: false });
  expect(suggested('temp worker', 'Robert Osgood')).toMatchObject({ obvious: false });
});

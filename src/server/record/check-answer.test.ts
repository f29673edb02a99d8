import type { CheckAnswer } from '../../api/check';
import { MAX_FINDINGS } from '../../api/shared';
import { openPglite } from '../database/embedded/pglite';
import { importSite } from '../sites/site-store';
import { startTestService } from '../testing/service';
import { day, HEADER, insertRow, makeSite } from '../testing/small-site';

test('an answer that has no room for all findings leaves out no error for a warning', async () => {
  const site = makeSite('one');
  const people = Array.from({ length: MAX_FINDINGS / 4 }, (_, place) => ({
    id: 5000 + place,
    demographics: { 'Case Number': `CN-${5000 + place}` },
  }));
  const service = await startTestService(await openPglite(), {
    demoSite: 'one',
    fill: (database) => importSite(database, { ...site, participants: people, enrollments: [], assignments: [] }),
  });
  const { token } = (await service.app.inject({ method: 'POST', url: '/api/session', payload: { email: 'all@example.org' } })).json();
  const program = { 'Program ID': 11, 'Program Start Date': day('2026-02-01') };
  const spaced = { 'Caseload Status': 'Active ', 'Caseworker Relationship': 'Primary ', 'Update OR Insert': 'Insert ' };
  const rows = people.map(({ id }) => insertRow(id, { ...program, ...spaced, 'Case Number': `CN-${id} ` }));
  // Known to the record only, and below all warnings.
  const cells = [HEADER, ...rows, insertRow(999_999, program)];
  const answer: CheckAnswer = (
    await service.app.inject({ method: 'POST', url: '/api/check', headers: { authorization: `Bearer ${token}` }, payload: { cells } })
  ).json();
  await service.stop();
  // One of them says that the sheet is large.
  expect(answer).toMatchObject({ errors: 1, warnings: MAX_FINDINGS + 1 });
  expect(answer.findings).toHaveLength(MAX_FINDINGS);
  expect(answer.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
    { code: 'participant.unknown', row: rows.length + 2 },
  ]);
});

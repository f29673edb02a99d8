import sql from 'sql-template-tag';
import { describeOnEachDatabase } from '../testing/test-site';

describeOnEachDatabase('open assignments', (site) => {
  const list = async (query: string, as?: string) =>
    (await site().call('GET', `/caseload?${query}`, undefined, as === undefined ? {} : { as })).json();

  test('are listed by caseworker, program, status and start, with the demographics of the duplicate check', async () => {
    const { assignments, next } = await list('staffId=101');
    expect(next).toBeNull();
    expect(assignments).toHaveLength(5);
    expect(assignments).toContainEqual({
      participantId: 1001,
      programId: 11,
      staffId: 101,
      relationship: 'Primary',
      status: 'Active',
      start: '2025-02-01',
      name: '',
      demographics: { 'Case Number': 'CN-1001' },
    });
    expect((await list('programId=11')).assignments).toMatchObject([{ participantId: 1001 }]);
    expect((await list('staffId=101&programId=12')).assignments).toEqual([]);
    expect((await list('staffId=101&status=On%20Hold')).assignments).toEqual([]);
    expect((await list('staffId=101&startedBefore=2025-03-01')).assignments).toHaveLength(4);
    expect((await list('staffId=102')).assignments).toEqual([]);
    expect(await list('status=Active')).toMatchObject({ status: 400 });
  });

  test('come in pages of 2,000: 5,000 in three requests, each once', async () => {
    const { service, id } = site();
    await service.database.withSite(id, async (queries) => {
      await queries.query(
        sql`INSERT INTO participants (site_id, participant_id, demographics) SELECT ${id}, n, '{"Case Number":"x"}' FROM generate_series(20001, 25000) AS n`,
      );
      await queries.query(
        sql`INSERT INTO assignments (site_id, participant_id, staff_id, relationship, start_date) SELECT ${id}, n, 102, 'Primary', '2025-01-01' FROM generate_series(20001, 25000) AS n`,
      );
    });
    const seen: number[] = [];
    let [requests, cursor] = [0, ''];
    do {
      const { assignments, next } = await list(`staffId=102${cursor}`);
      requests++;
      seen.push(...assignments.map(({ participantId }: { participantId: number }) => participantId));
      cursor = next === null ? '' : `&cursor=${next}`;
    } while (cursor !== '');
    expect(requests).toBe(3);
    expect(new Set(seen).size).toBe(5000);
    expect(seen).toHaveLength(5000);
  });
});

describeOnEachDatabase('the report', (site) => {
  const now = new Date();
  const today = now.toISOString().slice(0, 10);
  const firstOf = (back: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 10);

  test('counts what is open today, and what began and ended this month and in the five before', async () => {
    const { service, id } = site();
    const add = (participant: number, staff: number, program: number | null, start: string, end: string | null) =>
      service.database.withSite(id, (queries) =>
        queries.query(
          sql`INSERT INTO assignments (site_id, participant_id, staff_id, program_id, relationship, start_date, end_date) VALUES (${id}, ${participant}, ${staff}, ${program}, 'Mentor', ${start}, ${end})`,
        ),
      );
    const later = new Date(now.getTime() + 40 * 86_400_000).toISOString().slice(0, 10);
    await add(1001, 102, 12, firstOf(0), null);
    await add(1002, 102, 12, firstOf(1), today);
    await add(1003, 102, null, firstOf(7), firstOf(5));
    // Entered for the future: it does not count yet, and an end to come not either.
    await add(1004, 102, 12, later, null);
    await add(1005, 102, 12, firstOf(2), later);
    const { caseworkers, programs, months, today: day } = (await site().call('GET', '/report')).json();
    expect(day).toBe(today);
    expect(caseworkers.find(({ staffId }: { staffId: number }) => staffId === 102)).toEqual({ staffId: 102, open: 2, begun: 1, ended: 1 });
    expect(caseworkers.find(({ staffId }: { staffId: number }) => staffId === 101)).toEqual({ staffId: 101, open: 5, begun: 0, ended: 0 });
    expect(programs.find(({ programId }: { programId: number }) => programId === 12)).toEqual({
      programId: 12,
      open: 2,
      begun: 1,
      ended: 1,
    });
    expect(programs.find(({ programId }: { programId: number | null }) => programId === null)).toMatchObject({ open: 4 });
    expect(months.map(({ month }: { month: string }) => month)).toEqual([5, 4, 3, 2, 1, 0].map(firstOf));
    expect(months.at(-1)).toEqual({ month: firstOf(0), begun: 1, ended: 1 });
    expect(months.at(0)).toEqual({ month: firstOf(5), begun: 0, ended: 1 });
    expect(months.at(-2)).toMatchObject({ begun: 1, ended: 0 });
  });

  test('of a user limited to a program counts that program only', async () => {
    const { programs, programIds, staffId } = (
      await site().call('GET', '/report', undefined, { as: await site().signIn('one@example.org') })
    ).json();
    expect([programIds, staffId]).toEqual([[12], null]);
    expect(programs.every(({ programId }: { programId: number }) => programId === 12)).toBe(true);
  });
});

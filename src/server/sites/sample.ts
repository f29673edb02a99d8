import { isoOf, serialOfIso } from '../../core/caseload/dates';
import { duplicateCheckOf } from '../../core/caseload/reference';
import type { AssignmentData, EnrollmentData, SiteData } from './site-data';

export interface SampleOptions {
  readonly participants: number;
  readonly seed: number;
}

export const SAMPLE_DEFAULTS: SampleOptions = { participants: 2000, seed: 7 };
/** The sample sites; demo sign-in signs in to the first. */
export const SAMPLE_SITE_IDS = ['harbor', 'elm'] as const;
const [SAMPLE_SITE_ID, SECOND_SITE_ID] = SAMPLE_SITE_IDS;

const PROGRAMS = [
  'Housing First',
  'Youth Mentoring',
  'Job Readiness',
  'Family Counseling',
  'Senior Meals',
  'After School Club',
  'Parenting Together',
  'Refugee Welcome',
  'Recovery Support',
  'Early Head Start',
  'Community Health & Wellness',
  'St. Mary’s Shelter',
];

const FEEDERS = {
  'Caseworker Relationship': ['Primary Caseworker', 'Secondary Caseworker', 'Case Manager', 'Supervisor', 'Intake Worker', 'Mentor'],
  'Caseload Status': ['Active', 'On Hold', 'Pending', 'Waiting List', 'Inactive'],
  'Reason for Dismissal': [
    'Goals met',
    'Moved away',
    'No contact',
    'Transferred to another caseworker',
    'Declined services',
    'Aged out',
    'Other',
  ],
} as const;

const FIRST_DAY = serialOfIso('2024-01-01') ?? 1;

/** Creates a made-up site of any size, without real people. The same seed creates the same site. */
export async function makeSampleSite({ participants: count, seed }: SampleOptions): Promise<SiteData> {
  // Loaded on demand: it is large.
  const { faker } = await import('@faker-js/faker/locale/en');
  faker.seed(seed);
  const staffCount = Math.max(12, Math.min(400, Math.round(count / 50)));
  const names = new Set<string>();
  const staff = Array.from({ length: staffCount }, (_, index) => {
    let [firstName, lastName] = [faker.person.firstName(), faker.person.lastName()];
    while (names.has(`${firstName} ${lastName}`)) [firstName, lastName] = [faker.person.firstName(), faker.person.lastName()];
    names.add(`${firstName} ${lastName}`);
    const id = 101 + index;
    // Every tenth has none, as happens.
    return { id, firstName, lastName, ...(id % 10 === 0 ? {} : { email: `staff${id}@harbor.example` }) };
  });
  const programs = PROGRAMS.map((name, index) => ({ id: 11 + index, name }));
  const participants = Array.from({ length: count }, (_, index) => ({
    id: 1001 + index,
    demographics: {
      'First Name': faker.person.firstName(),
      'Last Name': faker.person.lastName(),
      'Date of Birth': faker.date
        .birthdate({ mode: 'age', min: 3, max: 85, refDate: '2026-01-01T00:00:00.000Z' })
        .toISOString()
        .slice(0, 10),
      'Case Number': `CN-${String(50_001 + index).padStart(6, '0')}`,
      // The Social Security Administration never assigns numbers that start with 9.
      SSN: `9${faker.string.numeric(8)}`,
    },
  }));
  const enrollments: EnrollmentData[] = [];
  const assignments: AssignmentData[] = [];
  for (const participant of participants) {
    for (const program of faker.helpers.arrayElements(programs, faker.number.int({ min: 1, max: 2 }))) {
      const start = FIRST_DAY + faker.number.int({ min: 0, max: 600 });
      enrollments.push({ participantId: participant.id, programId: program.id, start: isoOf(start), end: null });
      if (!faker.datatype.boolean(0.7)) continue;
      const ended = faker.datatype.boolean(0.25);
      assignments.push({
        participantId: participant.id,
        programId: program.id,
        staffId: faker.helpers.arrayElement(staff).id,
        relationship: faker.helpers.arrayElement(FEEDERS['Caseworker Relationship']),
        status: faker.helpers.arrayElement(FEEDERS['Caseload Status']),
        start: isoOf(start + 5),
        end: ended ? isoOf(start + 100) : null,
        reason: ended ? faker.helpers.arrayElement(FEEDERS['Reason for Dismissal']) : null,
      });
    }
  }
  return {
    site: {
      id: SAMPLE_SITE_ID,
      name: 'Harbor Family Services',
      timeZone: 'America/New_York',
      duplicateCheck: ['Case Number'],
      programRequired: false,
    },
    programs,
    staff,
    feeders: (Object.keys(FEEDERS) as (keyof typeof FEEDERS)[]).flatMap((table) => FEEDERS[table].map((value) => ({ table, value }))),
    participants,
    enrollments,
    assignments,
    users: [
      {
        email: 'dana@harbor.example',
        name: 'Dana Rivera',
        securities: ['caseload:record', 'caseload:end', 'uploads:view', 'site:admin'],
        programIds: [],
      },
      {
        email: 'sam@harbor.example',
        name: 'Sam Okafor',
        securities: ['caseload:record', 'caseload:end', 'uploads:view'],
        programIds: [11, 12],
      },
      ...staff.slice(0, 1).map((member) => ({
        email: 'own@harbor.example',
        name: `${member.firstName} ${member.lastName}`,
        securities: ['caseload:record:own', 'caseload:end:own', 'uploads:view'] as const,
        programIds: [],
        staffId: member.id,
      })),
      { email: 'lee@harbor.example', name: 'Lee Novak', securities: ['uploads:view', 'uploads:approve'], programIds: [] },
    ],
  };
}

/** A second, smaller made-up site with users of the first, to change between. It leaves the duplicate check at its default. */
export async function makeSecondSampleSite(): Promise<SiteData> {
  const data = await makeSampleSite({ participants: 200, seed: 8 });
  return {
    ...data,
    site: { ...data.site, id: SECOND_SITE_ID, name: 'Elm Street Center', duplicateCheck: duplicateCheckOf(undefined) },
    users: data.users
      .filter(({ email }) => email.startsWith('dana') || email.startsWith('sam'))
      .map((user) => ({ ...user, programIds: [] })),
  };
}

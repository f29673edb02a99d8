import type { Cell, Cells } from '../caseload/cells';
import type { ColumnKey } from '../caseload/columns';
import type { Reference } from '../caseload/reference';

/** A made-up sheet of another system, with the expected column matches. */
export interface ForeignLayout {
  readonly name: string;
  readonly cells: Cells;
  readonly expected: readonly (ColumnKey | null)[];
}

export const FOREIGN_SITE: Reference = {
  duplicateCheck: ['Case Number', 'Last Name'],
  programRequired: false,
  feeders: {
    'Caseworker Relationship': ['Primary', 'Secondary', 'Backup', 'Supervisor'],
    'Caseload Status': ['Active', 'On Hold', 'Waiting List', 'Inactive'],
    'Reason for Dismissal': ['Goals met', 'Moved away', 'No contact', 'Declined services'],
  },
  programs: ['Housing First', 'Job Training', 'Youth Mentoring', 'Food Pantry', 'Family Support'].map((name, place) => ({
    id: 11 + place,
    name,
  })),
  staff: [
    ['Ann', 'Lee'],
    ['Bo', 'Diaz'],
    ['Carla', 'Nguyen'],
    ['Dev', 'Patel'],
    ['Elena', 'Rossi'],
    ['Frank', 'Ogden'],
  ].map(([firstName = '', lastName = ''], place) => ({ id: 101 + place, firstName, lastName })),
};

const C = 'demographic:Case Number';
const L = 'demographic:Last Name';

type Column = readonly [header: string, key: ColumnKey | null, holds?: string];

/** Sample values by kind of column. */
function heldBy(holds: string, row: number): Cell {
  const { programs, staff, feeders } = FOREIGN_SITE;
  const pick = <T>(list: readonly T[]): T => list[(row * 7 + 3) % list.length] as T;
  const member = pick(staff);
  const given = ['Maria', 'Omar', 'Lucy', 'Peter'][row % 4] ?? '';
  const family = ['Stone', 'Field', 'Banks', 'Hill'][row % 4] ?? '';
  switch (holds) {
    case 'id':
      return 1000 + row * 3;
    case 'case':
      return `CN-${40_000 + row}`;
    case 'first':
      return given;
    case 'last':
      return family;
    case 'person':
      return `${given} ${family}`;
    case 'program':
      return pick(programs).name;
    case 'program id':
      return pick(programs).id;
    case 'staff':
      return `${member.firstName} ${member.lastName}`;
    case 'staff comma':
      return `${member.lastName}, ${member.firstName}`;
    case 'staff typo':
      return `${member.firstName} ${member.lastName}${row % 3 === 0 ? 'e' : ''}`;
    case 'staff id':
      return member.id;
    case 'staff first':
      return member.firstName;
    case 'staff last':
      return member.lastName;
    case 'role':
      return pick(feeders['Caseworker Relationship']);
    case 'status':
      return pick(feeders['Caseload Status']);
    case 'reason':
      return row % 3 === 0 ? pick(feeders['Reason for Dismissal']) : '';
    case 'date':
      return 46_000 + row;
    case 'date text':
      return `${(row % 12) + 1}/${(row % 27) + 1}/2026`;
    case 'some dates':
      return row % 3 === 0 ? 46_100 + row : '';
    case 'birth':
      return 30_000 + row * 31;
    case 'action':
      return row % 3 === 0 ? 'Update' : 'Insert';
    case 'add or end':
      return row % 3 === 0 ? 'End' : 'Add';
    case 'ssn':
      return `123-45-${6000 + row}`;
    case 'phone':
      return `555-01${10 + row}`;
    case 'text':
      return row % 2 === 0 ? 'called twice' : 'letter sent';
    case 'number':
      return row;
    default:
      return '';
  }
}

const LAYOUTS: readonly (readonly [name: string, above: readonly (readonly Cell[])[], columns: readonly Column[]])[] = [
  [
    'the template itself',
    [],
    [
      ['Participant ID', 'participantId', 'id'],
      ['Case Number', C, 'case'],
      ['Last Name', L, 'last'],
      ['Program ID', 'programId', 'program id'],
      ['Caseworker Staff ID', 'staffId', 'staff id'],
      ['Caseworker Relationship', 'relationship', 'role'],
      ['Caseload Status', 'status', 'status'],
      ['Start Date', 'start', 'date'],
      ['End Date', 'end', 'some dates'],
      ['Reason for Dismissal', 'reason', 'reason'],
      ['Update OR Insert', 'action', 'action'],
    ],
  ],
  [
    'with # prefixes, out of order',
    [],
    [
      ['Update OR Insert', 'action', 'action'],
      ['#Last Name', L, 'last'],
      ['#Case Number', C, 'case'],
      ['Participant ID', 'participantId', 'id'],
      ['Start Date', 'start', 'date'],
      ['Caseworker First Name', 'caseworkerFirstName', 'staff first'],
      ['Caseworker Last Name', 'caseworkerLastName', 'staff last'],
      ['Caseload Status', 'status', 'status'],
    ],
  ],
  [
    'clients and counselors',
    [['Caseload, spring'], []],
    [
      ['Client ID', 'participantId', 'id'],
      ['Client First Name', null, 'first'],
      ['Client Last Name', L, 'last'],
      ['Case #', C, 'case'],
      ['Counselor', 'caseworkerName', 'staff'],
      ['Role', 'relationship', 'role'],
      ['Status', 'status', 'status'],
      ['Assigned', 'start', 'date'],
      ['Closed', 'end', 'some dates'],
      ['Closing Reason', 'reason', 'reason'],
    ],
  ],
  [
    'consumers',
    [],
    [
      ['Consumer ID', 'participantId', 'id'],
      ['File No', C, 'case'],
      ['Surname', L, 'last'],
      ['Phone', null, 'phone'],
      ['Service', 'programName', 'program'],
      ['Enrolled On', 'programStart', 'date'],
      ['Worker', 'caseworkerName', 'staff comma'],
      ['Worker Role', 'relationship', 'role'],
      ['Current Status', 'status', 'status'],
      ['From', 'start', 'date'],
      ['Until', 'end', 'some dates'],
      ['Why Ended', 'reason', 'reason'],
    ],
  ],
  [
    'short headers',
    [],
    [
      ['PID', 'participantId', 'id'],
      ['CN', C, 'case'],
      ['Last', L, 'last'],
      ['Pgm', 'programName', 'program'],
      ['CW', 'caseworkerName', 'staff'],
      ['Rel', 'relationship', 'role'],
      ['Stat', 'status', 'status'],
      ['Start', 'start', 'date'],
      ['End', 'end', 'some dates'],
      ['Reason', 'reason', 'reason'],
      ['I/U', 'action', 'action'],
    ],
  ],
  [
    'typing errors',
    [],
    [
      ['Particpant ID', 'participantId', 'id'],
      ['Case Nmber', C, 'case'],
      ['Last Nmae', L, 'last'],
      ['Progam Name', 'programName', 'program'],
      ['Caseworker Nam', 'caseworkerName', 'staff'],
      ['Caseworker Relatonship', 'relationship', 'role'],
      ['Caselod Status', 'status', 'status'],
      ['Strat Date', 'start', 'date'],
      ['End Dte', 'end', 'some dates'],
      ['Reason for Dismisal', 'reason', 'reason'],
      ['Update or Insrt', 'action', 'action'],
    ],
  ],
  [
    'snake_case',
    [],
    [
      ['participant_id', 'participantId', 'id'],
      ['case_number', C, 'case'],
      ['last_name', L, 'last'],
      ['program_id', 'programId', 'program id'],
      ['program_start_date', 'programStart', 'date'],
      ['program_end_date', 'programEnd', 'some dates'],
      ['staff_id', 'staffId', 'staff id'],
      ['relationship_type', 'relationship', 'role'],
      ['caseload_status', 'status', 'status'],
      ['start_date', 'start', 'date'],
      ['end_date', 'end', 'some dates'],
      ['dismissal_reason', 'reason', 'reason'],
      ['action', 'action', 'action'],
    ],
  ],
  [
    'uppercase, with a title above',
    [['HARBOR FAMILY SERVICES'], ['CASELOAD REPORT', '', '', 'RUN 3/1/2026'], []],
    [
      ['CLIENT NUMBER', 'participantId', 'id'],
      ['LAST NAME', L, 'last'],
      ['FIRST NAME', null, 'first'],
      ['DOB', null, 'birth'],
      ['CASE NO', C, 'case'],
      ['PROGRAM', 'programName', 'program'],
      ['CASE MANAGER', 'caseworkerName', 'staff'],
      ['STATUS', 'status', 'status'],
      ['DATE ASSIGNED', 'start', 'date'],
    ],
  ],
  [
    'first and last name of the worker',
    [],
    [
      ['Member ID', 'participantId', 'id'],
      ['Case ID', C, 'case'],
      ['Member Last Name', L, 'last'],
      ['Case Manager First Name', 'caseworkerFirstName', 'staff first'],
      ['Case Manager Last Name', 'caseworkerLastName', 'staff last'],
      ['Assignment Type', 'relationship', 'role'],
      ['Assignment Status', 'status', 'status'],
      ['Assignment Start', 'start', 'date'],
      ['Assignment End', 'end', 'some dates'],
      ['Notes', null, 'text'],
    ],
  ],
  [
    'text dates',
    [],
    [
      ['Person ID', 'participantId', 'id'],
      ['Chart Number', C, 'case'],
      ['Family Name', L, 'last'],
      ['Staff Member', 'caseworkerName', 'staff'],
      ['Staff Role', 'relationship', 'role'],
      ['State of Case', 'status', 'status'],
      ['Begin Date', 'start', 'date text'],
      ['Comments', null, 'text'],
      ['Operation', 'action', 'add or end'],
    ],
  ],
  [
    'many irrelevant columns',
    [],
    [
      ['Row', null, 'number'],
      ['Client ID', 'participantId', 'id'],
      ['Client Name', null, 'person'],
      ['Email', null, 'text'],
      ['City', null, 'text'],
      ['Gender', null, 'text'],
      ['Case Number', C, 'case'],
      ['Last Name', L, 'last'],
      ['Assigned To', 'caseworkerName', 'staff'],
      ['Priority', null, 'number'],
      ['Status', 'status', 'status'],
      ['Last Contact', null, 'date'],
      ['Open Date', 'start', 'date'],
      ['Close Date', 'end', 'some dates'],
      ['Closure Reason', 'reason', 'reason'],
    ],
  ],
  [
    'program by ID and by name',
    [],
    [
      ['Participant ID', 'participantId', 'id'],
      ['Program ID', 'programId', 'program id'],
      ['Program Name', null, 'program'],
      ['Case Number', C, 'case'],
      ['Last Name', L, 'last'],
      ['Staff ID', 'staffId', 'staff id'],
      ['Staff Name', null, 'staff'],
      ['Relationship', 'relationship', 'role'],
      ['Status', 'status', 'status'],
      ['Start Date', 'start', 'date'],
    ],
  ],
  [
    'residents of a shelter',
    [['Shelter roster']],
    [
      ['Resident ID', 'participantId', 'id'],
      ['Bed', null, 'number'],
      ['Last Name', L, 'last'],
      ['Case File', C, 'case'],
      ['Intake Date', 'programStart', 'date'],
      ['Exit Date', 'programEnd', 'some dates'],
      ['Project Name', 'programName', 'program'],
      ['Advocate', 'caseworkerName', 'staff'],
      ['Relationship to Client', 'relationship', 'role'],
      ['Client Status', 'status', 'status'],
      ['Assigned Date', 'start', 'date'],
      ['Unassigned Date', 'end', 'some dates'],
      ['Reason for Exit', 'reason', 'reason'],
    ],
  ],
  [
    'misspelled staff names',
    [],
    [
      ['Participant No', 'participantId', 'id'],
      ['Case Num', C, 'case'],
      ['Lname', L, 'last'],
      ['Fname', null, 'first'],
      ['Social Worker', 'caseworkerName', 'staff typo'],
      ['Relation', 'relationship', 'role'],
      ['Case Status', 'status', 'status'],
      ['Effective Date', 'start', 'date'],
    ],
  ],
  [
    'a title and a gap',
    [['Caseload changes for March 2026', '', ''], ['Prepared by the data team'], [], []],
    [
      ['Participant Identifier', 'participantId', 'id'],
      ['Case No.', C, 'case'],
      ['Last', L, 'last'],
      ['Program Code', 'programId', 'program id'],
      ['CM ID', 'staffId', 'staff id'],
      ['CM Role', 'relationship', 'role'],
      ['Caseload State', 'status', 'status'],
      ['Date Started', 'start', 'date'],
      ['Date Ended', 'end', 'some dates'],
      ['Reason Closed', 'reason', 'reason'],
      ['Add/End', 'action', 'add or end'],
    ],
  ],
  [
    'no header over the worker',
    [],
    [
      ['Client ID', 'participantId', 'id'],
      ['Case Number', C, 'case'],
      ['Last Name', L, 'last'],
      ['', 'caseworkerName', 'staff'],
      ['Type of Assignment', 'relationship', 'role'],
      ['Status', 'status', 'status'],
      ['Start', 'start', 'date'],
    ],
  ],
  [
    'programs with dates',
    [],
    [
      ['ID', 'participantId', 'id'],
      ['Case', C, 'case'],
      ['Last Name', L, 'last'],
      ['Enrolled Program', 'programName', 'program'],
      ['Program Entry', 'programStart', 'date'],
      ['Program Exit', 'programEnd', 'some dates'],
      ['Caseworker', 'caseworkerName', 'staff'],
      ['Worker Type', 'relationship', 'role'],
      ['Participant Status', 'status', 'status'],
      ['Case Start', 'start', 'date'],
      ['Case End', 'end', 'some dates'],
      ['Reason for Ending', 'reason', 'reason'],
    ],
  ],
  [
    'students',
    [],
    [
      ['Student ID', 'participantId', 'id'],
      ['School', null, 'text'],
      ['Grade', null, 'number'],
      ['Last Name', L, 'last'],
      ['Case Number', C, 'case'],
      ['Mentor Name', 'caseworkerName', 'staff'],
      ['Role', 'relationship', 'role'],
      ['Status', 'status', 'status'],
      ['Began', 'start', 'date'],
      ['Ended', 'end', 'some dates'],
      ['Why', 'reason', 'reason'],
    ],
  ],
  [
    'with social security numbers',
    [],
    [
      ['Patient ID', 'participantId', 'id'],
      ['SSN', null, 'ssn'],
      ['Date of Birth', null, 'birth'],
      ['Last Name', L, 'last'],
      ['File Number', C, 'case'],
      ['Clinician', 'caseworkerName', 'staff comma'],
      ['Relationship Type', 'relationship', 'role'],
      ['Current Status', 'status', 'status'],
      ['Admission Date', 'programStart', 'date'],
      ['Service Name', 'programName', 'program'],
      ['Discharge Reason', 'reason', 'reason'],
    ],
  ],
  [
    'all lowercase',
    [],
    [
      ['participant', 'participantId', 'id'],
      ['casenumber', C, 'case'],
      ['lastname', L, 'last'],
      ['program', 'programName', 'program'],
      ['staff', 'caseworkerName', 'staff'],
      ['role', 'relationship', 'role'],
      ['status', 'status', 'status'],
      ['startdate', 'start', 'date'],
      ['enddate', 'end', 'some dates'],
      ['reason', 'reason', 'reason'],
      ['change', 'action', 'action'],
    ],
  ],
  [
    'employees',
    [],
    [
      ['Customer ID', 'participantId', 'id'],
      ['Case Identifier', C, 'case'],
      ['Last Name', L, 'last'],
      ['Employee Number', 'staffId', 'staff id'],
      ['Employee Name', null, 'staff'],
      ['Assignment Role', 'relationship', 'role'],
      ['Status of Case', 'status', 'status'],
      ['Valid From', 'start', 'date'],
      ['Valid To', 'end', 'some dates'],
      ['Termination Reason', 'reason', 'reason'],
      ['Transaction Type', 'action', 'action'],
    ],
  ],
  [
    'two header rows',
    [['Client', '', '', 'Program', '', '', 'Caseworker', '', 'Assignment', '', '']],
    [
      ['ID', 'participantId', 'id'],
      ['Case Number', C, 'case'],
      ['Last Name', L, 'last'],
      ['Name', 'programName', 'program'],
      ['Start Date', 'programStart', 'date'],
      ['End Date', 'programEnd', 'some dates'],
      ['First Name', 'caseworkerFirstName', 'staff first'],
      ['Last Name', 'caseworkerLastName', 'staff last'],
      ['Status', 'status', 'status'],
      ['Start Date', 'start', 'date'],
      ['End Date', 'end', 'some dates'],
    ],
  ],
  [
    'questions as headers',
    [],
    [
      ['Client ID?', 'participantId', 'id'],
      ['Case number?', C, 'case'],
      ['Last name?', L, 'last'],
      ['Which worker?', 'caseworkerName', 'staff'],
      ['What relationship?', 'relationship', 'role'],
      ['Status?', 'status', 'status'],
      ['Start when?', 'start', 'date'],
      ['Insert or Update?', 'action', 'action'],
    ],
  ],
  [
    'with notes in trailing columns',
    [],
    [
      ['Participant ID (required)', 'participantId', 'id'],
      ['Case Number (text)', C, 'case'],
      ['Last Name', L, 'last'],
      ['Caseworker Name (First Last)', 'caseworkerName', 'staff'],
      ['Caseworker Relationship', 'relationship', 'role'],
      ['Caseload Status', 'status', 'status'],
      ['Start Date (mm/dd/yyyy)', 'start', 'date'],
      ['End Date (mm/dd/yyyy)', 'end', 'some dates'],
      ['Reason for Dismissal', 'reason', 'reason'],
      ['Update OR Insert', 'action', 'action'],
    ],
  ],
  [
    'enrollment dates beside assignment dates',
    [],
    [
      ['Enrollee ID', 'participantId', 'id'],
      ['Case Number', C, 'case'],
      ['Last Name', L, 'last'],
      ['Program Name', 'programName', 'program'],
      ['Enrollment Date', 'programStart', 'date'],
      ['Enrollment End Date', 'programEnd', 'some dates'],
      ['Assigned Worker', 'caseworkerName', 'staff'],
      ['Assigned Date', 'start', 'date'],
      ['Relationship', 'relationship', 'role'],
      ['Status', 'status', 'status'],
      ['Status Date', null, 'date'],
    ],
  ],
  [
    'a log of changes',
    [['Log'], []],
    [
      ['Created On', null, 'date'],
      ['Created By', null, 'person'],
      ['Client No', 'participantId', 'id'],
      ['Case No', C, 'case'],
      ['Last Name', L, 'last'],
      ['Worker No', 'staffId', 'staff id'],
      ['Role', 'relationship', 'role'],
      ['Case State', 'status', 'status'],
      ['Opened On', 'start', 'date'],
      ['Closed On', 'end', 'some dates'],
      ['Reason for Leaving', 'reason', 'reason'],
    ],
  ],
  [
    'supervisors and teams',
    [],
    [
      ['Individual ID', 'participantId', 'id'],
      ['Last Name', L, 'last'],
      ['Case Number', C, 'case'],
      ['Supervisor', null, 'person'],
      ['Team', null, 'text'],
      ['Responsible Staff', 'caseworkerName', 'staff'],
      ['Relationship', 'relationship', 'role'],
      ['Status', 'status', 'status'],
      ['Since', 'start', 'date'],
    ],
  ],
  [
    'empty columns',
    [],
    [
      ['Participant ID', 'participantId', 'id'],
      ['Case Number', C, 'case'],
      ['Last Name', L, 'last'],
      ['Case Mgr', 'caseworkerName', 'staff'],
      ['Relationship', 'relationship', 'role'],
      ['Status', 'status', 'status'],
      ['Start Date', 'start', 'date'],
      ['End Date', 'end'],
      ['Dismissal Reason', 'reason'],
      ['Program End Date', 'programEnd'],
    ],
  ],
  [
    'headers with prepositions',
    [],
    [
      ['Participant: ID', 'participantId', 'id'],
      ['Number of Case', C, 'case'],
      ['Last Name of Participant', L, 'last'],
      ['Name of Caseworker', 'caseworkerName', 'staff'],
      ['Relationship of Caseworker', 'relationship', 'role'],
      ['Status of Caseload', 'status', 'status'],
      ['Date of Start', 'start', 'date'],
      ['Date of End', 'end', 'some dates'],
      ['Reason of Dismissal', 'reason', 'reason'],
    ],
  ],
  [
    'navigators',
    [],
    [
      ['Participant Number', 'participantId', 'id'],
      ['Case Nr', C, 'case'],
      ['Last Name', L, 'last'],
      ['Navigator', 'caseworkerName', 'staff'],
      ['Navigator Email', null, 'text'],
      ['Relationship', 'relationship', 'role'],
      ['Caseload Status', 'status', 'status'],
      ['Beginning', 'start', 'date'],
      ['Finish', 'end', 'some dates'],
    ],
  ],
];

/** Thirty sheets of other systems, with headers in any of the first rows. */
export function foreignLayouts(): readonly ForeignLayout[] {
  return LAYOUTS.map(([name, above, columns]) => ({
    name,
    cells: [
      ...above,
      columns.map(([header]) => header),
      ...Array.from({ length: 24 }, (_, row) => columns.map(([, , holds = '']) => heldBy(holds, row))),
    ],
    expected: columns.map(([, key]) => key),
  }));
}

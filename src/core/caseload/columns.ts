import { COLUMN_HELP } from '../text/columns';
import type { Cell } from './cells';
import type { FeederTable, Reference } from './reference';
import { headerKey } from './text-keys';

export type ColumnKey =
  | 'participantId'
  | `demographic:${string}`
  | 'programId'
  | 'programName'
  | 'programStart'
  | 'programEnd'
  | 'staffId'
  | 'caseworkerName'
  | 'caseworkerFirstName'
  | 'caseworkerLastName'
  | 'relationship'
  | 'status'
  | 'start'
  | 'end'
  | 'reason'
  | 'action';

/** The type of a column's values. Programs, staff and feeder values are looked up in the site's lists. */
export type ColumnKind =
  | { readonly type: 'id'; readonly of: 'participant' | 'program' | 'staff' }
  | { readonly type: 'text' }
  | { readonly type: 'name-part' }
  | { readonly type: 'ssn' }
  | { readonly type: 'date' }
  | { readonly type: 'list'; readonly list: ListName };

export type ListName = FeederTable | 'program' | 'staff' | 'action';

export interface Column {
  readonly key: ColumnKey;
  /** The exact text of the template's header cell. */
  readonly header: string;
  /** Accepted alternative headers, compared by `headerKey`. */
  readonly aliases: readonly string[];
  readonly kind: ColumnKind;
  /** Whether every row needs a value, whatever its action. */
  readonly required: boolean;
  /** The value in the template's sample row. */
  readonly sample: Cell;
}

const date = { type: 'date' } as const;
const list = (name: ListName) => ({ type: 'list', list: name }) as const;

/** All columns except the demographics, in template order. Source: the help page's list of template columns. */
export const COLUMNS = {
  participantId: {
    key: 'participantId',
    header: 'Participant ID',
    aliases: ['Participant', 'Participant Number', 'Participant No', 'Participant Identifier', 'PID', 'Client ID', 'Client Number'],
    kind: { type: 'id', of: 'participant' },
    required: true,
    sample: 'SAMPLE 1001',
  },
  programId: {
    key: 'programId',
    header: 'Program ID',
    aliases: ['Program Number', 'Program No', 'Prog ID'],
    kind: { type: 'id', of: 'program' },
    required: false,
    sample: 12,
  },
  programName: {
    key: 'programName',
    header: 'Program Name',
    aliases: ['Program', 'Prog Name', 'Program Title'],
    kind: list('program'),
    required: false,
    sample: 'Sample Program',
  },
  programStart: {
    key: 'programStart',
    header: 'Program Start Date',
    aliases: ['Program Start', 'Program Begin Date', 'Enrollment Date', 'Enrollment Start Date', 'Prog Start Date'],
    kind: date,
    required: false,
    sample: 46023,
  },
  programEnd: {
    key: 'programEnd',
    header: 'Program End Date',
    aliases: ['Program End', 'Program Exit Date', 'Enrollment End Date', 'Prog End Date'],
    kind: date,
    required: false,
    sample: '',
  },
  staffId: {
    key: 'staffId',
    header: 'Caseworker Staff ID',
    aliases: ['Staff ID', 'Caseworker ID', 'Staff Number', 'Worker ID'],
    kind: { type: 'id', of: 'staff' },
    required: true,
    sample: 101,
  },
  caseworkerName: {
    key: 'caseworkerName',
    header: 'Caseworker Name',
    aliases: ['Caseworker', 'Case Worker', 'Staff Name', 'Worker', 'Worker Name', 'Case Manager'],
    kind: list('staff'),
    required: true,
    sample: 'Sample Caseworker',
  },
  caseworkerFirstName: {
    key: 'caseworkerFirstName',
    header: 'Caseworker First Name',
    aliases: ['Staff First Name', 'Worker First Name', 'Caseworker First'],
    kind: { type: 'name-part' },
    required: true,
    sample: 'Sample',
  },
  caseworkerLastName: {
    key: 'caseworkerLastName',
    header: 'Caseworker Last Name',
    aliases: ['Staff Last Name', 'Worker Last Name', 'Caseworker Last'],
    kind: { type: 'name-part' },
    required: true,
    sample: 'Caseworker',
  },
  relationship: {
    key: 'relationship',
    header: 'Caseworker Relationship',
    aliases: ['Relationship', 'Case Worker Relationship', 'Staff Relationship'],
    kind: list('Caseworker Relationship'),
    required: false,
    sample: 'Sample',
  },
  status: {
    key: 'status',
    header: 'Caseload Status',
    aliases: ['Status', 'Case Load Status', 'Case Status'],
    kind: list('Caseload Status'),
    required: false,
    sample: 'Sample',
  },
  start: {
    key: 'start',
    header: 'Start Date',
    aliases: ['Start', 'Begin Date', 'Date Started', 'Assignment Start Date', 'Caseload Start Date', 'Assigned On'],
    kind: date,
    required: false,
    sample: 46023,
  },
  end: {
    key: 'end',
    header: 'End Date',
    aliases: ['End', 'Date Ended', 'Assignment End Date', 'Caseload End Date', 'Dismissal Date'],
    kind: date,
    required: false,
    sample: '',
  },
  reason: {
    key: 'reason',
    header: 'Reason for Dismissal',
    aliases: ['Dismissal Reason', 'Reason', 'End Reason', 'Reason Dismissed'],
    kind: list('Reason for Dismissal'),
    required: false,
    sample: '',
  },
  action: {
    key: 'action',
    header: 'Update OR Insert',
    aliases: ['Update/Insert', 'Insert or Update', 'Insert/Update', 'Action', 'Upload Action'],
    kind: list('action'),
    required: true,
    sample: 'Insert',
  },
} as const satisfies Record<string, Column>;

/** The headers of the add-in's own columns, which are never uploaded. */
export const OWN_HEADERS = {
  /** The result of each row of an upload. */
  results: 'Upload Result',
  /** Marks the rows of a current caseload: those without End Date and Reason for Dismissal are left as they are. */
  onRecord: 'On Record',
  /** Why a row was kept back. Own only beside a column with the reason for dismissal. */
  problem: 'Reason',
} as const;
export type OwnColumn = keyof typeof OWN_HEADERS;

/** The values of `Update OR Insert`. */
export const ACTIONS = ['Update', 'Insert'] as const;

const DEMOGRAPHIC_KINDS: Readonly<Record<string, { kind: ColumnKind; sample: Cell; aliases: readonly string[] }>> = {
  casenumber: { kind: { type: 'text' }, sample: 'CN-0001', aliases: ['Case No', 'Case #', 'Case Nr'] },
  firstname: { kind: { type: 'text' }, sample: 'Sample', aliases: ['Participant First Name', 'First', 'Given Name'] },
  lastname: { kind: { type: 'text' }, sample: 'Participant', aliases: ['Participant Last Name', 'Last', 'Surname', 'Family Name'] },
  dateofbirth: { kind: date, sample: 32874, aliases: ['DOB', 'Birth Date', 'Birthdate', 'Birthday'] },
  ssn: { kind: { type: 'ssn' }, sample: '000000000', aliases: ['Social Security Number', 'Social Security No', 'Social'] },
};

/** Demographics to expect in a file whose site is unknown. */
export const KNOWN_DEMOGRAPHICS = ['Case Number', 'First Name', 'Last Name', 'Date of Birth', 'SSN'] as const;

/** The column of a demographic of the duplicate check setting. */
export function demographicColumn(name: string): Column {
  const known = DEMOGRAPHIC_KINDS[headerKey(name)] ?? { kind: { type: 'text' }, sample: 'Sample', aliases: [] };
  return {
    key: `demographic:${name}`,
    header: name,
    aliases: known.aliases,
    kind: known.kind,
    required: true,
    sample: known.sample,
  };
}

/** A column's header and the other names by which it is known. */
export function columnNames(header: string): readonly string[] {
  const column = Object.values(COLUMNS).find((one) => one.header === header) ?? demographicColumn(header);
  return [header, ...column.aliases];
}

/** What a column is for: shown when its header or an empty cell is selected. */
export function columnHelp({ key, header }: Column): string {
  return key in COLUMNS ? COLUMN_HELP[key as keyof typeof COLUMNS] : COLUMN_HELP.demographic(header);
}

/** All columns of a site's sheets, in template order. */
export function siteColumns(reference: Pick<Reference, 'duplicateCheck'>): readonly Column[] {
  const { participantId, ...rest } = COLUMNS;
  return [participantId, ...reference.duplicateCheck.map(demographicColumn), ...Object.values(rest)];
}

/** Columns by header key. An exact header takes precedence over an alias. */
export function headerIndex(columns: readonly Column[]): ReadonlyMap<string, Column> {
  const index = new Map<string, Column>();
  for (const column of columns) index.set(headerKey(column.header), column);
  for (const column of columns) {
    for (const alias of column.aliases) {
      const key = headerKey(alias);
      if (!index.has(key)) index.set(key, column);
    }
  }
  return index;
}

import type { Remedy } from './remedies';

/** A group of errors, of a sheet or an upload, as *Fix errors* lists it. */
export interface Listed {
  readonly id: string;
  readonly code: string;
  readonly column: string;
  readonly columns?: readonly number[];
  readonly count: number;
  /** Whether one value fixes all of its cells; otherwise its rows are put right by remedies. */
  readonly fixable: boolean;
  readonly remedies?: readonly Remedy[];
}

/** What *Fix errors* lists, from top to bottom. */
export type FixItem<Group> =
  | { readonly kind: 'heading'; readonly id: string; readonly column: string | undefined; readonly count: number }
  /** A wrong value, with its fix. */
  | { readonly kind: 'line'; readonly id: string; readonly group: Group }
  /** A row or rows that contradict themselves, each other, or the record. */
  | { readonly kind: 'conflict'; readonly id: string; readonly group: Group }
  /** One answer for many groups of the same rule. */
  | { readonly kind: 'bulk'; readonly id: string; readonly bulk: BulkAnswer<Group> }
  /** What is corrected already. */
  | { readonly kind: 'corrected'; readonly id: string; readonly column: string; readonly groups: readonly Group[] };

/** The remedies for all groups of a rule. */
export interface BulkAnswer<Group> {
  readonly groups: readonly Group[];
  /** The number of rows. */
  readonly count: number;
  /** The highlighted columns. */
  readonly columns: readonly number[];
  readonly remedies: readonly Remedy[];
}

/** From this many groups of a rule on, there is one answer for all. */
const MANY_GROUPS = 10;

/**
 * Orders groups by column, as on the sheet; conflicts of rows follow below a heading of their own. Corrected groups fold
 * into one line at the end of their column.
 */
export function fixItems<Group extends Listed>(
  groups: readonly Group[],
  isCorrected: (group: Group) => boolean = () => false,
): readonly FixItem<Group>[] {
  const columns = new Map<string, Group[]>();
  const conflicts: Group[] = [];
  for (const group of groups) {
    const own = group.fixable || isCorrected(group) ? columns.get(group.column) : conflicts;
    if (own === undefined) columns.set(group.column, [group]);
    else own.push(group);
  }
  const place = (own: readonly Group[]) => own[0]?.columns?.[0] ?? 0;
  const sorted = [...columns].sort(([, one], [, other]) => place(one) - place(other));
  const byColumn = sorted.flatMap(([column, own]): FixItem<Group>[] => {
    const open = own.filter((group) => !isCorrected(group));
    const corrected = own.filter(isCorrected);
    return [
      { kind: 'heading', id: `column ${column}`, column, count: rowsOf(open) },
      ...bulks(open),
      ...open.map((group) => ({ kind: 'line', id: group.id, group }) as const),
      ...(corrected.length === 0 ? [] : [{ kind: 'corrected', id: `corrected ${column}`, column, groups: corrected } as const]),
    ];
  });
  if (conflicts.length === 0) return byColumn;
  return [
    ...byColumn,
    { kind: 'heading', id: 'rows', column: undefined, count: rowsOf(conflicts) },
    ...bulks(conflicts),
    ...conflicts.map((group) => ({ kind: 'conflict', id: group.id, group }) as const),
  ];
}

function rowsOf(groups: readonly Listed[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}

/** One answer for each rule with many groups, for each remedy that suits them all. */
function bulks<Group extends Listed>(groups: readonly Group[]): readonly FixItem<Group>[] {
  const kinds = new Map<string, Group[]>();
  for (const group of groups) {
    const kind = `${group.code} ${group.columns?.join() ?? ''}`;
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [group]);
    else known.push(group);
  }
  return [...kinds].flatMap(([id, alike]): FixItem<Group>[] => {
    const [first] = alike;
    if (first === undefined || alike.length < MANY_GROUPS) return [];
    const remedies = bulkRemedies(alike);
    if (remedies.length === 0) return [];
    const { columns = [] } = first;
    return [{ kind: 'bulk', id: `bulk ${id}`, bulk: { groups: alike, count: rowsOf(alike), columns, remedies } }];
  });
}

function bulkRemedies(groups: readonly Listed[]): readonly Remedy[] {
  const names = groups[0]?.remedies?.map(({ name }) => name) ?? [];
  const common = names.flatMap((name): Remedy[] => {
    const same = groups.map(({ remedies }) => remedies?.find((one) => one.name === name));
    return same.every((one) => one !== undefined) ? [{ name, rows: same.flatMap(({ rows }) => rows) }] : [];
  });
  const removes = common.find(({ name }) => name === 'remove-rows');
  return removes === undefined || common.some(({ name }) => name === 'set-aside')
    ? common
    : [...common, { name: 'set-aside', rows: removes.rows }];
}

import { createSuggest, type Suggest, type Suggestions } from '../suggest/suggest';
import { type Cell, cellText, isFormulaError } from './cells';
import { ACTIONS, type ListName } from './columns';
import { type Correction, type Reference, type StaffMember, staffName } from './reference';
import { listValues } from './template';
import { hasHiddenCharacters, listKey, withoutCommas } from './text-keys';

/** An empty cell, as a cell's meaning. */
export const EMPTY = -1;
/** An invalid cell, as a cell's meaning. Its fault is reported; rules that depend on it report nothing. */
export const WRONG = -2;
/** A name that fits several staff members. */
export const AMBIGUOUS = -3;

/** Finds a cell's value in one list. */
export interface ListLookup {
  /** The values as the list shows them. */
  readonly values: readonly string[];
  /** The value's index in the list, `WRONG` or `AMBIGUOUS`. Ignores case and hidden characters. */
  find(cell: Cell): number;
  /** The exact spellings that stand for one entry. */
  readonly exact: ReadonlyMap<string, number>;
}

/** @param twins the meaning of a form shared by two values: the first of them, or neither (staff of the same name) */
function createLookup(values: readonly string[], forms: (place: number) => readonly string[], twins: 'first' | 'ambiguous'): ListLookup {
  const byKey = new Map<string, number>();
  values.forEach((_, place) => {
    for (const form of forms(place)) {
      const key = listKey(form);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, place);
      else if (known !== place && twins === 'ambiguous') byKey.set(key, AMBIGUOUS);
    }
  });
  const bare = new Map<string, number>();
  // Files of the original system have no commas: a value written without its comma still means that value.
  values.forEach((value, place) => {
    if (!value.includes(',')) return;
    const key = listKey(withoutCommas(value));
    const known = bare.get(key);
    const meant = byKey.get(listKey(value)) ?? place;
    if (known === undefined) bare.set(key, meant);
    else if (known !== meant && twins === 'ambiguous') bare.set(key, AMBIGUOUS);
  });
  for (const [key, place] of bare) {
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, place);
    else if (known !== place && twins === 'ambiguous') byKey.set(key, AMBIGUOUS);
  }
  const exact = new Map<string, number>();
  values.forEach((value, place) => {
    if (!exact.has(value) && byKey.get(listKey(value)) !== AMBIGUOUS) exact.set(value, place);
  });
  return {
    values,
    exact,
    find: (cell) => exact.get(cellText(cell)) ?? byKey.get(listKey(cellText(cell))) ?? WRONG,
  };
}

/** The accepted spellings of a staff member's name. */
function nameForms({ firstName, lastName }: StaffMember): readonly string[] {
  return [`${firstName} ${lastName}`, `${lastName}, ${firstName}`, `${lastName},${firstName}`];
}

/** Staff IDs by `listKey` of each form of the name. */
function indexNames(staff: readonly StaffMember[]): ReadonlyMap<string, readonly number[]> {
  const ids = new Map<string, number[]>();
  for (const member of staff) {
    for (const key of new Set(nameForms(member).map(listKey))) {
      const same = ids.get(key);
      if (same === undefined) ids.set(key, [member.id]);
      else same.push(member.id);
    }
  }
  return ids;
}

/** A reference, indexed for lookups. */
export interface Lookups {
  readonly reference: Reference;
  readonly lists: Readonly<Record<ListName, ListLookup>>;
  readonly programById: ReadonlyMap<number, number>;
  readonly staffById: ReadonlyMap<number, number>;
  /** Staff by exact first and last name; `AMBIGUOUS` if two share both. */
  readonly staffByNames: ReadonlyMap<Cell | undefined, ReadonlyMap<Cell | undefined, number>>;
  /** Finds a caseworker by first and last name in two cells. */
  findStaff(firstName: string, lastName: string): number;
  /** The IDs of all staff members with a name, in any accepted spelling. */
  staffIdsOf(name: string): readonly number[];
  /** Suggestions for a wrong list value. Indexes the list on first use. */
  suggest(list: ListName): Suggest;
  /** Earlier corrections by `list:wrong`. */
  readonly corrected: ReadonlyMap<string, string>;
}

/** Cached: the same wrong value usually occurs in many rows. */
function remembering(suggest: Suggest): Suggest {
  const known = new Map<string, Suggestions>();
  return (wrong) => {
    const answer = known.get(wrong) ?? suggest(wrong);
    known.set(wrong, answer);
    return answer;
  };
}

/** The same lookups with other corrections. */
export function withCorrections(lookups: Lookups, corrections: readonly Correction[]): Lookups {
  return { ...lookups, corrected: new Map(corrections.map(({ list, wrong, value }) => [`${list}:${wrong}`, value])) };
}

/** Indexes a site's lists for lookups. Keep the result as long as the lists do not change. */
export function createLookups(reference: Reference): Lookups {
  const plain = (list: ListName) => {
    const values = listValues(list, reference);
    return createLookup(values, (place) => [values[place] ?? ''], 'first');
  };
  const staff = reference.staff;
  const lists = {
    'Caseworker Relationship': plain('Caseworker Relationship'),
    'Caseload Status': plain('Caseload Status'),
    'Reason for Dismissal': plain('Reason for Dismissal'),
    program: plain('program'),
    staff: createLookup(
      staff.map(staffName),
      (place) => {
        const member = staff[place];
        return member ? nameForms(member) : [];
      },
      'ambiguous',
    ),
    action: createLookup(ACTIONS, (place) => [ACTIONS[place] ?? '', (ACTIONS[place] ?? '').slice(0, 1)], 'first'),
  };
  const staffByNames = new Map<Cell | undefined, Map<Cell | undefined, number>>();
  staff.forEach(({ firstName, lastName }, place) => {
    if ([firstName, lastName].some((name) => hasHiddenCharacters(name) || isFormulaError(name))) return;
    const known = staffByNames.get(firstName) ?? new Map<Cell | undefined, number>();
    staffByNames.set(firstName, known.set(lastName, known.has(lastName) ? AMBIGUOUS : place));
  });
  const suggests = new Map<ListName, Suggest>();
  let idsByName: ReadonlyMap<string, readonly number[]> | undefined;
  const lookups: Lookups = {
    reference,
    lists,
    programById: new Map(reference.programs.map((program, place) => [program.id, place])),
    staffById: new Map(staff.map((member, place) => [member.id, place])),
    staffByNames,
    findStaff: (firstName, lastName) => staffByNames.get(firstName)?.get(lastName) ?? lists.staff.find(`${firstName} ${lastName}`),
    staffIdsOf(name) {
      // Lazy: few sheets need it.
      idsByName ??= indexNames(staff);
      return idsByName.get(listKey(name)) ?? [];
    },
    suggest(list) {
      const ready = suggests.get(list) ?? remembering(createSuggest(lists[list].values));
      suggests.set(list, ready);
      return ready;
    },
    corrected: new Map(),
  };
  return withCorrections(lookups, reference.corrections ?? []);
}

import type { Cell } from './cells';
import { cellText } from './cells';
import { ACTIONS, type ListName } from './columns';
import { listKey } from './normalize';
import { type Reference, staffName } from './reference';
import { listValues } from './template';

/** Stands for an empty cell, wherever a number stands for a cell's meaning. */
export const EMPTY = -1;
/** Stands for a cell that has no meaning: its fault is reported, and rules that would build on it keep silent. */
export const WRONG = -2;
/** A name that fits several staff members. */
export const AMBIGUOUS = -3;

/** The same for two texts, without joining them. */
function rememberingPairs(find: (one: string, other: string) => number): (one: string, other: string) => number {
  const ones: string[] = new Array(SLOTS).fill('');
  const others: string[] = new Array(SLOTS).fill('');
  const places = new Int32Array(SLOTS).fill(WRONG);
  return (one, other) => {
    const slot = (slotOf(one) * 3 + slotOf(other)) & (SLOTS - 1);
    if (ones[slot] === one && others[slot] === other) return places[slot] ?? WRONG;
    const place = find(one, other);
    ones[slot] = one;
    others[slot] = other;
    places[slot] = place;
    return place;
  };
}

/** Finds a cell's value in one list. */
export interface ListLookup {
  /** The values as the list shows them. */
  readonly values: readonly string[];
  /** The value's place in the list, `WRONG` or `AMBIGUOUS`. Case and hidden characters do not matter. */
  find(cell: Cell): number;
  /** Whether the cell is written exactly as the list has it. */
  isExact(cell: Cell): boolean;
}

const SLOTS = 1024;

/** A slot for a text, from a few of its letters: quicker than the hash of all of them, and a clash only costs the look-up. */
function slotOf(text: string): number {
  const { length } = text;
  return (length + text.charCodeAt(length >> 1) * 31 + text.charCodeAt(length - 1) * 7 + text.charCodeAt(0) * 131) & (SLOTS - 1);
}

/** Remembers the answers for the texts seen last: a sheet says the same few things over and over. */
function remembering(find: (text: string) => number): (cell: Cell) => number {
  const texts: string[] = new Array(SLOTS).fill('');
  const places = new Int32Array(SLOTS).fill(WRONG);
  return (cell) => {
    const text = typeof cell === 'string' ? cell : cellText(cell);
    const slot = slotOf(text);
    if (texts[slot] === text) return places[slot] ?? WRONG;
    const place = find(text);
    texts[slot] = text;
    places[slot] = place;
    return place;
  };
}

/** @param twins what a form that stands for two values means: the first of them, or neither (people of the same name) */
function createLookup(values: readonly string[], forms: (place: number) => readonly string[], twins: 'first' | 'ambiguous'): ListLookup {
  const exact = new Map<string, number>();
  const byKey = new Map<string, number>();
  values.forEach((value, place) => {
    if (!exact.has(value)) exact.set(value, place);
    for (const form of forms(place)) {
      const key = listKey(form);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, place);
      else if (known !== place && twins === 'ambiguous') byKey.set(key, AMBIGUOUS);
    }
  });
  for (const value of exact.keys()) if (byKey.get(listKey(value)) === AMBIGUOUS) exact.set(value, AMBIGUOUS);
  return {
    values,
    find: remembering((text) => exact.get(text) ?? byKey.get(listKey(text)) ?? WRONG),
    isExact: (cell) => typeof cell === 'string' && exact.has(cell),
  };
}

/** A reference made ready for looking things up quickly. */
export interface Lookups {
  readonly reference: Reference;
  readonly lists: Readonly<Record<ListName, ListLookup>>;
  readonly programById: ReadonlyMap<number, number>;
  readonly staffById: ReadonlyMap<number, number>;
  /** Finds a caseworker whose first and last name stand in two cells. */
  findStaff(firstName: string, lastName: string): number;
}

/** Makes a site's lists ready for looking things up; worth keeping as long as the lists do not change. */
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
        return member ? [staffName(member), `${member.lastName}, ${member.firstName}`, `${member.lastName},${member.firstName}`] : [];
      },
      'ambiguous',
    ),
    action: createLookup(ACTIONS, (place) => [ACTIONS[place] ?? '', (ACTIONS[place] ?? '').slice(0, 1)], 'first'),
  };
  return {
    reference,
    lists,
    programById: new Map(reference.programs.map((program, place) => [program.id, place])),
    staffById: new Map(staff.map((member, place) => [member.id, place])),
    findStaff: rememberingPairs((firstName, lastName) => lists.staff.find(`${firstName} ${lastName}`)),
  };
}

import { EMPTY, WRONG } from '../caseload/lookup';
import type { Row } from '../caseload/row';

/** The number of each, to pack a row's identity into one number. */
export interface ListSizes {
  readonly programs: number;
  readonly staff: number;
  readonly relationships: number;
}

/** The identity of an incomplete row. */
export const NO_KEY = -1;

/** Computes the identities of rows. */
export class DuplicateKeys {
  readonly #span: number;
  /** Identities too large for an exact number get negative ones, from -2 down. */
  readonly #large = new Map<string, number>();

  constructor(private readonly sizes: ListSizes) {
    this.#span = (sizes.programs + 1) * sizes.staff * (sizes.relationships + 1) * 2;
  }

  /**
   * A row's identity: participant, program, caseworker, relationship and action (an empty program or relationship
   * is a value of its own). `NO_KEY` if the row is incomplete.
   */
  of(row: Row): number {
    if (row.participantId < 0 || row.staff < 0 || row.action < 0 || row.program === WRONG || row.relationship === WRONG) return NO_KEY;
    const { staff, relationships } = this.sizes;
    const rest = (((row.program - EMPTY) * staff + row.staff) * (relationships + 1) + (row.relationship - EMPTY)) * 2 + row.action;
    const key = row.participantId * this.#span + rest;
    return Number.isSafeInteger(key) ? key : this.#largeKey(`${row.participantId}:${rest}`);
  }

  #largeKey(text: string): number {
    const key = this.#large.get(text) ?? -2 - this.#large.size;
    this.#large.set(text, key);
    return key;
  }
}

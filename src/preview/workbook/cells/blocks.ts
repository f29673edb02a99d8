import { type Area, contains, intersect, type Shift, sameArea, shiftArea } from '../address';

/** Something that belongs to a block of cells, such as a table, a merged cell, a comment or a link. */
export interface Block {
  readonly id: string;
  readonly area: Area;
}

/** A sheet's blocks of a kind, in the order of their creation. They follow inserted and deleted rows and columns. */
export class Blocks<T extends Block> {
  #items: readonly T[] = [];

  get items(): readonly T[] {
    return this.#items;
  }

  add(item: T): void {
    this.#items = [...this.#items, item];
  }

  find(id: string): T | undefined {
    return this.#items.find((item) => item.id === id);
  }

  at(row: number, column: number): T | undefined {
    return this.#items.find((item) => contains(item.area, row, column));
  }

  /** The blocks that have a cell in common with an area. */
  touching(area: Area): readonly T[] {
    return this.#items.filter((item) => intersect(item.area, area) !== null);
  }

  /** The blocks that lie in an area as a whole. */
  inside(area: Area): readonly T[] {
    return this.#items.filter((item) => {
      const common = intersect(item.area, area);
      return common !== null && sameArea(common, item.area);
    });
  }

  change(id: string, change: Partial<T>): void {
    this.#items = this.#items.map((item) => (item.id === id ? { ...item, ...change } : item));
  }

  remove(items: readonly T[]): void {
    this.#items = this.#items.filter((item) => !items.some(({ id }) => id === item.id));
  }

  /** Moves the blocks that lie in an area as a whole. */
  move(from: Area, down: number, right: number): void {
    for (const { id, area } of this.inside(from))
      this.change(id, { area: { ...area, row: area.row + down, column: area.column + right } } as Partial<T>);
  }

  shift(shift: Shift): void {
    this.#items = this.#items.flatMap((item) => {
      const area = shiftArea(item.area, shift);
      return area === null ? [] : [{ ...item, area }];
    });
  }

  /** The blocks are never changed in place, so that a state is the list itself. */
  state(): readonly T[] {
    return this.#items;
  }

  restore(items: readonly T[]): void {
    this.#items = items;
  }
}

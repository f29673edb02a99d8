import type { Area } from '../../workbook/address';
import { getMember, HostObject, invalidArgument, setMember } from '../host-object';

type Options = Readonly<Record<string, unknown>>;

/** A range whose cells' properties are asked for or set. */
interface CellHolder extends HostObject {
  GetCell(row: number, column: number): HostObject;
}

const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
/** Sides of borders, as these options name them. */
const SIDES: Readonly<Record<string, string>> = {
  bottom: 'EdgeBottom',
  top: 'EdgeTop',
  left: 'EdgeLeft',
  right: 'EdgeRight',
  horizontal: 'InsideHorizontal',
  vertical: 'InsideVertical',
  diagonalDown: 'DiagonalDown',
  diagonalUp: 'DiagonalUp',
};

function member(object: HostObject, name: string): unknown {
  const side = SIDES[name];
  const borders = object as HostObject & { GetItem?: (side: string) => HostObject };
  return side !== undefined && borders.GetItem !== undefined ? borders.GetItem(side) : getMember(object, pascal(name));
}

function read(object: HostObject, options: Options): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(options)) {
    if (option === false || option === undefined || option === null) continue;
    const value = member(object, name);
    if (value instanceof HostObject) found[name] = read(value, option as Options);
    // A cell's own value, not an array of one.
    else found[name] = Array.isArray(value) && Array.isArray(value[0]) ? value[0][0] : value;
  }
  return found;
}

function write(object: HostObject, values: Options): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    if (typeof value === 'object' && !Array.isArray(value) && name !== 'hyperlink') {
      const inner = member(object, name);
      if (!(inner instanceof HostObject)) throw invalidArgument();
      write(inner, value as Options);
    } else setMember(object, pascal(name), value);
  }
}

/** The most cells whose properties are asked for at once. */
const MOST_CELLS = 500_000;

/** The properties of each cell of a range (`Range.getCellProperties`). */
export function getCellProperties(range: CellHolder, area: Area, options: Options): Record<string, unknown>[][] {
  if (area.rows * area.columns > MOST_CELLS) throw invalidArgument();
  return Array.from({ length: area.rows }, (_, row) =>
    Array.from({ length: area.columns }, (_, column) => read(range.GetCell(row, column), options)),
  );
}

/** Sets the properties of each cell of a range (`Range.setCellProperties`), or of the whole of `target`. */
export function setCellProperties(range: CellHolder, area: Area, cells: readonly (readonly Options[])[], target?: HostObject): null {
  if (cells.length !== area.rows || cells.some((row) => row.length !== area.columns)) throw invalidArgument();
  cells.forEach((row, down) => {
    row.forEach((values, right) => {
      write(target ?? range.GetCell(down, right), values);
    });
  });
  return null;
}

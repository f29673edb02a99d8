import type { Border, Style } from '../workbook/format/styles';
import type { Sheet } from '../workbook/sheet/sheet';
import type { Workbook } from '../workbook/workbook';
import { colorOf } from './colors';
import { type HostObject, invalidArgument } from './host-object';

/** A place for properties. A property that was not set is undefined. */
export interface Bag {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
}

/** A property's default, which gives its type; of an enumeration, all values, the default first. */
export type Default = string | number | boolean | readonly string[];
export type Defaults = Readonly<Record<string, Default>>;

const defaultOf = (given: Default) => (Array.isArray(given) ? given[0] : given);

/** The names of properties as `load()` knows them. */
export function camelCase(names: readonly string[]): readonly string[] {
  return names.map((name) => name.charAt(0).toLowerCase() + name.slice(1));
}

function check(given: Default, value: unknown): unknown {
  const isOne = Array.isArray(given) ? given.includes(String(value)) : typeof value === typeof given;
  if (!isOne) throw invalidArgument();
  return value;
}

/** Gives a class properties that can be set and read, and on which nothing else depends. */
export function keepProperties<T extends HostObject>(type: { readonly prototype: T }, bagOf: (object: T) => Bag, defaults: Defaults): void {
  for (const [name, given] of Object.entries(defaults)) {
    Object.defineProperty(type.prototype, name, {
      get(this: T) {
        return bagOf(this).get(name) ?? defaultOf(given);
      },
      set(this: T, value: unknown) {
        bagOf(this).set(name, check(given, value));
      },
    });
  }
}

/** A part of a sheet's or workbook's kept properties. */
export function keptBag(owner: Sheet | Workbook, part: string): Bag {
  return {
    get: (name) => owner.kept.get(`${part}.${name}`),
    set: (name, value) => {
      owner.kept = new Map([...owner.kept, [`${part}.${name}`, value]]);
    },
  };
}

/** An object with a style: cells, a conditional format or a named style. */
export interface Styled {
  /** A property; null if the cells differ. */
  get<Name extends keyof Style>(name: Name): Style[Name] | null | undefined;
  set(style: Style): void;
  /** A border, by its side such as `EdgeTop`; null if the cells differ. */
  border(side: string): Border | null | undefined;
  setBorder(side: string, change: Partial<Border>): void;
}

/** Gives a class properties that are those of a style: by name, the style's property and its default. */
export function styleProperties<T extends HostObject>(
  type: { readonly prototype: T },
  styledOf: (object: T) => Styled,
  properties: Readonly<Record<string, readonly [name: keyof Style, given: Default]>>,
): void {
  for (const [name, [property, given]] of Object.entries(properties)) {
    Object.defineProperty(type.prototype, name, {
      get(this: T) {
        const value = styledOf(this).get(property);
        return value === undefined ? defaultOf(given) : value;
      },
      set(this: T, value: unknown) {
        const checked = property === 'color' || property === 'patternColor' ? colorOf(value) : check(given, value);
        styledOf(this).set({ [property]: checked });
      },
    });
  }
}

/** An error answer of Excel: `Error: { Code, Message }` of the batch. */
export class HostError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function invalidArgument(message = 'The argument is invalid or missing or has an incorrect format.'): HostError {
  return new HostError('InvalidArgument', message);
}

export function itemNotFound(): HostError {
  return new HostError('ItemNotFound', 'The requested resource doesn’t exist.');
}

/**
 * An object of Excel's object model. Subclasses have members with the wire's names:
 * getters and setters for properties, methods for methods. Missing members are `ApiNotFound`.
 */
export abstract class HostObject {
  /** The properties that `load()` without names loads. */
  readonly scalars: readonly string[] = [];

  /** The ID fields that Office.js receives when the object is created. */
  identity(): Readonly<Record<string, unknown>> {
    return {};
  }

  /** A collection's items; undefined for other objects. */
  items(): readonly HostObject[] | undefined {
    return undefined;
  }

  /** A method that is not a member of the class, such as one of several hundred functions. */
  method(_name: string): ((...values: readonly unknown[]) => unknown) | undefined {
    return undefined;
  }
}

/** A collection: `load()` of its properties is about its items, besides `count`. */
export abstract class Collection<T extends HostObject> extends HostObject {
  abstract override items(): readonly T[];

  get Count(): number {
    return this.items().length;
  }
  GetCount(): number {
    return this.Count;
  }
  GetItemAt(index: number): T {
    const item = this.items()[index];
    if (item === undefined) throw invalidArgument();
    return item;
  }
}

function find(object: HostObject, name: string): PropertyDescriptor | undefined {
  for (let prototype = Object.getPrototypeOf(object); prototype !== HostObject.prototype; prototype = Object.getPrototypeOf(prototype)) {
    const found = /^_?[A-Z]/.test(name) ? Object.getOwnPropertyDescriptor(prototype, name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function descriptor(object: HostObject, name: string): PropertyDescriptor {
  const found = find(object, name);
  if (found !== undefined) return found;
  throw new HostError('ApiNotFound', `${object.constructor.name} has no ${name} here.`);
}

export function getMember(object: HostObject, name: string): unknown {
  const { get } = descriptor(object, name);
  if (get === undefined) throw new HostError('ApiNotFound', `${object.constructor.name}.${name} can't be read here.`);
  return get.call(object);
}

export function setMember(object: HostObject, name: string, value: unknown): void {
  const { set } = descriptor(object, name);
  if (set === undefined) throw new HostError('ApiNotFound', `${object.constructor.name}.${name} can't be set here.`);
  set.call(object, value);
}

export function callMember(object: HostObject, name: string, values: readonly unknown[]): unknown {
  const dynamic = object.method(name);
  if (dynamic !== undefined) return dynamic(...values);
  const { value } = descriptor(object, name);
  if (typeof value !== 'function') throw new HostError('ApiNotFound', `${object.constructor.name}.${name} can't be called here.`);
  return value.apply(object, values);
}

function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A name that Microsoft's samples load where they need no property. */
const NO_PROPERTIES = 'nopropertiesneeded';

/** Answers a query for properties, such as `format/fill/color`, including those of related objects. */
export function query(object: HostObject, names: readonly string[]): Record<string, unknown> {
  const select = names.filter((name) => name.toLowerCase() !== NO_PROPERTIES);
  if (select.length < names.length && select.length === 0)
    return object.items() === undefined ? {} : { _Items: object.items()?.map((item) => item.identity()) };
  const items = object.items();
  if (items !== undefined) {
    const own = select.filter((name) => name === 'count');
    const ofItems = select.filter((name) => name !== 'items' && name !== 'count').map((name) => name.replace(/^items\//, ''));
    const answer: Record<string, unknown> = own.length > 0 ? { Count: getMember(object, 'Count') } : {};
    if (own.length > 0 && own.length === select.length) return answer;
    return { ...answer, _Items: items.map((item) => ({ ...item.identity(), ...query(item, ofItems) })) };
  }
  const answer: Record<string, unknown> = {};
  const inner = new Map<string, string[]>();
  const wanted = select.length === 0 || select.includes('*') || select.includes('$all') ? object.scalars : select;
  for (const path of wanted) {
    const [name = '', ...rest] = path.split('/');
    const member = pascalCase(name);
    if (rest.length > 0) inner.set(member, [...(inner.get(member) ?? []), rest.join('/')]);
    else {
      const value = getMember(object, member);
      answer[member] = value instanceof HostObject ? query(value, []) : value;
    }
  }
  for (const [member, names] of inner) {
    const value = getMember(object, member);
    if (value instanceof HostObject) answer[member] = query(value, names);
  }
  return answer;
}

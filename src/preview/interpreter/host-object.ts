/** An error answer of Excel: `Error: { Code, Message }` of the batch. */
export class HostError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
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
}

function descriptor(object: HostObject, name: string): PropertyDescriptor {
  for (let prototype = Object.getPrototypeOf(object); prototype !== HostObject.prototype; prototype = Object.getPrototypeOf(prototype)) {
    const found = /^_?[A-Z]/.test(name) ? Object.getOwnPropertyDescriptor(prototype, name) : undefined;
    if (found !== undefined) return found;
  }
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
  const { value } = descriptor(object, name);
  if (typeof value !== 'function') throw new HostError('ApiNotFound', `${object.constructor.name}.${name} can't be called here.`);
  return value.apply(object, values);
}

function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Answers a query for properties, such as `format/fill/color`, including those of related objects. */
export function query(object: HostObject, select: readonly string[]): Record<string, unknown> {
  const items = object.items();
  if (items !== undefined) {
    const ofItems = select.filter((name) => name !== 'items').map((name) => name.replace(/^items\//, ''));
    return { _Items: items.map((item) => ({ ...item.identity(), ...query(item, ofItems) })) };
  }
  const answer: Record<string, unknown> = {};
  const inner = new Map<string, string[]>();
  const wanted = select.length === 0 || select.includes('*') ? object.scalars : select;
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

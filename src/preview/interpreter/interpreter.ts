import type { Workbook } from '../workbook/workbook';
import { callMember, getMember, HostError, HostObject, query, setMember } from './host-object';
import { Model } from './model';
import { type Events, KeptObject } from './object-model';
import type { Services } from './services';
import { WorkbookObject } from './workbook/workbook-object';

interface ObjectPath {
  readonly Id: number;
  readonly ObjectPathType: number;
  readonly Name?: string;
  readonly ParentObjectPathId?: number;
  readonly ArgumentInfo?: { readonly Arguments?: readonly unknown[]; readonly ReferencedObjectPathIds?: readonly unknown[] };
}

interface Action {
  readonly Id: number;
  readonly ActionType: number;
  readonly Name?: string;
  readonly ObjectPathId: number;
  readonly ArgumentInfo?: ObjectPath['ArgumentInfo'];
  readonly QueryInfo?: { readonly Select?: readonly string[]; readonly Expand?: readonly string[] };
}

export interface Batch {
  readonly Actions: readonly Action[];
  readonly ObjectPaths: Readonly<Record<string, ObjectPath>>;
}

export interface BatchResult {
  readonly Results: readonly { readonly ActionId: number; readonly Value: unknown }[];
  readonly Error?: { readonly Code: string; readonly Message: string; readonly ActionIndex: number };
}

/** The wire's numbers of object paths and actions. */
const PATH = { root: 1, newObject: 2, method: 3, property: 4, indexer: 5, reference: 6 } as const;
const ACTION = { instantiate: 1, query: 2, method: 3, setProperty: 4, trace: 5 } as const;

/** Runs batches (`context.sync()`) on the workbook, up to the first error. */
export class Interpreter {
  readonly #root: WorkbookObject;
  /** Ranges that Office.js may refer to later. */
  readonly #references = new Map<string, HostObject>();

  constructor(
    private readonly workbook: Workbook,
    events: Events,
    private readonly services: Services,
  ) {
    this.#root = new WorkbookObject(new Model(workbook, events));
  }

  run(batch: Batch): BatchResult {
    return this.workbook.history.step(() => this.#run(batch));
  }

  #run(batch: Batch): BatchResult {
    const objects = new Map<number, HostObject | null>();
    const results: { ActionId: number; Value: unknown }[] = [];
    for (const [index, action] of batch.Actions.entries()) {
      try {
        results.push({ ActionId: action.Id, Value: this.#act(action, batch, objects) });
      } catch (error) {
        // Every batch is answered, whatever its arguments are.
        const { code, message } = error instanceof HostError ? error : new HostError('GeneralException', String(error));
        return { Results: results, Error: { Code: code, Message: message, ActionIndex: index } };
      }
    }
    return { Results: results };
  }

  #act(action: Action, batch: Batch, objects: Map<number, HostObject | null>): unknown {
    if (action.ActionType === ACTION.trace) return null;
    const object = this.#object(action.ObjectPathId, batch, objects);
    if (object === null) return null;
    const values = this.#arguments(action.ArgumentInfo, batch, objects);
    switch (action.ActionType) {
      case ACTION.instantiate:
        return object.identity();
      case ACTION.query:
        return query(object, action.QueryInfo?.Select ?? []);
      case ACTION.method: {
        if (action.Name === '_KeepReference' && object instanceof KeptObject) {
          this.#references.set(object.referenceId, object);
          return null;
        }
        if (action.Name === '_RemoveReference' && object === this.#root) {
          this.#references.delete(String(values[0]));
          return null;
        }
        const value = callMember(object, action.Name ?? '', values);
        return value instanceof HostObject ? null : (value ?? null);
      }
      case ACTION.setProperty:
        if (this.workbook.isReadOnly) throw new HostError('AccessDenied', 'The workbook is open for viewing only.');
        setMember(object, action.Name ?? '', values[0]);
        return null;
      default:
        throw new HostError('ApiNotFound', `Actions of type ${action.ActionType} are not known here.`);
    }
  }

  #arguments(info: ObjectPath['ArgumentInfo'], batch: Batch, objects: Map<number, HostObject | null>): readonly unknown[] {
    const resolve = (value: unknown, reference: unknown): unknown => {
      // Arguments that vary in number come as one list.
      if (Array.isArray(reference) && Array.isArray(value)) return value.map((one, place) => resolve(one, reference[place]));
      return typeof reference === 'number' && reference > 0 ? this.#object(reference, batch, objects) : value;
    };
    return (info?.Arguments ?? []).map((value, place) => resolve(value, info?.ReferencedObjectPathIds?.[place]));
  }

  #object(id: number, batch: Batch, objects: Map<number, HostObject | null>): HostObject | null {
    const known = objects.get(id);
    if (known !== undefined) return known;
    const path = batch.ObjectPaths[String(id)];
    if (path === undefined) throw new HostError('InvalidObjectPath', 'The object path doesn’t work for what you’re trying to do.');
    const object = this.#resolve(path, batch, objects);
    objects.set(id, object);
    if (object instanceof KeptObject) this.#references.set(object.referenceId, object);
    return object;
  }

  #resolve(path: ObjectPath, batch: Batch, objects: Map<number, HostObject | null>): HostObject | null {
    const name = path.Name ?? '';
    if (path.ObjectPathType === PATH.root) return this.#root;
    if (path.ObjectPathType === PATH.newObject) return this.services.create(name);
    if (path.ObjectPathType === PATH.reference) return this.#references.get(name) ?? null;
    const parent = this.#object(path.ParentObjectPathId ?? 0, batch, objects);
    if (parent === null) return null;
    const values = this.#arguments(path.ArgumentInfo, batch, objects);
    const found =
      path.ObjectPathType === PATH.property
        ? getMember(parent, name)
        : callMember(parent, path.ObjectPathType === PATH.indexer ? 'GetItem' : name, values);
    if (found === null || found instanceof HostObject) return found;
    throw new HostError('InvalidObjectPath', `${name} is no object.`);
  }
}

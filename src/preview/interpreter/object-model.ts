import { type Area, areaAddress } from '../workbook/address';
import type { Sheet } from '../workbook/sheet/sheet';
import type { Workbook } from '../workbook/workbook';
import { HostError, HostObject } from './host-object';

/** The events that can be registered, by the names of the host's numbers for them. */
export type EventName =
  | 'changed'
  | 'activated'
  | 'deactivated'
  | 'added'
  | 'selected'
  | 'deleted'
  | 'calculated'
  | 'formatted'
  | 'rowSorted'
  | 'columnSorted'
  | 'singleClicked'
  | 'formulaChanged'
  | 'protectionChanged'
  | 'nameChanged'
  | 'visibilityChanged'
  | 'moved'
  | 'tableChanged'
  | 'tableAdded'
  | 'tableDeleted'
  | 'tableSelected'
  | 'commentAdded'
  | 'commentChanged'
  | 'commentDeleted'
  | 'workbookActivated';

/** The target of events that are registered for all sheets, tables or comments. */
export const WHOLE_WORKBOOK = 'Workbook';

/** A block as an event's message refers to it. */
export function eventReference(sheet: Sheet, area: Area): string {
  return `${sheet.id}!${areaAddress(area)}`;
}

export interface Events {
  /** Whether events are sent; the add-in can switch them off. */
  enabled: boolean;
  /** Registers or unregisters an event of a target: the workbook, or the ID of a sheet or table. */
  register(event: EventName, target: string, on: boolean): null;
}

/** An object that Office.js may refer to in later batches. */
export abstract class KeptObject extends HostObject {
  readonly referenceId = `range-${++made}`;

  override identity() {
    return { _ReferenceId: this.referenceId };
  }

  get _ReferenceId(): string {
    return this.referenceId;
  }
}

/** Cells: a range or several areas. */
export abstract class CellsObject extends KeptObject {
  abstract readonly sheet: Sheet;
  abstract readonly areas: readonly Area[];

  /** @throws HostError if the sheet is protected, unless the protection allows it */
  protected checkUnlocked(option = ''): void {
    refuseIfProtected(this.sheet, option);
  }
}

let made = 0;

/** @throws HostError if a sheet is protected, unless the protection's options allow what is done */
export function refuseIfProtected(sheet: Sheet, option = ''): void {
  if (sheet.protection === null || sheet.protection.options[option] === true) return;
  throw new HostError('AccessDenied', 'You cannot perform the requested operation: the sheet is protected.');
}

/** Makes the objects that refer to each other. */
export interface ObjectModel {
  readonly workbook: Workbook;
  readonly events: Events;
  /** Parses an address or a name within a sheet. */
  areaOf(address: string, sheet: Sheet): Area;
  worksheet(sheet: Sheet): HostObject;
  range(sheet: Sheet, area: Area): CellsObject;
  ranges(sheet: Sheet, areas: readonly Area[]): CellsObject;
  /** Cells of several sheets. */
  rangesOfSheets(parts: readonly { readonly sheet: Sheet; readonly areas: readonly Area[] }[]): HostObject;
  table(sheet: Sheet, id: string): HostObject;
  /** The tables of a sheet or, without one, of the workbook; with an area, those that touch it. */
  tables(sheet: Sheet | null, within?: Area): HostObject;
}

/** Gives a class the methods by which Office.js registers events: by the wire's name, the event. */
export function registerEvents<T extends HostObject>(
  type: { readonly prototype: T },
  names: Readonly<Record<string, EventName>>,
  register: (object: T, event: EventName, on: boolean) => null,
): void {
  for (const [wireName, event] of Object.entries(names)) {
    for (const on of [true, false]) {
      Object.defineProperty(type.prototype, `_${on ? 'Register' : 'Unregister'}${wireName}`, {
        value(this: T) {
          return register(this, event, on);
        },
      });
    }
  }
}

import type { Workbook } from '../workbook/workbook';
import { HostError, HostObject } from './host-object';
import { RangeObject } from './range';
import { SettingCollection } from './settings';
import { type EventName, WorksheetCollection, WorksheetObject } from './sheets';

export interface WorkbookRootEvents {
  /** Registers or unregisters an event. */
  register(event: EventName, on: boolean): null;
}

/** The host's parts besides the workbook: the ribbon and the pane's visibility. */
export interface Host {
  setButtonEnabled(id: string, enabled: boolean): void;
  showPane(visible: boolean): void;
}

class RibbonButton extends HostObject {
  constructor(
    private readonly id: string,
    private readonly host: Host,
  ) {
    super();
  }
  override identity() {
    return { Id: this.id };
  }
  set Enabled(enabled: boolean) {
    this.host.setButtonEnabled(this.id, enabled);
  }
}

class RibbonTab extends HostObject {
  constructor(private readonly id: string) {
    super();
  }
  override identity() {
    return { Id: this.id };
  }
}

class Ribbon extends HostObject {
  constructor(private readonly host: Host) {
    super();
  }
  GetButton(id: string): HostObject {
    return new RibbonButton(id, this.host);
  }
  GetTab(id: string): HostObject {
    return new RibbonTab(id);
  }
}

/** Called when the pane is ready for ribbon commands and events. */
class AddinInternalService extends HostObject {
  NotifyActionHandlerReady(): null {
    return null;
  }
}

class AppRuntimeService extends HostObject {
  #state = 'Visible';
  constructor(private readonly host: Host) {
    super();
  }
  GetAppRuntimeState(): string {
    return this.#state;
  }
  SetAppRuntimeState(state: string): null {
    this.#state = state;
    this.host.showPane(state === 'Visible');
    return null;
  }
}

/** The objects that Office.js creates by name. */
export class Services {
  constructor(private readonly host: Host) {}

  create(name: string): HostObject {
    if (name === 'Microsoft.InternalService.AddinInternalService') return new AddinInternalService();
    if (name === 'Microsoft.AppRuntime.AppRuntimeService') return new AppRuntimeService(this.host);
    if (name === 'Microsoft.DynamicRibbon.DynamicRibbon') return new Ribbon(this.host);
    throw new HostError('ApiNotFound', `The service ${name} is not known here.`);
  }
}

/** `context.workbook`. */
export class WorkbookRoot extends HostObject {
  override readonly scalars = ['name'];

  constructor(
    private readonly workbook: Workbook,
    private readonly events: WorkbookRootEvents,
  ) {
    super();
  }
  get Name(): string {
    return 'Book1.xlsx';
  }
  get Worksheets(): HostObject {
    return new WorksheetCollection(this.workbook, (event, on) => this.events.register(event, on));
  }
  get Settings(): HostObject {
    return new SettingCollection(this.workbook);
  }
  GetSelectedRange(): HostObject {
    return new RangeObject(new WorksheetObject(this.workbook.active), this.workbook.selection);
  }
  GetActiveCell(): HostObject {
    const { row, column } = this.workbook.selection;
    return new RangeObject(new WorksheetObject(this.workbook.active), { row, column, rows: 1, columns: 1 });
  }
}

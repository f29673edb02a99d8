import type { Workbook } from '../workbook/workbook';
import { HostError, HostObject } from './host-object';

/** The host's parts besides the workbook: the ribbon and the pane's visibility. */
export interface Host {
  setButtonEnabled(id: string, enabled: boolean): void;
  showPane(visible: boolean): void;
  isPaneShown(): boolean;
  /** The add-in is ready for commands. */
  commandsReady(): void;
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
  constructor(private readonly host: Host) {
    super();
  }
  NotifyActionHandlerReady(): null {
    this.host.commandsReady();
    return null;
  }
}

class AppRuntimeService extends HostObject {
  constructor(
    private readonly host: Host,
    private readonly workbook: Workbook,
  ) {
    super();
  }
  GetAppRuntimeState(): string {
    return this.host.isPaneShown() ? 'Visible' : 'Background';
  }
  SetAppRuntimeState(state: string): null {
    const isVisible = state === 'Visible';
    if (!isVisible || this.workbook.platform.opensPane) this.host.showPane(isVisible);
    return null;
  }
}

/** The objects that Office.js creates by name. */
export class Services {
  constructor(
    private readonly host: Host,
    private readonly workbook: Workbook,
    private readonly customFunctions: HostObject,
  ) {}

  /** The ribbon's buttons: on desktops, changing them clears the undo stack. */
  #watched(): Host {
    const { host, workbook } = this;
    return {
      ...host,
      setButtonEnabled(id, enabled) {
        if (workbook.platform.ribbonClearsUndo) workbook.history.clear();
        host.setButtonEnabled(id, enabled);
      },
    };
  }

  create(name: string): HostObject {
    if (name === 'Microsoft.InternalService.AddinInternalService') return new AddinInternalService(this.host);
    if (name === 'Microsoft.AppRuntime.AppRuntimeService') return new AppRuntimeService(this.host, this.workbook);
    if (name === 'Microsoft.DynamicRibbon.DynamicRibbon') return new Ribbon(this.#watched());
    if (name === 'Microsoft.ExcelServices.CustomFunctions') return this.customFunctions;
    throw new HostError('ApiNotFound', `The service ${name} is not known here.`);
  }
}

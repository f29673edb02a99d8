import { HostError, HostObject } from './host-object';

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

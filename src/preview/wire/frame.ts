import type { Host } from '../interpreter/services';
import type { Workbook } from '../workbook/workbook';
import { ExcelHost, hostRequest } from './excel-host';
import { HOST_FLAGS, type HostMessage } from './messages';

/** The messages between frame and host (`office-host.md`): JSON texts by `postMessage`. */
interface Message {
  readonly _messageType: number;
  readonly _actionName: string;
  readonly _conversationId: string;
  readonly _correlationId: number;
  readonly _data: { ArrayData?: unknown[]; DdaMethod?: { DispatchId: number } } & Record<string, unknown>;
  readonly _actionType: number;
}

const DISPATCH = { richApi: 93, commandCompleted: 94 } as const;
const CONVERSATION = 'preview';

/** The requirement sets that the interpreter covers for what the add-in uses. */
const REQUIREMENTS = {
  ExcelApi: '1.17',
  DelayForCellEdit: '1.1',
  SharedRuntime: '1.1',
  RibbonApi: '1.1',
  CustomFunctionsRuntime: '1.1',
  CustomFunctions: '1.7',
};

function appContext(displayLanguage: string): Record<string, unknown> {
  return {
    _id: 'caseload-upload',
    _appName: 16,
    _appVersion: 16,
    _appMinorVersion: 1,
    _appUILocale: displayLanguage,
    _dataLocale: 'en-US',
    _docUrl: `${location.origin}/Book1.xlsx`,
    _clientMode: 0,
    _settings: [],
    _reason: 1,
    _osfControlType: 1,
    _eToken: '',
    _correlationId: CONVERSATION,
    _appInstanceId: CONVERSATION,
    _requirementMatrix: JSON.stringify(REQUIREMENTS),
    _hostFullVersion: '16.0',
    _clientWindowHeight: innerHeight,
    _clientWindowWidth: 320,
    _addinName: 'Caseload Upload',
    _appDomains: [],
    _dialogRequirementMatrix: '{}',
    _featureGates: {},
    _initialDisplayMode: 0,
  };
}

/** Connects the pane in its frame to the workbook. */
export class PaneFrame {
  readonly element = document.createElement('iframe');
  readonly host: ExcelHost;
  #delay = 0;
  #isReady = false;
  readonly #pressed: (() => void)[] = [];

  /** @param displayLanguage of Excel, a BCP 47 tag */
  constructor(
    workbook: Workbook,
    host: Omit<Host, 'commandsReady'>,
    page: string,
    private readonly displayLanguage = 'en-US',
  ) {
    this.host = new ExcelHost(workbook, { ...host, commandsReady: () => this.#sendCommands() }, (messages) => this.#send(messages));
    const info = encodeURIComponent(`Excel$Web$16.01$${displayLanguage}$${CONVERSATION}$$$${HOST_FLAGS}`);
    this.element.title = 'Caseload Upload';
    this.element.name = JSON.stringify({
      baseFrameName: 'f',
      hostInfo: `Excel|Web|16.01|${displayLanguage}|${CONVERSATION}|||${HOST_FLAGS}`,
      xdmInfo: `${CONVERSATION}|caseload-upload|${location.origin}`,
      serializerVersion: 1,
      flights: '[]',
    });
    this.element.src = `${page}?_host_Info=${info}`;
    addEventListener('message', (event) => {
      if (event.source === this.element.contentWindow && typeof event.data === 'string') this.#receive(event.data);
    });
  }

  /** Simulates a slow host: the least time of a request, in milliseconds. */
  slowDown(milliseconds: number): void {
    this.#delay = milliseconds;
  }

  /** Presses a button of the ribbon. Excel keeps what is pressed until the add-in is ready. */
  invoke(controlId: string, action: string): void {
    this.#pressed.push(() => this.#command(controlId, action));
    if (this.#isReady) this.#sendCommands();
  }

  #sendCommands(): void {
    this.#isReady = true;
    for (const press of this.#pressed.splice(0)) press();
  }

  #command(controlId: string, action: string): void {
    this.#post({
      _actionName: 'appCommandInvoked',
      _responseType: 1,
      _data: { 0: controlId, 1: action, 2: JSON.stringify({ source: { id: controlId } }) },
    });
  }

  #send(messages: readonly HostMessage[]): void {
    setTimeout(() => this.#post({ _actionName: 'richApiMessage', _responseType: 1, _data: { ArrayData: messages } }), this.#delay);
  }

  #receive(text: string): void {
    const message = readMessage(text);
    if (message === null) return;
    if (message._actionName === 'ContextActivationManager_getAppContextAsync') this.#answer(message, appContext(this.displayLanguage));
    else if (message._actionName === 'executeMethod') this.#execute(message);
    else if (message._actionType !== 0) this.#answer(message, { Error: 0 });
  }

  #execute(message: Message): void {
    const { DdaMethod: method, ArrayData: array } = message._data;
    if (method?.DispatchId === DISPATCH.richApi) {
      this.host.execute(hostRequest(array ?? []), (answer) => {
        setTimeout(() => this.#answer(message, { Version: 1, Error: 0, Data: [200, [], answer] }), this.#delay);
      });
    } else if (method?.DispatchId === DISPATCH.commandCompleted) this.#answer(message, { Version: 1, Error: 0 });
  }

  #answer({ _actionName, _correlationId }: Message, data: unknown): void {
    this.#post({ _actionName, _correlationId, _responseType: 0, _data: data });
  }

  #post(message: Record<string, unknown>): void {
    const whole = {
      _messageType: 1,
      _errorCode: 0,
      _serializerVersion: 1,
      _conversationId: CONVERSATION,
      _origin: location.origin,
      ...message,
    };
    this.element.contentWindow?.postMessage(JSON.stringify(whole), location.origin);
  }
}

function readMessage(text: string): Message | null {
  try {
    const message = JSON.parse(text) as Message;
    return message._messageType === 0 ? message : null;
  } catch {
    return null;
  }
}

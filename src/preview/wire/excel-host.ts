import { Interpreter } from '../interpreter/interpreter';
import { type Host, Services } from '../interpreter/root';
import type { EventName } from '../interpreter/sheets';
import { areaAddress } from '../workbook/address';
import type { Author } from '../workbook/sheet-owner';
import type { Workbook, WorkbookEvent } from '../workbook/workbook';

/** Excel on the web refuses requests and answers over 5 MB. */
const MAX_BYTES = 5 * 1024 * 1024;

/** The event types' numbers, from the `on...` getters of `excel-web-16.00.debug.js`. */
const EVENT_TYPES: Readonly<Record<EventName, number>> = {
  changed: 10,
  activated: 11,
  added: 13,
  selected: 14,
  deleted: 15,
  rowSorted: 19,
  nameChanged: 25,
  visibilityChanged: 26,
  moved: 27,
};

/** The target of events: the workbook's collection of worksheets. */
const TARGET = 'Workbook';

/** A request as it comes over the wire. */
export interface HostRequest {
  readonly partition: string;
  readonly body: string;
  readonly flags: number;
}

/** The request flag that `delayForCellEdit` sets. */
const DELAY_FOR_CELL_EDIT = 64;
const EDITING_PAUSE = 50;
/** The partition of Excel on the web's frame: ribbon, pane and dialogs, which answer during cell editing, too. */
const FRAME_PARTITION = 'WacPartition';

/** The parts of Office.js's request array. */
export function hostRequest(array: readonly unknown[]): HostRequest {
  return { partition: String(array[0]), body: String(array[4]), flags: Number(array[6] ?? 0) };
}

/** `[category, event type, target, JSON]`, as the wire carries an event to Office.js. */
export type EventMessage = readonly [65536, number, string, string];

export interface Traffic {
  requests: number;
  /** Bytes that the add-in sent and got. */
  sent: number;
  received: number;
}

function author(by: Author): { source: string; triggerSource: string } {
  return { source: by === 'remote' ? 'Remote' : 'Local', triggerSource: by === 'add-in' ? 'ThisLocalAddin' : 'Unknown' };
}

function valueType(value: unknown): string {
  if (value === '') return 'Empty';
  return typeof value === 'number' ? 'Double' : typeof value === 'boolean' ? 'Boolean' : 'String';
}

function eventData(event: WorkbookEvent): Record<string, unknown> | null {
  const worksheetId = event.sheet.id;
  switch (event.type) {
    case 'changed': {
      const single = event.before !== undefined || event.after !== undefined;
      const details = {
        valueBefore: event.before,
        valueAfter: event.after,
        valueTypeBefore: valueType(event.before),
        valueTypeAfter: valueType(event.after),
      };
      return { worksheetId, address: areaAddress(event.area), changeType: event.change, ...author(event.by), ...(single ? details : {}) };
    }
    case 'rowSorted':
      return { worksheetId, address: areaAddress(event.area), ...author(event.by) };
    case 'selected':
      return { worksheetId, address: areaAddress(event.area) };
    case 'nameChanged':
      return { worksheetId, nameBefore: event.before, nameAfter: event.sheet.name, source: 'Local' };
    case 'activated':
    case 'added':
    case 'deleted':
    case 'moved':
    case 'visibilityChanged':
      return { worksheetId, source: 'Local' };
    default:
      return null;
  }
}

/** Excel as seen by Office.js: runs batches and sends events, both as texts. */
export class ExcelHost {
  readonly #interpreter: Interpreter;
  readonly #registered = new Map<EventName, number>();
  #traffic: Traffic = { requests: 0, sent: 0, received: 0 };

  constructor(
    readonly workbook: Workbook,
    host: Host,
    send: (message: EventMessage) => void,
  ) {
    const register = (event: EventName, on: boolean): null => {
      this.#registered.set(event, (this.#registered.get(event) ?? 0) + (on ? 1 : -1));
      return null;
    };
    this.#interpreter = new Interpreter(workbook, { register }, new Services(host));
    workbook.listen((event) => {
      const name = event.type as EventName;
      if ((this.#registered.get(name) ?? 0) <= 0) return;
      const data = eventData(event);
      if (data !== null) send([65536, EVENT_TYPES[name], TARGET, JSON.stringify({ type: name, ...data })]);
    });
  }

  /** Runs a batch of `context.sync()`; request and answer are texts. */
  async execute(request: HostRequest): Promise<string> {
    this.#traffic.requests++;
    this.#traffic.sent += request.body.length;
    const waits = (request.flags & DELAY_FOR_CELL_EDIT) !== 0;
    while (waits && this.workbook.isEditing) await new Promise((resume) => setTimeout(resume, EDITING_PAUSE));
    const answer = this.#answer(request);
    this.#traffic.received += answer.length;
    return answer;
  }

  #answer({ body, partition }: HostRequest): string {
    if (body.length > MAX_BYTES) return tooLarge('RequestPayloadSizeLimitExceeded', 'request');
    const isAnswered = partition === FRAME_PARTITION || !this.workbook.isEditing;
    if (!isAnswered) return refused('InvalidOperationInCellEditMode', 'Excel is in cell-editing mode.');
    const answer = JSON.stringify(this.#interpreter.run(JSON.parse(body)));
    return answer.length > MAX_BYTES ? tooLarge('ResponsePayloadSizeLimitExceeded', 'response') : answer;
  }

  /** The traffic since the last call. */
  takeTraffic(): Traffic {
    const traffic = this.#traffic;
    this.#traffic = { requests: 0, sent: 0, received: 0 };
    return traffic;
  }
}

function tooLarge(code: string, what: string): string {
  return refused(code, `The ${what} payload size has exceeded the limit.`);
}

function refused(code: string, message: string): string {
  return JSON.stringify({ Results: [], Error: { Code: code, Message: message, ActionIndex: 0 } });
}

import { Interpreter } from '../interpreter/interpreter';
import { type Host, Services } from '../interpreter/services';
import type { Workbook } from '../workbook/workbook';
import { CustomFunctionsService } from './custom-functions';
import { EventSource } from './events';
import type { HostMessage } from './messages';

/** Excel on the web refuses requests and answers over 5 MB. */
const MAX_BYTES = 5 * 1024 * 1024;

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

export interface Traffic {
  requests: number;
  /** Bytes that the add-in sent and got. */
  sent: number;
  received: number;
}

/** Excel as seen by Office.js: runs batches and sends events, both as texts. */
export class ExcelHost {
  readonly #interpreter: Interpreter;
  #traffic: Traffic = { requests: 0, sent: 0, received: 0 };

  constructor(
    readonly workbook: Workbook,
    host: Host,
    send: (messages: readonly HostMessage[]) => void,
  ) {
    const services = new Services(host, workbook, new CustomFunctionsService(workbook, send));
    this.#interpreter = new Interpreter(workbook, new EventSource(workbook, send), services);
  }

  /** Runs a batch of `context.sync()`; request and answer are texts. Answers at once, unless the batch waits for the end of cell editing. */
  execute(request: HostRequest, answered: (text: string) => void): void {
    const waits = (request.flags & DELAY_FOR_CELL_EDIT) !== 0;
    if (waits && this.workbook.isEditing) {
      setTimeout(() => this.execute(request, answered), EDITING_PAUSE);
      return;
    }
    this.#traffic.requests++;
    this.#traffic.sent += request.body.length;
    const answer = this.#answer(request);
    this.#traffic.received += answer.length;
    answered(answer);
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

import { HostObject } from '../interpreter/host-object';
import type { AddInFunction, Invocation } from '../workbook/calculation/add-in-functions';
import { type Scalar, toText } from '../workbook/formula/result';
import type { Value } from '../workbook/values';
import type { Workbook } from '../workbook/workbook';
import { CUSTOM_FUNCTION, type HostMessage } from './messages';

/** The types of messages, from `_handleMessage` of `excel-web-16.00.debug.js`. */
const TYPE = { invocation: 1000, cancellation: 1001 } as const;
/** The flags of an invocation. */
const FLAG = { cancelable: 1, streaming: 2 } as const;
/** What a failed function shows, by its error code. */
const ERRORS: Readonly<Record<number, string>> = { 1: '#N/A', 5: '#DIV/0!', 6: '#NUM!', 8: '#NULL!' };
/** A cell's longest text. */
const MAX_LENGTH = 32_767;

/** `[id, succeeded, value, error code]`, or the same by name, as Office.js sends it from CustomFunctions 1.7 on or before. */
type Answer = readonly [number, boolean, unknown, number?] | { id: number; failed?: boolean; value: unknown; errorCode?: number };

/** The service by which Office.js announces that an add-in's functions can be called, and answers the calls. */
export class CustomFunctionsService extends HostObject {
  constructor(
    private readonly workbook: Workbook,
    private readonly send: (messages: readonly HostMessage[]) => void,
  ) {
    super();
  }

  _SetOsfControlContainerReadyForCustomFunctions(): null {
    this.workbook.addIns.connect({
      invoke: (invocations) => this.send(invocations.map(invocationMessage)),
      cancel: (invocationId) => this.send([[CUSTOM_FUNCTION, TYPE.cancellation, '', JSON.stringify({ invocationId })]]),
    });
    return null;
  }
  /** Excel's experiments with sending results. None is played. */
  _GetEnabledFeatures(): readonly number[] {
    return [];
  }
  SetInvocationResults(answers: readonly Answer[]): null {
    return this.#take(answers);
  }
  SetInvocationArrayResults(answers: readonly Answer[]): null {
    return this.#take(answers);
  }

  #take(answers: readonly Answer[]): null {
    for (const answer of answers) {
      const [id, succeeded, value, code = 0] =
        'id' in answer ? [answer.id, answer.failed !== true, answer.value, answer.errorCode] : answer;
      const cell = this.workbook.addIns.answer(id, succeeded ? cellValue(value) : (ERRORS[code] ?? '#VALUE!'));
      const sheet = this.workbook.sheets.find((one) => one === cell?.sheet);
      if (cell !== undefined) sheet?.showResult(cell.row, cell.column);
    }
    return null;
  }
}

function cellValue(value: unknown): Value {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' && value.length <= MAX_LENGTH ? value : '#VALUE!';
}

function invocationMessage({ id, function: called, values, address }: Invocation): HostMessage {
  const message = [id, called.id, values.map(argument), address, flagsOf(called)];
  return [CUSTOM_FUNCTION, TYPE.invocation, '', JSON.stringify(message)];
}

function argument(value: Scalar): unknown {
  return typeof value === 'object' ? toText(value) : (value ?? null);
}

function flagsOf({ options = {} }: AddInFunction): number {
  return (options.cancelable || options.stream ? FLAG.cancelable : 0) | (options.stream ? FLAG.streaming : 0);
}

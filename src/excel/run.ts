import { excelProblem } from '../core/text/excel';

/** An error of Excel, with a text that says what to do. */
export class ExcelProblem extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (error instanceof ExcelProblem || typeof code !== 'string') throw error;
    throw new ExcelProblem(code, excelProblem(code));
  }
}

/** Whether Excel on the web refused an answer as too large. */
export function isAnswerTooLarge(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ResponsePayloadSizeLimitExceeded';
}

/** The pauses between attempts while a cell is being edited, in milliseconds: each attempt may scroll the sheet (OfficeDev/office-js#6754). */
const PAUSES = { first: 300, longest: 3000 } as const;
/** How long to wait for the end of editing, in milliseconds. */
const PATIENCE = 300_000;

const sleep = (milliseconds: number) => new Promise<void>((resume) => setTimeout(resume, milliseconds));

/**
 * Repeats work that Excel refuses because a cell is being edited, less and less often, until the user has left the cell. Other errors,
 * such as `HostRestartNeeded`, would only come again: they are thrown at once.
 * @throws ExcelProblem
 */
export async function whenIdle<T>(work: () => Promise<T>, pause = sleep): Promise<T> {
  let [waited, next]: [number, number] = [0, PAUSES.first];
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const isEditing = error instanceof ExcelProblem && error.code === 'InvalidOperationInCellEditMode';
      if (!isEditing || waited >= PATIENCE) throw error;
      await pause(next);
      waited += next;
      next = Math.min(PAUSES.longest, next * 2);
    }
  }
}

/**
 * Runs an operation of several requests in Excel. Office.js keeps its ranges alive between them, and releases them with
 * one more request at the end.
 * @throws ExcelProblem
 */
export function runExcel<T>(operation: (context: Excel.RequestContext) => Promise<T>): Promise<T> {
  return inWords(() => Excel.run(operation));
}

/**
 * Runs an operation of one request in Excel: `prepare` queues calls and loads, `read` reads the result.
 * Takes exactly one request, since no ranges are kept alive. Used for every edit.
 * @throws ExcelProblem
 */
export function requestOnce<Asked, T>(prepare: (context: Excel.RequestContext) => Asked, read: (asked: Asked) => T): Promise<T> {
  return inWords(async () => {
    const context = new Excel.RequestContext();
    const asked = prepare(context);
    await context.sync();
    return read(asked);
  });
}

/**
 * Like `runExcel`, but waits while a cell is being edited instead of failing: for reading and highlighting. A change that
 * the user asks for fails, and the user is told why.
 */
export function runExcelWhenIdle<T>(operation: (context: Excel.RequestContext) => Promise<T>): Promise<T> {
  return whenIdle(() => runExcel(operation));
}

/** Like `requestOnce`, but waits while a cell is being edited instead of failing. */
export function requestWhenIdle<Asked, T>(prepare: (context: Excel.RequestContext) => Asked, read: (asked: Asked) => T): Promise<T> {
  return whenIdle(() => requestOnce(prepare, read));
}

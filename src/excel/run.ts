import { EXCEL_PROBLEMS, UNKNOWN_EXCEL_PROBLEM } from '../core/text/en/excel';

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
    throw new ExcelProblem(code, EXCEL_PROBLEMS[code] ?? UNKNOWN_EXCEL_PROBLEM);
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

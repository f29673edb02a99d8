import { EXCEL_PROBLEMS, UNKNOWN_EXCEL_PROBLEM } from '../core/text/en/excel';

/** Something that Excel would not do, in words that say what to do. */
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
 * Runs an operation of several requests in Excel. Office.js keeps its ranges alive between them, and lets go of them with
 * one more request at the end. Whatever Excel refuses becomes an `ExcelProblem`.
 * @throws ExcelProblem
 */
export function runExcel<T>(operation: (context: Excel.RequestContext) => Promise<T>): Promise<T> {
  return inWords(() => Excel.run(operation));
}

/**
 * Runs an operation of one request in Excel: `prepare` says what is to be done and what is to be read, `read` reads it.
 * Nothing has to be kept alive, so this is one request and no more: it is what every edit costs.
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

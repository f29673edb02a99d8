/** Something that Excel would not do, in words that say what to do. */
export class ExcelProblem extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const WORDS: Readonly<Record<string, string>> = {
  AccessDenied: 'This sheet is protected. Unprotect it (Review, Unprotect Sheet) and try again.',
  InvalidOperationInCellEditMode: 'A cell is being edited. Press Enter or Esc in it and try again.',
  ItemNotFound: 'The sheet is no longer there. Open it again, or insert the template.',
  ApiNotFound: 'This version of Excel is too old for that. Update Excel, or use Excel on the web.',
  RequestPayloadSizeLimitExceeded: 'The sheet is too large for Excel to take in one go. Split it into smaller sheets.',
  ResponsePayloadSizeLimitExceeded: 'The sheet is too large for Excel to give in one go. Split it into smaller sheets.',
};

async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (error instanceof ExcelProblem || typeof code !== 'string') throw error;
    throw new ExcelProblem(code, WORDS[code] ?? 'Excel could not do that. Try again; if it stays, save the workbook and reopen it.');
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

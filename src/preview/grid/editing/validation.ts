import { isValidValue } from '../../workbook/format/validation';
import type { Sheet } from '../../workbook/sheet/sheet';
import { readInput } from '../../workbook/values';
import type { Cell } from '../selection';
import { ask } from '../window/dialog';
import { WORDS } from '../window/words';

interface ErrorAlert {
  readonly showAlert?: boolean;
  readonly style?: string;
  readonly title?: string;
  readonly message?: string;
}

/** Whether a typed text satisfies the cell’s validation. */
function isValid(sheet: Sheet, { row, column }: Cell, text: string): boolean {
  const { value, formula } = readInput(text, sheet.style(row, column).numberFormat ?? 'General');
  return formula !== undefined || isValidValue(sheet, row, column, value);
}

/** Asks as the cell’s error alert says if a typed text is invalid. Pasted values are not checked, as in Excel. */
export async function admit(sheet: Sheet, cell: Cell, text: string): Promise<'enter' | 'retry' | 'cancel'> {
  if (isValid(sheet, cell, text)) return 'enter';
  const alert: ErrorAlert = sheet.rules.validationAt(cell.row, cell.column)?.errorAlert ?? {};
  if (alert.showAlert === false) return 'enter';
  const [title, message] = [alert.title || WORDS.invalidEntry, alert.message || WORDS.invalidMessage];
  if (alert.style === 'Warning') {
    const answer = await ask(title, `${message} ${WORDS.goOn}`, [WORDS.no, WORDS.yes, WORDS.cancel]);
    return answer === WORDS.yes ? 'enter' : answer === WORDS.no ? 'retry' : 'cancel';
  }
  if (alert.style === 'Information') return (await ask(title, message, [WORDS.ok, WORDS.cancel])) === WORDS.ok ? 'enter' : 'cancel';
  return (await ask(title, message, [WORDS.retry, WORDS.cancel])) === WORDS.retry ? 'retry' : 'cancel';
}

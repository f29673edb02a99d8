import { number } from './format';
import { translated } from './language';

const SAVE_AGAIN = 'Open it in Excel and save it again as .xlsx.';

/** Why a file can't be read. */
export const FILES = translated('FILES', {
  empty: 'The file is empty.',
  missing: (file: string) => `${file} does not exist, or can’t be read.`,
  unknownType: (name: string) => `${name} is neither .csv nor .xlsx. Save it as one of the two.`,
  notText: 'This is not a text file, whatever its name says. Save the sheet again as .csv or .xlsx.',
  workbookNamedCsv: 'This is a workbook with the extension .csv. Rename it to .xlsx, or save it as .csv.',
  textNamedXlsx: 'This is a text file with the extension .xlsx. Rename it to .csv, or save it as .xlsx.',
  strayComma: (line: number, values: number, header: number) =>
    `Line ${line} has ${values} values, but the header has ${header}. Remove the comma inside a value, or enclose the value in quotes.`,
  damaged: `This is not an .xlsx workbook, or it is damaged. ${SAVE_AGAIN}`,
  damagedOrEncrypted: 'This is not an .xlsx workbook, or it is damaged or encrypted. Save it again as .xlsx.',
  encrypted: 'This workbook is encrypted, or in the old .xls format. Save it as .xlsx without a password.',
  macros: 'This workbook contains macros. Save it as .xlsx, which leaves them out.',
  tooLarge: 'Unpacked, this workbook is far larger than a caseload can be. Copy its rows into a new workbook.',
  utf16: `This workbook’s parts are encoded in UTF-16, which no spreadsheet program uses. ${SAVE_AGAIN}`,
  documentType: `This workbook’s XML contains a document type, which no spreadsheet program writes. ${SAVE_AGAIN}`,
  tooFarDown: (row: number, last: number) =>
    `Row ${number(row)} has data, but a caseload ends at row ${number(last)} at the latest. Move the data up, or delete it.`,
  onlyCharts: 'This workbook contains charts but no worksheet. Put the caseload on a worksheet.',
});

/** The most characters of an upload's name, without the number of a batch. */
const LONGEST_NAME = 80;

/** The name of an upload of a sheet: all workbooks have a *Sheet1*. */
export function uploadName(workbook: string, sheet: string): string {
  const book = workbook.replace(/\.xls[xmb]?$/i, '');
  return (book === '' ? sheet : `${book} – ${sheet}`).slice(0, LONGEST_NAME);
}

/** The name of a batch, such as `Book1 – Sheet1 (2/5)`: the same in every language. */
export function batchName(name: string, batch: number, batches: number): string {
  return `${name} (${batch}/${batches})`;
}

/** Whether an upload, perhaps one of several batches, was made of the sheet that gives uploads this name. Earlier batches were named `(2 of 5)`. */
export function isOfSheet(upload: string, name: string): boolean {
  return upload.replace(/ \(\d+(?:\/| of )\d+\)$/, '') === name;
}

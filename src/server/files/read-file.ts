import { readFile } from 'node:fs/promises';
import type { Cells } from '../../core/caseload/cells';
import { FileProblem } from '../../core/files/decode-text';
import { readFileCells } from '../../core/files/read-file';
import { FILES } from '../../core/text/files';

/**
 * Reads the cells of a `.csv`, or of the leftmost worksheet of an `.xlsx`.
 * @throws FileProblem
 */
export async function readSheetFile(file: string): Promise<Cells> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch {
    throw new FileProblem(FILES.missing(file));
  }
  return readFileCells(file, bytes);
}

import type { FastifyRequest } from 'fastify';
import type { NewUpload } from '../../core/contract';
import type { FileReader } from '../files/file-reader';
import { problems } from '../problem';

const LONGEST_NAME = 100;

/**
 * Reads the file of a multipart request: its first, a `.csv` or `.xlsx`. A field `test` that is `true` sends its first rows only;
 * it must stand before the file.
 * @throws FileProblem
 */
export async function readSentFile(request: FastifyRequest, files: FileReader): Promise<NewUpload> {
  const file = await request.file();
  if (file === undefined) throw problems.invalid('the body', 'it holds no file; send one, a .csv or .xlsx');
  const { cells, hidden } = await files.read(file.filename, await file.toBuffer());
  const field = file.fields.test;
  const isTest = field !== undefined && 'value' in field && field.value === 'true';
  const name = file.filename.replace(/\.[^.]*$/, '').slice(0, LONGEST_NAME) || 'File';
  return { name, cells: cells.map((row) => [...row]), test: isTest, ...(hidden === null ? {} : { hidden }) };
}

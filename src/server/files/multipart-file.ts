import type { FastifyRequest } from 'fastify';
import { INVALID, PARTS } from '../../core/text/problems';
import { problems } from '../http/problem';
import type { SentFile } from '../threads/tasks';

/** The most characters of a file name. */
const LONGEST_NAME = 255;

/**
 * Reads the file of a multipart request: a `.csv` or `.xlsx`. A field `test` with `true` submits its first rows only;
 * it must precede the file.
 * @throws ProblemError 400 if there is no file, or the body is incomplete
 */
export async function readSentFile(request: FastifyRequest): Promise<SentFile> {
  const file = await request.file();
  if (file === undefined) throw problems.invalid(PARTS.body, INVALID.noFile);
  const bytes = await file.toBuffer();
  const field = file.fields.test;
  const isTest = field !== undefined && 'value' in field && field.value === 'true';
  return { name: file.filename.slice(-LONGEST_NAME), bytes, isTest };
}

import type { FastifyRequest } from 'fastify';
import { INVALID, PARTS } from '../../core/text/en/problems';
import { problems } from '../http/problem';
import type { SentFile } from '../threads/tasks';

/** What a name of a file may come to, in characters. */
const LONGEST_NAME = 255;

/**
 * Takes the file of a multipart request: its first, a `.csv` or `.xlsx`. A field `test` that is `true` sends its first rows only;
 * it must stand before the file.
 * @throws ProblemError 400 if there is none, or the body is cut off
 */
export async function readSentFile(request: FastifyRequest): Promise<SentFile> {
  const file = await request.file();
  if (file === undefined) throw problems.invalid(PARTS.body, INVALID.noFile);
  const bytes = await file.toBuffer();
  const field = file.fields.test;
  const isTest = field !== undefined && 'value' in field && field.value === 'true';
  return { name: file.filename.slice(-LONGEST_NAME), bytes, isTest };
}

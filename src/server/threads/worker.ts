// The entry point of the pool's threads.
import { FileProblem } from '../../core/files/decode-text';
import type { Language } from '../../core/text/language';
import type { DatabaseHandle } from '../database/database';
import { withHandle } from '../database/open';
import { inLanguage } from '../http/language';
import { ProblemError, problems } from '../http/problem';
import { HANDLERS } from './handlers';
import type { TaskAnswer, TaskName, Tasks } from './tasks';

export interface ThreadTask<Name extends TaskName = TaskName> {
  readonly name: Name;
  readonly input: Tasks[Name]['input'];
  readonly database: DatabaseHandle;
  readonly language: Language;
}

function refusalOf(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  return error instanceof FileProblem ? problems.unreadableFile(error.message) : undefined;
}

export default function run(task: ThreadTask): Promise<TaskAnswer> {
  return inLanguage(task.language, () => runTask(task));
}

async function runTask<Name extends TaskName>({ name, input, database }: ThreadTask<Name>): Promise<TaskAnswer> {
  try {
    return { output: await withHandle(database, (opened) => HANDLERS[name](input, opened)) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== undefined) {
      const { status, code, title, detail, retryAfter } = refusal;
      return { problem: { status, code, title, detail, retryAfter } };
    }
    const { name: kind, message, code } = error as { name?: string; message?: string; code?: unknown };
    return { fault: { name: kind ?? 'Error', message: message ?? '', code } };
  }
}

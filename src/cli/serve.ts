import { ConfigProblem, readConfig } from '../server/config';
import { FolderInUse } from '../server/database/embedded/folder-lock';
import { isDiskFull } from '../server/http/problem';
import { serve } from '../server/serve';
import { CommandProblem } from './problem';

/** `caseload serve`: runs until it is told to stop. */
export async function serveCommand(environment: NodeJS.ProcessEnv): Promise<number> {
  try {
    // From the beginning: told to stop while it starts, it stops once it has.
    const told = new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    const running = await serve(readConfig(environment));
    console.log(`\nCaseload Upload is ready. Try it in the browser: ${running.url}/preview\n`);
    await told;
    await running.stop();
    return 0;
  } catch (error) {
    if (error instanceof ConfigProblem || error instanceof FolderInUse) throw new CommandProblem(error.message);
    const { code, message } = error as { code?: string; message: string };
    if (code === 'EADDRINUSE') throw new CommandProblem('The port is in use. Stop the other program, or choose another with PORT=3001.');
    if (isDiskFull(error) || code === 'EACCES' || code === 'EROFS')
      throw new CommandProblem(`The data folder can’t be written (${message}). Free space, or choose another with DATA_DIR.`);
    throw error;
  }
}

import { CLI } from '../core/text/cli';
import { ConfigProblem, readConfig } from '../server/config';
import { FolderInUse } from '../server/database/embedded/folder-lock';
import { isDiskFull } from '../server/http/problem';
import { serve } from '../server/serve';
import { CommandProblem } from './problem';

/** `caseload serve`: runs until it is stopped. */
export async function serveCommand(environment: NodeJS.ProcessEnv): Promise<number> {
  try {
    // Registered before the start, so that a signal during startup stops the service as soon as it is up.
    const told = new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    const running = await serve(readConfig(environment));
    console.log(CLI.ready(running.url));
    await told;
    await running.stop();
    return 0;
  } catch (error) {
    if (error instanceof ConfigProblem || error instanceof FolderInUse) throw new CommandProblem(error.message);
    const { code, message } = error as { code?: string; message: string };
    if (code === 'EADDRINUSE') throw new CommandProblem(CLI.portInUse);
    if (isDiskFull(error) || code === 'EACCES' || code === 'EROFS') throw new CommandProblem(CLI.notWritable(message));
    throw error;
  }
}

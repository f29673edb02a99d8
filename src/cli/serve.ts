import { CLI } from '../core/text/cli';
import { readConfig } from '../server/config';
import { serve } from '../server/serve';

/** `caseload serve`: runs until it is stopped. */
export async function serveCommand(environment: NodeJS.ProcessEnv): Promise<number> {
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
}

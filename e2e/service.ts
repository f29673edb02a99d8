import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFirstStart } from './first-start';

const PROGRAM = join(__dirname, '..', 'dist', 'caseload.js');
const isTest = process.env.JEST_WORKER_ID !== undefined;

/** Node's arguments of the command line. In tests, optimizing WebAssembly would take half of a start's time, for a few statements. */
export const COMMAND: readonly string[] = isTest ? ['--liftoff-only', PROGRAM] : [PROGRAM];

/** The service as started by `npm start`, on a free port. */
export interface TestService {
  url: string;
  readonly folder: string;
  /** The process ID. */
  readonly pid: number;
  /** What its processes have logged. */
  readonly log: string;
  /** Kills the process, like a crash; `start` restarts it on the same folder. */
  kill(): Promise<void>;
  start(port?: number): Promise<void>;
  /** Stops the process with SIGTERM; returns its exit code. */
  end(): Promise<number | null>;
  remove(): Promise<void>;
}

/**
 * Starts the service on a new data folder with the sample site, or on the one in the settings.
 * @param settings additional environment variables
 */
export async function startService(settings: Readonly<Record<string, string>> = {}): Promise<TestService> {
  const folder = settings.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'caseload-e2e-'));
  if (settings.DATA_DIR === undefined && settings.DATABASE_URL === undefined)
    await copyFirstStart(folder, async (first) => void (await (await startService({ DATA_DIR: first })).end()));
  let child: ChildProcess | undefined;
  let log = '';
  const service: TestService = {
    url: '',
    folder,
    get pid() {
      return child?.pid ?? 0;
    },
    get log() {
      return log;
    },
    async start(port = Number(settings.PORT ?? 0)) {
      const started = spawn(process.execPath, [...COMMAND, 'serve'], {
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          PORT: String(port),
          DATA_DIR: folder,
          LOG_LEVEL: 'error',
          RATE_LIMIT: '1000000',
          ...settings,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child = started;
      service.url = await new Promise((resolve, reject) => {
        let said = '';
        started.stdout?.on('data', (text: Buffer) => {
          said += text.toString();
          log += text.toString();
          const address = /(https?:\S+)\/preview/.exec(said)?.[1];
          if (address !== undefined) resolve(address);
        });
        started.once('exit', (code) => reject(new Error(`The service exited with code ${code}: ${said}`)));
      });
    },
    async kill() {
      const { exitCode, signalCode } = child ?? {};
      if (child === undefined || exitCode !== null || signalCode !== null) return;
      const gone = new Promise((resolve) => child?.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
    async end() {
      const ended = new Promise<number | null>((resolve) => child?.once('exit', resolve));
      child?.kill('SIGTERM');
      return ended;
    },
    async remove() {
      await service.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await service.start();
  return service;
}

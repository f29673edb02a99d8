import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The network of the machines. Their switch is in the host, at this address. */
const NETWORK = '10.213.0';
export const HOST = `${NETWORK}.1`;
const SWITCH = 'caseload-br';

const ip = (...words: string[]) => execFileSync('ip', words, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();

/** Builds the switch. */
export function openNetwork(): void {
  ip('link', 'add', SWITCH, 'type', 'bridge');
  ip('addr', 'add', `${HOST}/24`, 'dev', SWITCH);
  ip('link', 'set', SWITCH, 'up');
}

export function closeNetwork(): void {
  ip('link', 'del', SWITCH);
}

/** Starts a program in a folder of its own; what it says is kept in `NAME.log`. PostgreSQL and its relatives refuse to run as root. */
export function startProgram(folder: string, name: string, words: readonly string[], machine?: string): ChildProcess {
  const log = openSync(join(folder, `${name}.log`), 'a');
  const inside = machine === undefined ? [] : ['ip', 'netns', 'exec', machine];
  const [program = '', ...rest] = [...inside, 'runuser', '-u', 'postgres', '--', ...words];
  return spawn(program, rest, { cwd: folder, stdio: ['ignore', log, log] });
}

/** A machine of the cluster: a network namespace with etcd, Patroni and PostgreSQL. */
export class Machine {
  readonly name: string;
  readonly address: string;
  readonly #cable: string;
  #programs: readonly (readonly [name: string, words: readonly string[]])[] = [];

  constructor(
    readonly number: number,
    private readonly folder: string,
  ) {
    this.name = `caseload-db${number}`;
    this.#cable = `caseload-eth${number}`;
    this.address = `${NETWORK}.${10 + number}`;
    ip('netns', 'add', this.name);
    ip('link', 'add', this.#cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', this.name);
    ip('link', 'set', this.#cable, 'master', SWITCH, 'up');
    for (const words of [
      ['addr', 'add', `${this.address}/24`, 'dev', 'eth0'],
      ['link', 'set', 'eth0', 'up'],
      ['link', 'set', 'lo', 'up'],
    ])
      ip('-n', this.name, ...words);
  }

  /** Writes a program's settings; returns the file. */
  configure(file: string, text: string): string {
    const path = join(this.folder, `${this.name}-${file}`);
    writeFileSync(path, text);
    chmodSync(path, 0o644);
    return path;
  }

  /** What runs on it, from now on and after each start. */
  run(programs: readonly (readonly [name: string, words: readonly string[]])[]): void {
    this.#programs = programs;
    this.start();
  }

  start(): void {
    for (const [name, words] of this.#programs) startProgram(this.folder, `${this.name}-${name}`, words, this.name);
  }

  /** Kills everything on it at once, as a power cut does. */
  kill(only?: (command: string) => boolean): void {
    for (const pid of ip('netns', 'pids', this.name).split('\n').filter(Boolean)) {
      if (only !== undefined && !only(execFileSync('ps', ['-o', 'args=', '-p', pid]).toString())) continue;
      process.kill(Number(pid), 'SIGKILL');
    }
  }

  /** Pulls its network cable: packets are lost, and nobody is told. */
  unplug(): void {
    ip('link', 'set', this.#cable, 'down');
  }

  plug(): void {
    ip('link', 'set', this.#cable, 'up');
  }

  remove(): void {
    this.kill();
    ip('netns', 'del', this.name);
  }
}

import { type ChildProcess, execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { closeNetwork, HOST, Machine, openNetwork, startProgram } from './machine';

const MACHINES = 3;
const BINARIES = '/usr/lib/postgresql';
const NEEDED = ['ip', 'runuser', 'etcd', 'patroni', 'patronictl', 'haproxy', 'pgbouncer', 'psql', 'pg_dump', 'pg_restore', 'pg_basebackup'];
/** Patroni's times, in seconds: a primary that is not heard of for `ttl` is replaced. */
const TIMES = { ttl: 20, loop_wait: 4, retry_timeout: 5 };

/** What is missing here to run a cluster. */
export function missing(): readonly string[] {
  const isThere = (program: string) => {
    try {
      execFileSync('sh', ['-c', `command -v ${program}`]);
      return true;
    } catch {
      return false;
    }
  };
  return [...(process.getuid?.() === 0 ? [] : ['root (for network namespaces)']), ...NEEDED.filter((program) => !isThere(program))];
}

function patroniSettings({ name, address }: Machine, others: readonly Machine[], folder: string, binaries: string): string {
  return JSON.stringify({
    scope: 'caseload',
    name,
    restapi: { listen: `${address}:8008`, connect_address: `${address}:8008` },
    etcd3: { hosts: others.map((machine) => `${machine.address}:2379`) },
    bootstrap: {
      dcs: {
        ...TIMES,
        // A commit is confirmed when a second machine has it: what a person was told is not lost with the primary.
        synchronous_mode: true,
        postgresql: {
          use_pg_rewind: true,
          parameters: {
            max_connections: 100,
            // By the standbys, too: a primary that dies leaves no hole in the archive.
            archive_mode: 'always',
            archive_command: `test -f ${folder}/wal/%f || (cp %p ${folder}/wal/.%f.$$ && mv ${folder}/wal/.%f.$$ ${folder}/wal/%f)`,
          },
        },
      },
      initdb: [{ encoding: 'UTF8' }, 'data-checksums'],
      pg_hba: [
        'local all all trust',
        'host all all 127.0.0.1/32 trust',
        'host all all 10.213.0.0/24 trust',
        'host replication all 10.213.0.0/24 trust',
      ],
    },
    postgresql: {
      listen: `${address}:5432`,
      connect_address: `${address}:5432`,
      data_dir: join(folder, name),
      bin_dir: binaries,
      pgpass: join(folder, `${name}.pgpass`),
      authentication: { superuser: { username: 'postgres' }, replication: { username: 'replicator' } },
      parameters: { unix_socket_directories: '' },
    },
  });
}

function etcdCommand({ name, address }: Machine, all: readonly Machine[], folder: string): readonly string[] {
  const peers = all.map((one) => `${one.name}=http://${one.address}:2380`).join(',');
  return [
    'etcd',
    ...['--name', name, '--data-dir', join(folder, `${name}-etcd`), '--initial-cluster', peers, '--initial-cluster-token', 'caseload'],
    ...['--listen-peer-urls', `http://${address}:2380`, '--initial-advertise-peer-urls', `http://${address}:2380`],
    ...['--listen-client-urls', `http://${address}:2379`, '--advertise-client-urls', `http://${address}:2379`],
  ];
}

/** Sends connections to the primary, by Patroni's own word, and ends those to one that no longer is. */
const proxySettings = (machines: readonly Machine[]) => `
defaults
  mode tcp
  timeout connect 2s
  timeout client 30m
  timeout server 30m
listen primary
  bind ${HOST}:5000
  option httpchk OPTIONS /primary
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
${machines.map(({ name, address }) => `  server ${name} ${address}:5432 check port 8008`).join('\n')}
`;

const POOLER_SETTINGS = `
[databases]
caseload = host=${HOST} port=5000 dbname=caseload
[pgbouncer]
listen_addr = ${HOST}
listen_port = 6432
unix_socket_dir =
auth_type = trust
auth_file = USERS
pool_mode = transaction
max_client_conn = 300
default_pool_size = 30
server_login_retry = 1
`;

/** Three machines with PostgreSQL and Patroni, and HAProxy and PgBouncer (in transaction mode) before them. */
export interface Cluster {
  readonly folder: string;
  readonly machines: readonly Machine[];
  /** The service's database, through PgBouncer. */
  readonly url: string;
  /** The same at the primary, without PgBouncer. */
  readonly direct: string;
  primary(): Promise<Machine>;
  /** Waits until there is a primary, a synchronous standby and another standby. */
  whole(): Promise<void>;
  /** Asks Patroni to make another machine the primary. */
  switchOver(): Promise<void>;
  restartPooler(): Promise<void>;
  query(statement: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** The path of one of PostgreSQL's programs. */
  program(name: string): string;
  /** Runs one of them; returns what it says. */
  tool(name: string, ...words: string[]): string;
  remove(): void;
}

/** Waits until something is so. */
export async function until(what: string, isDone: () => Promise<boolean>, seconds = 180): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await wait(250)) if (await isDone().catch(() => false)) return;
  throw new Error(`Waited ${seconds} s for ${what}`);
}

export async function openCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-cluster-'));
  chmodSync(folder, 0o777);
  execFileSync('runuser', ['-u', 'postgres', '--', 'mkdir', join(folder, 'wal')]);
  const version = readdirSync(BINARIES).sort((one, other) => Number(other) - Number(one))[0] ?? '';
  const binaries = join(BINARIES, version, 'bin');
  openNetwork();
  const machines = Array.from({ length: MACHINES }, (_, place) => new Machine(place + 1, folder));
  for (const machine of machines) {
    const settings = machine.configure('patroni.json', patroniSettings(machine, machines, folder, binaries));
    machine.run([
      ['etcd', etcdCommand(machine, machines, folder)],
      ['patroni', ['patroni', settings]],
    ]);
  }
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const users = file('users.txt', '"caseload" ""\n');
  const poolerSettings = file('pgbouncer.ini', POOLER_SETTINGS.replace('USERS', users));
  const proxy = startProgram(folder, 'haproxy', ['haproxy', '-db', '-f', file('haproxy.cfg', proxySettings(machines))]);
  const startPooler = () => startProgram(folder, 'pgbouncer', ['pgbouncer', poolerSettings]);
  let pooler: ChildProcess = startPooler();
  const role = async (machine: Machine) => {
    const answer = await fetch(`http://${machine.address}:8008/patroni`, { signal: AbortSignal.timeout(1000) });
    return (await answer.json()) as { role: string; state: string; sync_standby?: boolean };
  };
  const primary = async () => {
    for (const machine of machines) {
      const answer = await fetch(`http://${machine.address}:8008/primary`, { signal: AbortSignal.timeout(1000) }).catch(() => undefined);
      if (answer?.ok) return machine;
    }
    throw new Error('no primary');
  };
  const cluster: Cluster = {
    folder,
    machines,
    url: `postgres://caseload@${HOST}:6432/caseload`,
    direct: `postgres://caseload@${HOST}:5000/caseload`,
    primary,
    whole: () =>
      until('a whole cluster', async () => {
        await primary();
        const states = await Promise.all(machines.map(role));
        return states.every(({ state }) => state === 'running' || state === 'streaming') && states.some((one) => one.sync_standby === true);
      }),
    async switchOver() {
      const { name } = await primary();
      const settings = join(folder, `${name}-patroni.json`);
      execFileSync('patronictl', ['-c', settings, 'switchover', 'caseload', '--leader', name, '--force'], { stdio: 'pipe' });
    },
    async restartPooler() {
      const gone = new Promise((resolve) => pooler.once('exit', resolve));
      execFileSync('pkill', ['-KILL', '-f', `pgbouncer ${poolerSettings}`]);
      await gone;
      pooler = startPooler();
    },
    async query(statement, values) {
      const client = new Client(cluster.direct.replace('caseload@', 'postgres@'));
      await client.connect();
      const { rows } = await client.query(statement, values === undefined ? undefined : [...values]).finally(() => client.end());
      return rows as Record<string, unknown>[];
    },
    program: (name) => join(binaries, name),
    tool: (name, ...words) =>
      execFileSync('runuser', ['-u', 'postgres', '--', existsSync(cluster.program(name)) ? cluster.program(name) : name, ...words], {
        cwd: folder,
        maxBuffer: 2 ** 28,
        stdio: ['ignore', 'pipe', 'pipe'],
      }).toString(),
    remove() {
      for (const program of [proxy, pooler]) program.kill('SIGKILL');
      // It fails if none is left.
      spawnSync('pkill', ['-KILL', '-f', `(pgbouncer|haproxy|postgres).*${folder}`]);
      for (const machine of machines) machine.remove();
      closeNetwork();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await cluster.whole();
  } catch (error) {
    cluster.remove();
    throw error;
  }
  const admin = new Client(`postgres://postgres@${HOST}:5000/postgres`);
  await admin.connect();
  await admin.query('CREATE ROLE caseload LOGIN CREATEROLE');
  await admin.query('CREATE DATABASE caseload OWNER caseload');
  await admin.end();
  return cluster;
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { signIn } from '../api';
import { startService } from '../service';
import { type Cluster, until } from './cluster';
import { startProgram } from './machine';

/** Where a database that is restored from the archive listens. */
const PORT = 5999;
const MOMENT = 'before the accident';

/** The number of rows and a hash of each table, as one hash. */
function contentOf(cluster: Cluster, database: string): string {
  const ask = (query: string) => cluster.tool('psql', '-At', '-v', 'ON_ERROR_STOP=1', '-c', query, database).trim();
  const tables = ask("SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'pgboss') ORDER BY 1").split(
    '\n',
  );
  const contents = tables.map(
    (table) => `${table} ${ask(`SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM ${table} t`)}`,
  );
  return createHash('sha256').update(contents.join('\n')).digest('hex');
}

const asOwner = (cluster: Cluster, database = 'caseload') =>
  cluster.direct.replace('caseload@', 'postgres@').replace(/caseload$/, database);

/** Whether a service starts on a database, and somebody can sign in. */
async function serves(url: string): Promise<boolean> {
  const service = await startService({ DATABASE_URL: url });
  try {
    return (await fetch(`${service.url}/readyz`)).ok && (await signIn(service)) !== '';
  } finally {
    await service.remove();
  }
}

/** Whether a dump that is restored into a new database has the same content, and a service runs on it. Nobody writes in the meantime. */
export async function dumpIsWhole(cluster: Cluster): Promise<boolean> {
  const dump = join(cluster.folder, 'dump');
  cluster.tool('pg_dump', '-Fc', '-f', dump, asOwner(cluster));
  await cluster.query('CREATE DATABASE restored OWNER caseload');
  cluster.tool('pg_restore', '--exit-on-error', '-d', asOwner(cluster, 'restored'), dump);
  if (contentOf(cluster, asOwner(cluster)) !== contentOf(cluster, asOwner(cluster, 'restored'))) return false;
  return serves(cluster.direct.replace(/caseload$/, 'restored'));
}

/** Copies the primary's files, as the base of a later restore to a moment. */
export async function takeBase(cluster: Cluster): Promise<void> {
  const { address } = await cluster.primary();
  cluster.tool('pg_basebackup', '-d', `postgres://replicator@${address}:5432`, '-D', join(cluster.folder, 'base'), '-c', 'fast');
}

/**
 * Whether the archive, with a base from before all faults, leads back to a moment before an accident: the same content, and a service runs on it.
 * Nobody else writes in the meantime.
 */
export async function momentIsWhole(cluster: Cluster): Promise<boolean> {
  const wanted = contentOf(cluster, asOwner(cluster));
  await cluster.query('SELECT pg_create_restore_point($1)', [MOMENT]);
  await cluster.query('DELETE FROM caseload.public.audit');
  const [last] = await cluster.query('SELECT pg_walfile_name(pg_current_wal_lsn()) AS file, pg_switch_wal()');
  await until('the archive', async () => {
    const [row] = await cluster.query("SELECT COALESCE(last_archived_wal, '') AS file FROM pg_stat_archiver");
    return String(row?.file) >= String(last?.file);
  });
  const base = join(cluster.folder, 'base');
  cluster.tool('touch', join(base, 'recovery.signal'));
  const settings = {
    listen_addresses: '127.0.0.1',
    port: PORT,
    unix_socket_directories: '',
    archive_mode: 'off',
    synchronous_standby_names: '',
    primary_conninfo: '',
    restore_command: `cp ${cluster.folder}/wal/%f %p`,
    recovery_target_name: MOMENT,
    recovery_target_timeline: 'latest',
    recovery_target_action: 'promote',
  };
  const program = startProgram(cluster.folder, 'base', [
    cluster.program('postgres'),
    ...['-D', base],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const url = `postgres://postgres@127.0.0.1:${PORT}/caseload`;
  try {
    await until('the restored database', async () => cluster.tool('psql', '-At', '-c', 'SELECT pg_is_in_recovery()', url).trim() === 'f');
    return contentOf(cluster, url) === wanted && (await serves(url.replace('postgres@', 'caseload@')));
  } finally {
    program.kill('SIGTERM');
  }
}

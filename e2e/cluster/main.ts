// A cluster that fails while people work: `npm run test:cluster`, or `npm run test:cluster -- network` for the faults with this word. Kills primaries, cuts the network, restarts PgBouncer, and counts what is lost and
// what comes twice. It takes about seven minutes, and isn't part of `npm test`: it needs root and programs that it doesn't install.
import { setTimeout as wait } from 'node:timers/promises';
import { openMailbox, signIn } from '../api';
import { startService, type TestService } from '../service';
import { type Cluster, missing, openCluster } from './cluster';
import { dumpIsWhole, momentIsWhole, takeBase } from './restoring';
import { startTraffic, type Traffic } from './traffic';
import { watchPane } from './watched-pane';

/** How long traffic runs between faults, in milliseconds. */
const CALM = 10_000;
const CUT = 40_000;

interface Fault {
  readonly name: string;
  bring(cluster: Cluster, services: readonly TestService[]): Promise<void>;
}

const FAULTS: readonly Fault[] = [
  { name: 'none, for comparison', bring: () => wait(CALM) },
  {
    name: 'PostgreSQL of the primary is killed',
    async bring(cluster) {
      (await cluster.primary()).kill((command) => /postgres/.test(command) && !/patroni|etcd/.test(command));
    },
  },
  {
    name: 'the machine of the primary loses its power, and comes back',
    async bring(cluster) {
      const machine = await cluster.primary();
      machine.kill();
      await wait(CUT);
      machine.start();
    },
  },
  {
    name: 'the network of the primary is cut for 40 s, without a word',
    async bring(cluster) {
      const machine = await cluster.primary();
      machine.unplug();
      await wait(CUT);
      machine.plug();
    },
  },
  { name: 'PgBouncer is killed and started', bring: (cluster) => cluster.restartPooler() },
  { name: 'another machine becomes the primary, as planned', bring: (cluster) => cluster.switchOver() },
  {
    name: 'one of the three services is killed and started',
    async bring(_, [, service]) {
      await service?.kill();
      await wait(CALM);
      await service?.start(Number(new URL(service.url).port));
    },
  },
];

async function assignmentsOf(cluster: Cluster): Promise<number> {
  const [row] = await cluster.query('SELECT count(*)::integer AS n FROM assignments');
  return Number(row?.n);
}

/** What is wrong with the record after everything has finished. */
async function faultsOfRecord(
  cluster: Cluster,
  before: number,
  pane: number,
  { confirmed, finished }: Traffic,
): Promise<{ lost: number; twice: number }> {
  const uploads = await cluster.query(
    `SELECT u.upload_id AS id, u.state, u.accepted, count(a.*)::integer AS audited, count(DISTINCT a.assignment_id)::integer AS begun,
       (SELECT count(*)::integer FROM assignments s WHERE s.assignment_id IN (SELECT b.assignment_id FROM audit b WHERE b.upload_id = u.upload_id)) AS there
     FROM uploads u LEFT JOIN audit a ON a.site_id = u.site_id AND a.upload_id = u.upload_id AND a.what = 'begun' WHERE u.name LIKE 'upload %' GROUP BY u.site_id, u.upload_id`,
  );
  const byId = new Map(uploads.map((row) => [row.id, row]));
  let lost = 0;
  let twice = uploads.length - new Set([...byId.keys()].filter((id) => confirmed.has(id as string))).size;
  for (const [id, { rows }] of confirmed) {
    const row = byId.get(id);
    const isWhole = row?.state === 'complete' && finished.get(id)?.state === 'complete' && row.accepted === rows;
    if (!isWhole || row.audited !== rows || row.begun !== rows || row.there !== rows) lost++;
  }
  const [open] = await cluster.query(
    `SELECT count(*)::integer AS n FROM (SELECT 1 FROM assignments WHERE end_date IS NULL GROUP BY site_id, participant_id, staff_id, relationship, program_id HAVING count(*) > 1) t`,
  );
  // Assignments that no upload explains, beside those of the sample.
  const surplus = (await assignmentsOf(cluster)) - before - uploads.reduce((sum, { begun }) => sum + Number(begun), 0) - pane;
  twice += Number(open?.n) + Math.max(0, surplus);
  lost += Math.max(0, -surplus);
  return { lost, twice };
}

const isSame = (mails: readonly string[]) => new Set(mails.map((mail) => /^Message-ID: .*$/m.exec(mail)?.[0])).size <= 1;

/** The kinds of faults that services logged, each with its number. */
function faultsLogged(services: readonly TestService[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of services.flatMap(({ log }) => log.split('\n'))) {
    const [, fault] = /"fault":"([^"]*)"/.exec(line) ?? [];
    if (fault !== undefined) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  }
  return Array.from(counts, ([fault, count]) => `${count} × ${fault}`);
}

async function main(word = ''): Promise<void> {
  const faults = FAULTS.filter(({ name }) => name.includes(word));
  const absent = missing();
  if (absent.length > 0) {
    console.error(
      `test:cluster needs ${absent.join(', ')}. In Debian: postgresql patroni etcd-server pgbouncer haproxy iproute2 procps util-linux.`,
    );
    process.exit(2);
  }
  const begun = Date.now();
  const say = (text: string) => console.log(`${String(Math.round((Date.now() - begun) / 1000)).padStart(5)} s  ${text}`);
  const mailbox = await openMailbox();
  const cluster = await openCluster();
  const services: TestService[] = [];
  process.once('SIGINT', () => {
    cluster.remove();
    process.exit(130);
  });
  let isGood = false;
  try {
    for (let place = 0; place < 3; place++)
      services.push(await startService({ DATABASE_URL: cluster.url, SMTP_URL: mailbox.url, MAIL_FROM: 'caseload@harbor.example' }));
    const [first] = services;
    if (first === undefined) throw new Error('no service');
    const versions = ['patroni', 'postgres'].map((program) => cluster.tool(program, '--version').trim());
    say(`three machines with ${versions.join(', ')}; ${(await cluster.primary()).name} is the primary; three services`);
    await takeBase(cluster);
    const before = await assignmentsOf(cluster);
    const traffic = startTraffic(services, await signIn(first));
    const pane = await watchPane(first);
    for (const { name, bring } of faults) {
      await pane.prepare();
      await wait(CALM);
      const since = Date.now();
      const finished = traffic.finished.size;
      const [, words] = await Promise.all([bring(cluster, services), wait(1000).then(() => pane.submit())]);
      await cluster.whole();
      await wait(CALM);
      say(
        `${name}: longest pause ${(traffic.longestPause(since) / 1000).toFixed(1)} s, ${traffic.finished.size - finished} uploads; ${(await cluster.primary()).name} is the primary`,
      );
      say(`  the pane: ${words.join(' | ')}`);
    }
    await traffic.stop();
    await pane.close();
    const { lost, twice } = await faultsOfRecord(cluster, before, 2 * faults.length, traffic);
    say(`answers other than success: ${[...traffic.failures].map(([failure, count]) => `${count} × ${failure}`).join(', ')}`);
    say(`faults logged by the services: ${faultsLogged(services).join(', ') || 'none'}`);
    say(`${traffic.confirmed.size} uploads confirmed, ${lost} lost or in part, ${twice} twice or of nobody`);
    const ids = [...traffic.confirmed.keys()];
    const mailsOf = ids.map((id) => mailbox.mails.filter((mail) => mail.includes(id)));
    const again = mailsOf.filter((mails) => mails.length > 1);
    say(
      `mails: ${mailsOf.filter((mails) => mails.length === 0).length} missing, ${again.length} sent again, ${again.filter((mails) => !isSame(mails)).length} of them as another mail`,
    );
    for (const service of services) await service.end();
    const isDumped = await dumpIsWhole(cluster);
    say(`pg_dump and pg_restore: ${isDumped ? 'the same content, and the service runs on it' : 'DIFFERENT'}`);
    const isBack = await momentIsWhole(cluster);
    say(
      `restored to the moment before all audit rows were deleted, from the archive and a base from before all faults: ${isBack ? 'the same' : 'DIFFERENT'}`,
    );
    isGood = lost === 0 && twice === 0 && mailsOf.every((mails) => mails.length > 0 && isSame(mails)) && isDumped && isBack;
  } finally {
    for (const service of services) await service.remove();
    // For a look at the logs.
    if (process.env.KEEP === undefined) cluster.remove();
    else say(`left running, with its logs in ${cluster.folder}`);
    mailbox.close();
  }
  process.exit(isGood ? 0 : 1);
}

void main(process.argv[2]);

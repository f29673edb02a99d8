import { setTimeout as wait } from 'node:timers/promises';
import type { Upload } from '../../src/api/uploads';
import type { Cell } from '../../src/core/caseload/cells';
import { inserts } from '../api';
import type { TestService } from '../service';

const ROWS = 20;
const FIRST_PARTICIPANT = 1101;
const BLOCKS = 40;
const FIRST_STAFF = 101;
const STAFF = 40;
const RELATIONSHIPS = ['Mentor', 'Case Manager', 'Supervisor', 'Intake Worker'];
/** The time that a person takes before the next upload, in milliseconds. */
const PREPARING = 500;
const SUBMITTERS = 6;
/** As the pane: after a failed call, the wait before the next attempt, in milliseconds. */
const AGAIN = 500;
/** Longer than the service's own limits: a call that takes longer hangs. */
const PATIENCE = 15_000;

/** What an upload begins: no other one begins the same. */
function cellsOf(number: number): Cell[][] {
  const [header = [], ...rows] = inserts(FIRST_PARTICIPANT + (number % BLOCKS) * ROWS, ROWS);
  const turn = Math.floor(number / BLOCKS);
  const changed = new Map<number, Cell>([
    [2, FIRST_STAFF + (turn % STAFF)],
    [3, RELATIONSHIPS[Math.floor(turn / STAFF)] ?? ''],
  ]);
  return [header, ...rows.map((row) => row.map((cell, column) => changed.get(column) ?? cell))];
}

/** A failed answer: a status and code of the service, or the kind of a broken connection. */
type Failure = string;

export interface Traffic {
  /** The uploads that were confirmed, by their ID. */
  readonly confirmed: ReadonlyMap<string, { readonly number: number; readonly rows: number }>;
  readonly finished: ReadonlyMap<string, Upload>;
  /** How often each failure was answered. */
  readonly failures: ReadonlyMap<Failure, number>;
  /** The longest time without a completed upload since then, in milliseconds. */
  longestPause(since: number): number;
  /** Stops submitting, and waits until everything that was sent is finished. */
  stop(): Promise<void>;
}

/** Submits without pause, by six people to any of the services, who repeat what gets no answer with the same key. */
export function startTraffic(services: readonly TestService[], token: string): Traffic {
  const confirmed = new Map<string, { number: number; rows: number }>();
  const finished = new Map<string, Upload>();
  const failures = new Map<Failure, number>();
  const completions: number[] = [Date.now()];
  let next = 0;
  let isStopped = false;

  async function insist<T>(path: string, body?: object, key?: string): Promise<T> {
    for (;;) {
      const service = services[Math.floor(Math.random() * services.length)];
      let failure: Failure;
      let refused: string | undefined;
      try {
        const answer = await fetch(`${service?.url}/api${path}`, {
          method: body === undefined ? 'GET' : 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            ...(key === undefined ? {} : { 'idempotency-key': key }),
          },
          signal: AbortSignal.timeout(PATIENCE),
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const said = (await answer.json()) as T & { code?: string };
        if (answer.ok) return said;
        failure = `${answer.status} ${said.code}`;
        if (answer.status < 500) refused = `${path}: ${JSON.stringify(said)}`;
      } catch (error) {
        failure = (error as Error).name === 'TimeoutError' ? 'no answer' : 'no connection';
      }
      // No outage explains it.
      if (refused !== undefined) throw new Error(refused);
      failures.set(failure, (failures.get(failure) ?? 0) + 1);
      await wait(AGAIN);
    }
  }

  async function person(): Promise<void> {
    while (!isStopped) {
      const number = next++;
      const { id } = await insist<Upload>('/uploads', { name: `upload ${number}`, cells: cellsOf(number) }, `upload ${number}`);
      confirmed.set(id, { number, rows: ROWS });
      for (;;) {
        const upload = await insist<Upload>(`/uploads/${id}`);
        if (!['received', 'checking', 'applying'].includes(upload.state)) {
          finished.set(id, upload);
          completions.push(Date.now());
          break;
        }
        await wait(100);
      }
      await wait(PREPARING);
    }
  }

  const people = Array.from({ length: SUBMITTERS }, person);
  return {
    confirmed,
    finished,
    failures,
    longestPause(since) {
      const times = [...completions.filter((time) => time >= since), Date.now()];
      const before = completions.filter((time) => time < since).at(-1) ?? since;
      return Math.max(...times.map((time, place) => time - (times[place - 1] ?? before)));
    },
    async stop() {
      isStopped = true;
      await Promise.all(people);
    },
  };
}

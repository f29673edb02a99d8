import type { MessagePort } from 'node:worker_threads';
import { DatabaseAway, type Driver, type Queries, type Statement } from '../driver';

/** Requests to the database in another thread. `transaction` numbers the transactions of a port. */
type Request = { readonly id: number } & (
  | { readonly ask: 'begin' | 'commit' | 'rollback'; readonly transaction: number }
  | { readonly ask: 'query'; readonly transaction: number; readonly statement: Statement }
  | { readonly ask: 'script'; readonly sql: string; readonly parameters: readonly unknown[] | undefined }
);
type Answer = { readonly id: number } & (
  | { readonly rows: readonly object[] }
  | { readonly fault: { readonly name: string; readonly message: string; readonly code: unknown } }
);

const NO_ROWS: readonly object[] = [];

interface Open {
  readonly queries: Queries;
  end(outcome: 'commit' | 'rollback'): Promise<void>;
}

/** Rolls back a transaction that its thread gave up. */
class GivenUp extends Error {}

/** Begins a transaction that stays open until `end`. */
async function beginOpen(driver: Driver): Promise<Open> {
  return new Promise((begun, refused) => {
    const done: Promise<void> = driver
      .transaction(
        (queries) =>
          new Promise<void>((commit, rollback) => {
            const end: Open['end'] = (outcome) => {
              if (outcome === 'commit') commit();
              else rollback(new GivenUp());
              return done;
            };
            begun({ queries, end });
          }),
      )
      .catch((error: unknown) => {
        if (!(error instanceof GivenUp)) throw error;
      });
    done.catch(refused);
  });
}

/** Serves a database to another thread. Rolls back open transactions when the port closes. */
export function serveDriver(driver: Driver, port: MessagePort): void {
  const open = new Map<number, Promise<Open>>();
  const answer = async (request: Request): Promise<readonly object[]> => {
    if (request.ask === 'script') return driver.script(request.sql, request.parameters);
    const { transaction } = request;
    if (request.ask === 'begin') {
      const begun = beginOpen(driver);
      open.set(transaction, begun);
      begun.catch(() => open.delete(transaction));
      await begun;
      return NO_ROWS;
    }
    const found = await open.get(transaction);
    if (found === undefined) throw new Error('There is no such transaction.');
    if (request.ask === 'query') return found.queries.query(request.statement);
    open.delete(transaction);
    await found.end(request.ask);
    return NO_ROWS;
  };
  port.on('message', (request: Request) => {
    answer(request).then(
      (rows) => port.postMessage({ id: request.id, rows } satisfies Answer),
      (error: Error & { code?: unknown }) =>
        port.postMessage({ id: request.id, fault: { name: error.name, message: error.message, code: error.code } } satisfies Answer),
    );
  });
  port.on('close', () => {
    // If the rollback fails, the next request reports it.
    for (const begun of open.values()) begun.then((found) => found.end('rollback')).catch(() => undefined);
    open.clear();
  });
}

/** The database that another thread serves at the other end of a port. */
export function connectDriver(port: MessagePort): Driver {
  const waiting = new Map<number, { resolve(rows: readonly object[]): void; reject(error: Error): void }>();
  let [ids, transactions, isClosed] = [0, 0, false];
  port.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('rows' in answer) asked?.resolve(answer.rows);
    else {
      const { name, message, code } = answer.fault;
      asked?.reject(Object.assign(new Error(message), { name, code }));
    }
  });
  port.on('close', () => {
    isClosed = true;
    for (const { reject } of waiting.values()) reject(new DatabaseAway('the database’s thread ended'));
    waiting.clear();
  });
  type Question = Request extends infer One ? (One extends Request ? Omit<One, 'id'> : never) : never;
  const ask = (question: Question): Promise<readonly object[]> => {
    if (isClosed) return Promise.reject(new DatabaseAway('the database’s thread ended'));
    return new Promise((resolve, reject) => {
      const id = ++ids;
      waiting.set(id, { resolve, reject });
      try {
        port.postMessage({ ...question, id });
      } catch (error) {
        waiting.delete(id);
        reject(error as Error);
      }
    });
  };
  return {
    async transaction(work) {
      const transaction = ++transactions;
      await ask({ ask: 'begin', transaction });
      const queries: Queries = {
        // A tagged statement computes its text; only plain values can be sent to a thread.
        query: async <Row extends object>({ text, values }: Statement) =>
          (await ask({ ask: 'query', transaction, statement: { text, values } })) as readonly Row[],
      };
      let result: Awaited<ReturnType<typeof work>>;
      try {
        result = await work(queries);
      } catch (error) {
        await ask({ ask: 'rollback', transaction }).catch(() => undefined);
        throw error;
      }
      await ask({ ask: 'commit', transaction });
      return result;
    },
    script: (sql, parameters) => ask({ ask: 'script', sql, parameters }),
    close: async () => port.close(),
  };
}
